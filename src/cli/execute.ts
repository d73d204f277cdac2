import type { ApplyResult } from '../engine/apply/applier.ts';
import { hasChanges, type Plan } from '../engine/plan/model.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { diagnosticText } from './diagnostics.ts';
import { interrupts } from './interrupt.ts';
import { type PlanFlags, planOptionsOf } from './plan-options.ts';
import { progressOf } from './progress.ts';
import type { Run } from './run.ts';
import { showPlan, showProblems } from './show-plan.ts';

export interface ApplyFlags extends PlanFlags {
  readonly autoApprove?: boolean;
}

/** Plans, shows, asks, applies: what `apply` and `destroy` have in common. The lock is held from the plan to the end. */
export async function planAndApply(context: Context, run: Run, flags: ApplyFlags): Promise<number> {
  const { engine } = run;
  return engine.locked('apply', async () => {
    const plan = await engine.plan(planOptionsOf(flags), { concurrency: flags.parallelism });
    if (context.json) showProblems(context, plan);
    else showPlan(context, plan);
    if (plan.errored) return 1;
    const zh = context.language === 'zh';
    const question = flags.destroy
      ? zh
        ? '销毁以上全部资源？'
        : 'Destroy all of this?'
      : zh
        ? '执行以上变更？'
        : 'Carry this out?';
    if (hasChanges(plan) && !flags.autoApprove && !(await confirm(context, question))) return 1;
    return carryOut(context, run, plan, (signal) =>
      engine.apply(plan, { signal, concurrency: flags.parallelism }),
    );
  });
}

/** Applies with progress and interrupts, and reports the outcome. */
export async function carryOut(
  context: Context,
  run: Run,
  plan: Plan | undefined,
  apply: (signal: AbortSignal) => Promise<ApplyResult>,
): Promise<number> {
  const total = plan?.changes.filter(({ action }) => action !== 'no-op').length ?? 0;
  const progress = progressOf(context, total);
  run.listen(progress.listener);
  const stop = interrupts(() => {
    progress.end();
    context.note(
      context.language === 'zh'
        ? '正在停止：等待进行中的调用结束并保存状态'
        : 'stopping: running calls are finished and recorded',
    );
  });
  try {
    const result = await apply(stop.signal);
    progress.end();
    return report(context, run, result);
  } finally {
    progress.end();
    stop.release();
  }
}

function report(context: Context, run: Run, result: ApplyResult): number {
  const { counts, diagnostics, skipped, interrupted } = result;
  for (const diagnostic of diagnostics) {
    const text = `${diagnosticText(diagnostic)}\n`;
    context.draw(
      diagnostic.severity === 'error' ? context.progressPaint.red(text) : context.progressPaint.yellow(text),
    );
  }
  const failed = interrupted || diagnostics.some(({ severity }) => severity === 'error');
  const objects = [...result.state.instances.values()].filter(
    ({ address, current }) => address.mode === 'managed' && current,
  ).length;
  if (context.json) {
    context.out(
      JSON.stringify(
        { ok: !failed, ...counts, resources: objects, skipped, interrupted, state: run.statePath },
        null,
        2,
      ),
    );
  } else {
    const zh = context.language === 'zh';
    const { add, change, destroy } = counts;
    context.out(
      zh
        ? `完成：新增 ${add}，更改 ${change}，销毁 ${destroy}；现有 ${objects} 个资源`
        : `done: ${add} added, ${change} changed, ${destroy} destroyed; ${objects} resources now`,
    );
    if (skipped.length > 0)
      context.note(
        zh ? `${skipped.length} 个资源因前置失败未执行` : `${skipped.length} not reached because of errors`,
      );
    if (interrupted)
      context.note(zh ? '已中断；再次执行 apply 即可继续' : 'interrupted; apply again to go on');
  }
  return failed ? 1 : 0;
}
