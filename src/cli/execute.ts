import type { ApplyResult } from '../engine/apply/applier.ts';
import { hasChanges, type Plan } from '../engine/plan/model.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { showDiagnostics } from './diagnostics.ts';
import { CliError } from './errors.ts';
import { type PlanFlags, planOptionsOf } from './plan-options.ts';
import { progressOf } from './progress.ts';
import type { Run } from './run.ts';
import { tellPlan } from './tell-plan.ts';

export interface ApplyFlags extends PlanFlags {
  readonly autoApprove?: boolean;
  /** Whether the end of everything is the command itself. */
  readonly operation?: 'apply' | 'destroy';
}

/** Plans, shows, asks, applies: what `apply` and `destroy` have in common. The lock is held from the plan to the end. */
export async function planAndApply(context: Context, run: Run, flags: ApplyFlags): Promise<number> {
  const { engine } = run;
  if (context.events && !flags.autoApprove) throw nobodyToAsk();
  const { signal } = run;
  const work = async (): Promise<number> => {
    const plan = await engine.plan(planOptionsOf(flags), { signal, concurrency: flags.parallelism });
    tellPlan(context, plan, 'apply');
    if (plan.errored) return 1;
    const zh = context.language === 'zh';
    const question = flags.destroy
      ? zh
        ? '销毁以上全部资源？'
        : 'Destroy all of this?'
      : zh
        ? '执行以上变更？'
        : 'Carry this out?';
    if (hasChanges(plan) && !flags.autoApprove) {
      if (flags.input === false) throw nobodyToAsk();
      if (!(await confirm(context, question, signal))) return 1;
    }
    return carryOut(context, run, plan, flags);
  };
  return engine.locked('apply', work, { signal });
}

/** Applies with progress and interrupts, and reports the outcome. */
export async function carryOut(
  context: Context,
  run: Run,
  plan: Plan,
  { parallelism, operation = 'apply' }: Pick<ApplyFlags, 'parallelism' | 'operation'>,
): Promise<number> {
  const total = plan.changes.filter(({ action }) => action !== 'no-op').length;
  const progress = progressOf(context, total);
  run.listen(progress.listener);
  const stopping = (): void => {
    progress.end();
    context.note(
      context.language === 'zh'
        ? '正在停止：等待进行中的调用结束并保存状态；再次中断则立即退出'
        : 'stopping: running calls are finished and recorded; another interrupt ends at once',
    );
  };
  run.signal.addEventListener('abort', stopping, { once: true });
  try {
    const result = await run.engine.apply(plan, { signal: run.signal, concurrency: parallelism });
    progress.end();
    if (context.events) context.events.applied(plan, result, operation);
    else report(context, run, result);
    return failed(result) ? 1 : 0;
  } finally {
    progress.end();
    run.signal.removeEventListener('abort', stopping);
  }
}

const failed = ({ interrupted, diagnostics }: ApplyResult): boolean =>
  interrupted || diagnostics.some(({ severity }) => severity === 'error');

function report(context: Context, run: Run, result: ApplyResult): void {
  const { counts, diagnostics, skipped, interrupted } = result;
  showDiagnostics(diagnostics, context);
  const objects = [...result.state.instances.values()].filter(
    ({ address, current }) => address.mode === 'managed' && current,
  ).length;
  if (context.json) {
    const summary = { ok: !failed(result), ...counts, resources: objects, skipped, interrupted };
    context.out(JSON.stringify({ ...summary, state: run.statePath }, null, 2));
    return;
  }
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
  if (interrupted) context.note(zh ? '已中断；再次执行 apply 即可继续' : 'interrupted; apply again to go on');
}

function nobodyToAsk(): CliError {
  return new CliError({
    code: 'ZTC-CLI-NO_TERMINAL',
    what: {
      en: 'with --events or --input=false nobody can be asked',
      zh: '使用 --events 或 --input=false 时无法询问用户',
    },
    fix: { en: 'give --auto-approve, or apply a saved plan', zh: '请加 --auto-approve，或执行已保存的计划' },
  });
}
