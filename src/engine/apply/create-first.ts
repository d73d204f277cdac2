/** Which objects are recorded as created before their predecessors are destroyed. */

import type { ReferredKeys } from '../../config/referred-instances.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { Change } from '../plan/model.ts';

/**
 * Instances whose resource has the setting, and all that those refer to. A plan looks at whole resources; what is
 * written down in the end looks at the instances that references name.
 */
export function recordedCreateFirst(
  changes: readonly Change[],
  tree: ConfigTree,
  graph: ConfigGraph,
): ReadonlySet<string> {
  const byResource = Map.groupBy(changes.filter(isVisited), ({ resourceAddress }) => resourceAddress);
  // All of them, whatever a target leaves out.
  const open = [...tree.resources.values()].flatMap(({ address, lifecycle }) =>
    lifecycle.createBeforeDestroy ? [address] : [],
  );
  const recorded = new Set(open.flatMap((address) => byResource.get(address) ?? []).map(({ text }) => text));
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [needed, keys] of graph.instances(next)) {
      for (const { text } of chosen(byResource.get(needed) ?? [], keys)) recorded.add(text);
      if (seen.has(needed)) continue;
      seen.add(needed);
      open.push(needed);
    }
  }
  return recorded;
}

/** A key that no instance has stands for the resource. */
function chosen(instances: readonly Change[], keys: ReferredKeys): readonly Change[] {
  if (keys === 'all') return instances;
  const there = new Set(instances.map(({ address }) => address.key));
  if ([...keys].some((key) => !there.has(key))) return instances;
  return instances.filter(({ address }) => keys.has(address.key));
}

/** What does not change is passed over, unless it has conditions to check. */
function isVisited({ resource, instance, action }: Change): boolean {
  if (!resource || !instance) return false;
  const { preconditions, postconditions } = resource.lifecycle;
  return action !== 'no-op' || preconditions.length + postconditions.length > 0;
}
