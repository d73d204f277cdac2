import type { Context } from '../context.ts';
import { type ApplyFlags, planAndApply } from '../execute.ts';
import { withRun } from '../run.ts';

export default async function destroy(
  context: Context,
  args: readonly [string?],
  options: ApplyFlags,
): Promise<number> {
  return withRun(context, args[0], options, (run) =>
    planAndApply(context, run, { ...options, destroy: true, operation: 'destroy' }),
  );
}
