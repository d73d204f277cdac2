/** Objects that are not touched still follow the configuration: dependencies and flags in the state are its own. */

import type { Change } from '../plan/model.ts';
import type { StateObject } from '../state/model.ts';
import type { ApplyContext } from './context.ts';

export function settleUnchanged(context: ApplyContext): void {
  for (const change of context.plan.changes) {
    if (change.action === 'no-op') settle(context, change);
    // What is not done yet must not show its planned value to anybody; what is unchanged is known already.
  }
}

function settle(context: ApplyContext, change: Change): void {
  const { prior, text, resource, address, handle } = change;
  if (!prior || !resource) return;
  const dependencies = context.dependencies.of(resource.address);
  const { createBeforeDestroy } = change;
  const instance = context.state.get(text);
  const same =
    prior.createBeforeDestroy === createBeforeDestroy &&
    instance?.provider === handle.stateName &&
    prior.dependencies.length === dependencies.length &&
    prior.dependencies.every((needed, i) => needed === dependencies[i]);
  if (same) return;
  const object: StateObject = { ...prior, dependencies, createBeforeDestroy };
  context.state.setCurrent(text, address, handle.stateName, object);
}
