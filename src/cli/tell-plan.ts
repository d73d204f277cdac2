import type { Plan } from '../engine/plan/model.ts';
import type { Context } from './context.ts';
import { showPlan, showProblems } from './show-plan.ts';

/** A plan to whoever reads it: people, programs that follow the run, or programs that only want to hear of problems. */
export function tellPlan(context: Context, plan: Plan, next: 'apply' | 'nothing'): void {
  if (context.events) context.events.plan(plan, next);
  else if (context.json) showProblems(context, plan);
  else showPlan(context, plan);
}
