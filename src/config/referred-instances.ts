/** Which instances of other resources a declaration refers to, as far as the text of its references tells. */

import type { Reference } from '../hcl/references.ts';
import type { InstanceKey } from './address.ts';
import type { ConfigGraph } from './config-graph.ts';
import { type ConfigId, targetOf } from './declarations.ts';
import type { ConfigTree } from './tree.ts';

/** Keys that references name; `all` for those without a constant key. */
export type ReferredKeys = 'all' | ReadonlySet<InstanceKey>;

/** By resource, also through locals and modules; not transitive through other resources. */
export function referredInstances(
  graph: ConfigGraph,
  tree: ConfigTree,
  from: ConfigId,
): ReadonlyMap<ConfigId, ReferredKeys> {
  const found = new Map<ConfigId, ReferredKeys>();
  const seen = new Set<ConfigId>([from]);
  const open: ConfigId[] = [from];
  const visit = (id: ConfigId, reference?: Reference): void => {
    if (tree.resources.has(id)) found.set(id, withKey(found.get(id), reference && keyOf(reference)));
    else if (!seen.has(id)) {
      seen.add(id);
      open.push(id);
    }
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const declaration = graph.declarations.get(next);
    for (const id of declaration?.implied ?? []) visit(id);
    for (const { module, reference } of declaration?.uses ?? []) {
      const target = targetOf(module, reference);
      if (target !== undefined && target !== from && graph.declarations.has(target)) visit(target, reference);
    }
  }
  return found;
}

function withKey(known: ReferredKeys | undefined, key: InstanceKey): ReferredKeys {
  if (known === 'all' || key === undefined) return 'all';
  return new Set(known).add(key);
}

/** The index right behind the name of the resource. */
function keyOf({ traversal: { root, steps } }: Reference): InstanceKey {
  const step = steps[root === 'data' ? 2 : 1];
  return step?.kind === 'index' ? step.key : undefined;
}
