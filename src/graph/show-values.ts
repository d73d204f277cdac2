/** The `values` part that plans and `terraform show -json` of a state share: modules with resources. */

import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { GraphNode } from './node.ts';
import type { PlainObject } from './plain.ts';

/** All resources of a `root_module`, child modules included. */
export function* shownResources(root: Json | undefined): Iterable<JsonObject> {
  if (!isJsonObject(root)) return;
  for (const resource of objects(root.resources)) yield resource;
  for (const child of objects(root.child_modules)) yield* shownResources(child);
}

export function nodeOfShown(resource: JsonObject): GraphNode | undefined {
  const { address, type, mode, values } = resource;
  if (typeof address !== 'string' || typeof type !== 'string' || !isJsonObject(values)) return undefined;
  const sensitive = sensitiveNames(resource.sensitive_values);
  return {
    address,
    type,
    mode: mode === 'data' ? 'data' : 'managed',
    values: values as PlainObject,
    ...(sensitive ? { sensitive } : {}),
  };
}

export function objects(json: Json | undefined): readonly JsonObject[] {
  return Array.isArray(json) ? (json as readonly Json[]).filter(isJsonObject) : [];
}

/** Top-level attributes whose mask is, or contains, `true`; undefined when there is none. */
export function sensitiveNames(mask: Json | undefined): ReadonlySet<string> | undefined {
  if (!isJsonObject(mask)) return undefined;
  let found: Set<string> | undefined;
  for (const name in mask) {
    if (!holdsTrue(mask[name])) continue;
    found ??= new Set();
    found.add(name);
  }
  return found;
}

function holdsTrue(mask: Json | undefined): boolean {
  if (typeof mask !== 'object' || mask === null) return mask === true;
  return Object.values(mask).some(holdsTrue);
}

/** `module.net["a"].ztc_vpc.main[0]` to `module.net.ztc_vpc.main`. */
export function withoutKeys(address: string): string {
  return address.includes('[') ? address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '') : address;
}
