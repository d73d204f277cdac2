import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSavedPlan } from '../../engine/saved-plan.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { type ApplyFlags, carryOut, planAndApply } from '../execute.ts';
import { shown } from '../files.ts';
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
  refusePlanOptions(options);
  const saved = readSavedPlan(readFileSync(file, 'utf8'), shown(file, context));
  const { variables: planned } = saved;
  return withRun(context, options.path, { ...options, planned }, (run) => {
    const { engine, signal } = run;
    const work = async (): Promise<number> => {
      run.listen(() => {});
      const plan = await engine.planSaved(saved, { signal, concurrency: options.parallelism });
      context.events?.savedPlan(plan);
      return carryOut(context, run, plan, options);
    };
    return engine.locked('apply', work, { signal });
  });
}

function refusePlanOptions({ target, replace, destroy, refreshOnly, refresh }: Options): void {
  const given = [
    ...(target.length > 0 ? ['--target'] : []),
    ...(replace.length > 0 ? ['--replace'] : []),
    ...(destroy ? ['--destroy'] : []),
    ...(refreshOnly ? ['--refresh-only'] : []),
    ...(refresh ? [] : ['--refresh=false']),
  ];
  if (given.length === 0) return;
  throw new CliError({
    code: 'ZTC-CLI-OPTIONS',
    what: { en: 'a saved plan says already what is done', zh: '已保存的计划已确定要执行的内容' },
    value: given.join(' '),
    fix: { en: 'make a new plan with these options', zh: '请用这些选项重新计划' },
  });
}
