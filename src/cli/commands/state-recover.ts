/** Brings the work of a run that was cut off to its end, and nothing else. */

import type { EngineEvent } from '../../engine/ports.ts';
import type { Context } from '../context.ts';
import { showDiagnostics } from '../diagnostics.ts';
import { recoveredLine } from '../recovered.ts';
import { withRun } from '../run.ts';
import type { VariableOptions } from '../variable-options.ts';

interface Options extends VariableOptions {
  readonly path?: string;
  readonly stack?: string;
  readonly dryRun?: boolean;
  readonly assumeAbsent?: readonly string[];
  readonly lockTimeout?: number;
}

type Recovered = Extract<EngineEvent, { kind: 'recovered' }>;

/** 0: nothing is open any more (or would be); 1: something still is. */
export default function recover(context: Context, _args: readonly [], options: Options): Promise<number> {
  return withRun(context, options.path, options, async (run) => {
    const found: Recovered[] = [];
    run.listen((event) => {
      if (event.kind === 'recovered') found.push(event);
    });
    const { open, diagnostics } = await run.engine.recover({
      signal: run.signal,
      look: options.dryRun ?? false,
      assumeAbsent: new Set(options.assumeAbsent ?? []),
    });
    showDiagnostics(diagnostics, context);
    if (context.json) {
      const writes = found.map(({ kind: _kind, ...write }) => write);
      context.out(JSON.stringify({ writes, open: open.map(({ intent }) => intent.address) }, null, 2));
    } else if (found.length === 0)
      context.out(context.language === 'zh' ? '没有未完成的写操作' : 'no unfinished writes');
    else for (const event of found) context.out(recoveredLine(event, context.language));
    return open.length === 0 ? 0 : 1;
  });
}
