import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../context.ts';
import { type ApplyFlags, carryOut, planAndApply } from '../execute.ts';
import { withRun } from '../run.ts';

interface Options extends ApplyFlags {
  /** The configuration that a saved plan was made for. */
  readonly path?: string;
}

export default async function apply(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  const file = args[0] === undefined ? undefined : resolve(context.cwd, args[0]);
  if (file !== undefined && existsSync(file) && statSync(file).isFile())
    return applySaved(context, file, options);
  return withRun(context, args[0], options, (run) => planAndApply(context, run, options));
}

/** A saved plan needs no question: whoever saved it has seen it. It is refused when anything has changed since. */
async function applySaved(context: Context, file: string, options: Options): Promise<number> {
  const text = readFileSync(file, 'utf8');
  return withRun(context, options.path, options, (run) =>
    run.engine.locked('apply', async () => {
      run.listen(() => {});
      const plan = await run.engine.planSaved(text, { concurrency: options.parallelism });
      context.events?.savedPlan(plan);
      return carryOut(context, run, plan, options);
    }),
  );
}
