/**
 * The top-level `ztc` key of our plans: where each resource was made, and the waivers. Terraform's plans have none.
 *
 *     "ztc": {"resources": {"ztc_vpc.main": {"constructPath": "net/main", "source": "src/net.ts:12:5"}}, "waivers": […]}
 *
 * Resources are named without instance keys.
 */

import type { Waiver } from '../findings/finding.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { sourceRef } from './meta.ts';
import type { ModuleConfig, SourceRef, WaiverConfig } from './model.ts';

export interface Origin {
  readonly constructPath?: string;
  readonly source?: SourceRef;
}

export interface PlanMeta {
  readonly origins: ReadonlyMap<string, Origin>;
  readonly waivers: readonly Waiver[];
}

/** What the planner puts under `ztc`, besides its own additions. */
export function writePlanMeta(module: ModuleConfig): JsonObject {
  const resources: Record<string, Json> = {};
  const waivers: Json[] = module.meta.waivers.map(writeWaiver);
  for (const { address, meta } of module.resources.values()) {
    const { constructPath, source } = meta;
    waivers.push(...meta.waivers.map(writeWaiver));
    if (constructPath === undefined && !source) continue;
    resources[address] = {
      ...(constructPath === undefined ? {} : { constructPath }),
      ...(source ? { source: formatSource(source) } : {}),
    };
  }
  return { resources, waivers };
}

function writeWaiver({ rule, scope, reason, owner, until, source }: WaiverConfig): Json {
  return { rule, scope, reason, owner, until, ...(source ? { source: formatSource(source) } : {}) };
}

const formatSource = ({ file, line, column }: SourceRef): string =>
  column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;

/** Tolerates what others may have added; a waiver that is not whole is reported by its index. */
export function readPlanMeta(
  json: Json | undefined,
): PlanMeta & { readonly wrongWaivers: readonly number[] } {
  const origins = new Map<string, Origin>();
  const waivers: Waiver[] = [];
  const wrongWaivers: number[] = [];
  const { resources, waivers: listed } = isJsonObject(json) ? json : {};
  for (const [address, item] of Object.entries(isJsonObject(resources) ? resources : {})) {
    if (!isJsonObject(item)) continue;
    const source = sourceRef(item.source);
    const path = item.constructPath;
    origins.set(address, {
      ...(typeof path === 'string' ? { constructPath: path } : {}),
      ...(source ? { source } : {}),
    });
  }
  for (const [i, item] of (Array.isArray(listed) ? (listed as readonly Json[]) : []).entries()) {
    const waiver = readWaiver(item);
    if (waiver) waivers.push(waiver);
    else wrongWaivers.push(i);
  }
  return { origins, waivers, wrongWaivers };
}

function readWaiver(json: Json): Waiver | undefined {
  if (!isJsonObject(json)) return undefined;
  const { rule, scope, reason, owner, until } = json;
  if (typeof rule !== 'string' || typeof scope !== 'string' || typeof reason !== 'string') return undefined;
  if (typeof owner !== 'string' || typeof until !== 'string') return undefined;
  const source = sourceRef(json.source);
  return { rule, scope, reason, owner, until, ...(source ? { source } : {}) };
}
