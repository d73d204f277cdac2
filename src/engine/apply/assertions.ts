/** Conditions that the plan had to leave open, and checks, when everything is done. */

import { type Asserting, checkProblems, outputProblems } from '../checks/evaluate.ts';
import { asWarnings, conditionProblems } from '../plan/conditions.ts';
import { hasError, markSensitive } from '../plan/context.ts';
import type { Change } from '../plan/model.ts';
import { unneededProblems } from '../plan/unneeded.ts';
import type { ApplyContext } from './context.ts';

export const assertingOf = (context: ApplyContext): Asserting => ({
  evaluation: context.evaluation,
  graph: context.graph,
  checks: context.checks,
  isSettled: (needs) => [...needs].every((address) => !context.failed.has(address)),
});

export function applyAssertions(context: ApplyContext): void {
  const { plan, tree, diagnostics } = context;
  const { mode, targets } = plan.options;
  if (mode === 'normal')
    for (const change of plan.changes)
      if (change.action === 'no-op' && context.checks.has(change.resourceAddress))
        conditionsOf(context, change);
  if (mode === 'normal' && targets.length === 0) {
    context.validations.rest(context);
    if (context.failed.size === 0 && !hasError(diagnostics)) diagnostics.push(...unneededProblems(context));
  }
  if (mode !== 'destroy' && targets.length === 0) {
    const common = assertingOf(context);
    for (const module of tree.modules.values()) {
      if (module !== tree.root)
        for (const output of module.outputs.values()) {
          const problems = outputProblems(common, module, output);
          diagnostics.push(...(mode === 'refresh-only' ? asWarnings(problems) : problems));
        }
      for (const check of module.checks.values()) diagnostics.push(...checkProblems(common, module, check));
    }
  }
  context.state.setChecks(context.checks.results());
}

/** Of an object that has not changed; what it refers to may have. */
function conditionsOf(context: ApplyContext, change: Change): void {
  const { resource, instance, text, after, sensitiveAfter } = change;
  if (!resource || !instance || context.failed.has(resource.address)) return;
  if (context.failed.size > 0 && !context.failed.isDisjointFrom(neededBy(context, resource.address))) {
    context.checks.forget(resource.address, text);
    return;
  }
  const subject = { resource, instance };
  const { preconditions, postconditions } = resource.lifecycle;
  const self = markSensitive(after, sensitiveAfter);
  context.diagnostics.push(
    ...conditionProblems(context, subject, preconditions),
    ...conditionProblems(context, subject, postconditions, self),
  );
}

const neededBy = ({ graph }: ApplyContext, address: string): ReadonlySet<string> =>
  new Set(graph.transitive(address));
