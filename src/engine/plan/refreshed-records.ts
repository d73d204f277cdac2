/** A plan that only refreshes still brings what is recorded of the objects in line with the configuration. */

import { configAddress } from '../../config/address.ts';
import type { PlanContext } from './context.ts';

export function recordRefreshed(context: PlanContext): void {
  for (const [text, instance] of context.instances) {
    const { address, current } = instance;
    const resource = context.tree.resources.get(configAddress(address));
    if (!current || resource?.mode !== 'managed' || !context.targeting.object(address, text)) continue;
    if (!context.evaluation.instanceAt(resource, text)) continue;
    context.instances.set(text, {
      ...instance,
      current: {
        ...current,
        dependencies: context.dependencies.with(resource.address, current.dependencies),
        createBeforeDestroy: context.forcedCbd.has(resource.address),
      },
    });
  }
}
