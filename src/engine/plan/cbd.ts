/** Create before destroy: who has it, whom it spreads to, and what keeps it from becoming a circle. */

import type { ConfigTree } from '../../config/tree.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { Change } from './model.ts';
import type { Targeting } from './targets.ts';

/** Resources with the setting, as far as they are planned at all, and everything they depend on. */
export function forcedCreateBeforeDestroy(
  tree: ConfigTree,
  graph: ConfigGraph,
  targeting: Targeting,
): ReadonlySet<string> {
  const forced = new Set<string>();
  const open: string[] = [];
  for (const { address, lifecycle } of tree.resources.values())
    if (lifecycle.createBeforeDestroy && targeting.resource(address)) open.push(address);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (forced.has(next)) continue;
    forced.add(next);
    for (const needed of graph.dependencies(next)) if (!forced.has(needed)) open.push(needed);
  }
  return forced;
}

/** Whether the deletion in this change happens after creations. */
export const destroysLate = ({ action, prior }: Change): boolean =>
  action === 'create-delete' || (action === 'delete' && (prior?.createBeforeDestroy ?? false));

/**
 * An object whose deletion comes late keeps what it depends on from being deleted early: the latter is replaced create
 * first as well. Terraform plans a cycle here.
 */
export function spreadLateDestroys(changes: Map<string, Change>): Diagnostic[] {
  const early = new Map<string, string[]>();
  for (const [key, change] of changes) {
    if (change.action !== 'delete-create') continue;
    const keys = early.get(change.resourceAddress);
    if (keys) keys.push(key);
    else early.set(change.resourceAddress, [key]);
  }
  if (early.size === 0) return [];
  const warnings: Diagnostic[] = [];
  const open = [...changes.values()].filter(destroysLate);
  for (let late = open.pop(); late; late = open.pop()) {
    for (const needed of late.prior?.dependencies ?? []) {
      for (const key of early.get(needed) ?? []) {
        const flipped: Change = { ...(changes.get(key) as Change), action: 'create-delete' };
        changes.set(key, flipped);
        open.push(flipped);
        warnings.push(warning(flipped.text, late.text));
      }
      early.delete(needed);
    }
  }
  return warnings;
}

function warning(address: string, because: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'ZTC-W-STICKY-CBD',
    summary: 'Replaced create first',
    detail: `${address} is replaced create before destroy, because ${because}, which depends on it, was created that way and is deleted late.`,
  };
}
