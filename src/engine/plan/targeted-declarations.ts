/** What is evaluated besides resources: everything, or with targets what these need. */

import type { ConfigId } from '../../config/declarations.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { Targeting } from './targets.ts';

export interface TargetedDeclarations {
  has(id: ConfigId): boolean;
}

/** Outputs of the root come along where all resources behind them do, and bring what they use. */
export function targetedDeclarations(
  tree: ConfigTree,
  graph: ConfigGraph,
  targeting: Targeting,
): TargetedDeclarations {
  if (!targeting.active) return { has: () => true };
  const resources = [...tree.resources.keys()].filter((address) => targeting.resource(address));
  const outputs = [...tree.root.outputs.keys()]
    .map((name): ConfigId => `output.${name}`)
    .filter((id) => isTargeted(targeting, graph.needs(tree.root, id)));
  return graph.used([...resources, ...outputs]);
}

/** Whether all of these resources are targeted, and there is any. */
const isTargeted = (targeting: Targeting, needs: ReadonlySet<string>): boolean =>
  needs.size > 0 && needs.values().every((address) => targeting.resource(address));
