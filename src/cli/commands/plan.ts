import { closeSync, openSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasChanges } from '../../engine/plan/model.ts';
import type { Context } from '../context.ts';
import { type PlanFlags, planOptionsOf } from '../plan-options.ts';
import { withRun } from '../run.ts';
import { tellPlan } from '../tell-plan.ts';

interface Options extends PlanFlags {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

export default async function plan(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  return withRun(context, args[0], options, async ({ engine, signal }) => {
    const result = await engine.plan(planOptionsOf(options), { signal, concurrency: options.parallelism });
    if (context.json) for (const piece of engine.planPieces(result)) context.write(piece);
    tellPlan(context, result, 'nothing');
    if (options.out !== undefined) save(resolve(context.cwd, options.out), engine.planPieces(result));
    if (result.errored) return 1;
    return options.detailedExitcode && hasChanges(result) ? 2 : 0;
  });
}

function save(file: string, pieces: Iterable<string>): void {
  const handle = openSync(file, 'w');
  try {
    for (const piece of pieces) writeFileSync(handle, piece);
  } finally {
    closeSync(handle);
  }
}
