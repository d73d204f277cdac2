/**
 * What the top-level `ztc` key of our plans says of their origin: where each resource was made, and the waivers.
 * Terraform's plans have no such key.
 *
 *     "ztc": {"sources": {"ztc_vpc.main": {"constructPath": "net/main", "source": {"file": "src/net.ts", "line": 12}}},
 *             "waivers": [{"rule": …, "scope": …, "reason": …, "owner": …, "until": …}]}
 *
 * Resources are named without instance keys.
 */

import type { Waiver } from '../findings/finding.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import type { SourceRef } from './model.ts';
import { sourceRef } from './source-ref.ts';
import type { ConfigTree } from './tree.ts';

export interface Made {
  readonly constructPath?: string;
  readonly source?: SourceRef;
}

export interface PlanMeta {
  readonly made: ReadonlyMap<string, Made>;
  readonly waivers: readonly Waiver[];
  /** Indexes of waivers that are not whole. */
  readonly wrongWaivers: readonly number[];
}

/** All waivers of a configuration, as rules, reports and plans have them. */
export function waiversOf(
  tree: ConfigTree,
  rename: (address: string) => string = (address) => address,
): Waiver[] {
  const metas = [...tree.modules.values()].map(({ meta }) => meta);
  const found: Waiver[] = metas.flatMap(({ waivers }) => waivers.map(({ place: _, ...waiver }) => waiver));
  for (const { meta, address } of tree.resources.values()) {
    for (const { place: _, ...waiver } of meta.waivers) {
      const scope = waiver.scope === address ? rename(address) : waiver.scope;
      const source = waiver.source ?? meta.source;
      found.push({ ...waiver, scope, ...(source ? { source } : {}) });
    }
  }
  return found;
}

/** Tolerates what others may have added. */
export function readPlanMeta(json: Json | undefined): PlanMeta {
  const made = new Map<string, Made>();
  const waivers: Waiver[] = [];
  const wrongWaivers: number[] = [];
  const { sources, waivers: listed } = isJsonObject(json) ? json : {};
  for (const [address, item] of Object.entries(isJsonObject(sources) ? sources : {})) {
    if (!isJsonObject(item)) continue;
    const source = sourceRef(item.source);
    const path = item.constructPath;
    made.set(address, {
      ...(typeof path === 'string' ? { constructPath: path } : {}),
      ...(source ? { source } : {}),
    });
  }
  for (const [i, item] of (Array.isArray(listed) ? (listed as readonly Json[]) : []).entries()) {
    const waiver = readWaiver(item);
    if (waiver) waivers.push(waiver);
    else wrongWaivers.push(i);
  }
  return { made, waivers, wrongWaivers };
}

function readWaiver(json: Json): Waiver | undefined {
  if (!isJsonObject(json)) return undefined;
  const { rule, scope, reason, owner, until } = json;
  if (typeof rule !== 'string' || typeof scope !== 'string' || typeof reason !== 'string') return undefined;
  if (typeof owner !== 'string' || typeof until !== 'string') return undefined;
  const source = sourceRef(json.source);
  return { rule, scope, reason, owner, until, ...(source ? { source } : {}) };
}
