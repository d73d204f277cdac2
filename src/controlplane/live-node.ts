/** A row of the store as a node of the resource graph. */
import type { Json, JsonObject } from '../client/client.ts';
import type { Action, GraphNode } from '../graph/node.ts';
import { type Plain, type PlainObject, unknownBecause } from '../graph/plain.ts';
import type { ResourceSchema } from '../schema/model.ts';
import { attributesOf } from './computed.ts';
import { inTransition, reachedAt } from './status.ts';
import type { ResourceRow } from './store/port.ts';
import type { World } from './world.ts';

/** What only the running request knows of an object. */
export interface Overlay {
  /** Values that are not kept, such as passwords. */
  readonly given: JsonObject;
  readonly before: ResourceRow | null;
}

export function nodeOf(
  world: World,
  row: ResourceRow,
  address: string,
  overlay: Overlay | undefined,
): GraphNode {
  const schema = world.plan(row.type)?.schema;
  const values = valuesOf(world, row, address, schema);
  const node: GraphNode = {
    address,
    type: row.type,
    mode: 'managed',
    values: overlay ? { ...writeOnlyOf(schema, overlay.given), ...values } : values,
    sensitive: sensitiveOf(schema),
  };
  if (!overlay) return node;
  const { before } = overlay;
  const actions: readonly Action[] = [before ? 'update' : 'create'];
  return { ...node, actions, ...(before ? { prior: valuesOf(world, before, address, schema) } : {}) };
}

/** Values that are not known yet are unknown to rules, not absent. */
function valuesOf(
  world: World,
  row: ResourceRow,
  address: string,
  schema: ResourceSchema | undefined,
): PlainObject {
  const values: Record<string, Plain> = { ...(attributesOf(world, row) as PlainObject) };
  for (const [name, attribute] of Object.entries(schema?.attributes ?? {})) {
    const { knownWhen } = attribute;
    if (knownWhen === undefined || (values[name] ?? null) !== null) continue;
    if (reachedAt(row, knownWhen, world.now) === null) values[name] = unknownBecause(`${address}.${name}`);
  }
  return values;
}

function writeOnlyOf(schema: ResourceSchema | undefined, given: JsonObject): PlainObject {
  const hidden = (name: string): boolean => schema?.attributes[name]?.writeOnly === true;
  const entries = Object.entries(given).filter(([name]): boolean => hidden(name));
  return Object.fromEntries(entries as readonly (readonly [string, Json & Plain])[]);
}

const sensitive = new WeakMap<ResourceSchema, ReadonlySet<string>>();

function sensitiveOf(schema: ResourceSchema | undefined): ReadonlySet<string> {
  if (!schema) return new Set();
  const known = sensitive.get(schema);
  if (known) return known;
  const names = Object.entries(schema.attributes).filter(
    ([, attribute]) => attribute.sensitive || attribute.writeOnly,
  );
  const found = new Set(names.map(([name]) => name));
  sensitive.set(schema, found);
  return found;
}

/** When the values of a row change without anybody writing it. */
export function settlesAt(row: ResourceRow, now: number): number {
  if (!inTransition(row, now) || row.readyAt === null) return Number.POSITIVE_INFINITY;
  return row.readyAt;
}
