/** What a plan says of conditions outside of resources, and of all of them where nothing is changed. */

import { within } from '../../config/address.ts';
import type { ResourceConfig } from '../../config/model.ts';
import { unknown } from '../../values/value.ts';
import { type Asserting, checkProblems, outputProblems } from '../checks/evaluate.ts';
import { asWarnings, conditionProblems } from './conditions.ts';
import { collecting, markSensitive, type PlanContext } from './context.ts';

export const asserting = (context: PlanContext): Asserting => ({
  evaluation: context.evaluation,
  graph: context.graph,
  checks: context.checks,
  isSettled: (needs) => isSettled(context, needs),
});

/** Whether none of these resources has failed. */
export const isSettled = ({ failed }: PlanContext, needs: ReadonlySet<string>): boolean =>
  failed.isDisjointFrom(needs);

/** Outputs of called modules, and checks. Those of the root are planned with their values. */
export function planAssertions(context: PlanContext): void {
  const { tree, diagnostics, options } = context;
  if (options.mode === 'destroy') {
    for (const name of tree.root.outputs.keys()) context.checks.objects(`output.${name}`, [`output.${name}`]);
    return;
  }
  const common = asserting(context);
  for (const module of tree.modules.values()) {
    if (module !== tree.root)
      for (const output of module.outputs.values())
        if (context.targeted.has(within(module.address, `output.${output.name}`)))
          diagnostics.push(...demoted(context, outputProblems(common, module, output)));
    if (context.targeting.active) continue;
    for (const check of module.checks.values()) diagnostics.push(...checkProblems(common, module, check));
  }
}

/** A run that only looks says what does not hold, and goes on. */
export async function planRefreshedConditions(context: PlanContext): Promise<void> {
  for (const resource of context.tree.resources.values())
    if (context.checks.has(resource.address))
      await collecting(context, () => conditionsOf(context, resource));
}

function conditionsOf(context: PlanContext, resource: ResourceConfig): void {
  const expansion = context.evaluation.expansion(resource);
  if (expansion.kind === 'unknown' || !context.targeting.resource(resource.address)) return;
  const { preconditions, postconditions } = resource.lifecycle;
  context.checks.objects(
    resource.address,
    expansion.instances.map(({ address }) => address),
  );
  for (const instance of expansion.instances) {
    const object = context.instances.get(instance.address)?.current;
    const subject = { resource, instance };
    // Of what is not there yet nothing is known, and nothing will be.
    const self = object?.value ? markSensitive(object.value, object.sensitive) : unknown();
    context.diagnostics.push(
      ...asWarnings(conditionProblems(context, subject, preconditions)),
      ...asWarnings(conditionProblems(context, subject, postconditions, self)),
    );
  }
}

const demoted = (context: PlanContext, problems: ReturnType<typeof outputProblems>) =>
  context.options.mode === 'refresh-only' ? asWarnings(problems) : problems;
