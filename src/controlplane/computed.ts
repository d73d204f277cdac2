/** Values that the platform gives: derived at every read, or fixed when the object is created. */
import { randomBytes } from 'node:crypto';
import type { Json, JsonObject } from '../client/client.ts';
import type { AttributeSchema, Compute } from '../schema/model.ts';
import { catalogEntry } from './data.ts';
import { type Access, HANDLERS } from './handlers.ts';
import { isObject, rfc3339, sha256, valueAt } from './json.ts';
import { attributeAt, referredValues, type TypePlan } from './plans.ts';
import { allocate } from './pools.ts';
import { reachedAt, statusOf } from './status.ts';
import type { ResourceRow } from './store/port.ts';
import { asText, type Draft, type World } from './world.ts';

type Attributes = Readonly<Record<string, AttributeSchema>>;

/** References of references; more would be a circle. */
const MAX_DEPTH = 8;

export interface Shown {
  /** Secrets are part of the answer to a create and of nothing else. */
  readonly secrets: boolean;
}

/** All attributes of an object as they are now. Write-only ones are absent. */
export function attributesOf(world: World, row: ResourceRow, shown: Shown = { secrets: false }): JsonObject {
  const plan = world.plan(row.type);
  const values = { ...row.attributes, id: row.id };
  return plan ? present(world, row, plan.schema.attributes, values, shown, 0) : values;
}

function present(
  world: World,
  row: ResourceRow,
  attributes: Attributes,
  values: JsonObject,
  shown: Shown,
  depth: number,
): JsonObject {
  const all: Record<string, Json> = {};
  for (const name in attributes) {
    const attribute = attributes[name];
    if (!attribute || attribute.writeOnly) continue;
    if (attribute.compute && 'secret' in attribute.compute && !shown.secrets) continue;
    const value = currentValue(world, row, attribute, values[name], depth);
    if (attribute.properties && isObject(value)) {
      all[name] = present(world, row, attribute.properties, value, shown, depth);
    } else if (attribute.items?.properties && Array.isArray(value)) {
      const inner = attribute.items.properties;
      all[name] = value.map((item: Json) =>
        isObject(item) ? present(world, row, inner, item, shown, depth) : item,
      );
    } else all[name] = value;
  }
  return all;
}

function currentValue(
  world: World,
  row: ResourceRow,
  attribute: AttributeSchema,
  stored: Json | undefined,
  depth: number,
): Json {
  const { compute, knownWhen } = attribute;
  if (knownWhen !== undefined && reachedAt(row, knownWhen, world.now) === null) return null;
  if (stored !== undefined && stored !== null) return stored;
  return compute && !isFixed(attribute) ? (derive(world, row, compute, depth) ?? null) : null;
}

/** One attribute of an object, by dotted path. */
export function attributeOf(world: World, row: ResourceRow, path: string, depth = 0): Json {
  if (path === 'id') return row.id;
  const plan = world.plan(row.type);
  const attribute = plan && attributeAt(plan.schema, path);
  const stored = valueAt(row.attributes, path);
  return attribute ? currentValue(world, row, attribute, stored, depth) : (stored ?? null);
}

/** The site an object is at, by its type's `siteFrom`. */
export function siteOf(world: World, row: ResourceRow, depth = 0): string | null {
  const plan = world.plan(row.type);
  if (!plan || depth > MAX_DEPTH) return null;
  for (const step of plan.schema.siteFrom) {
    if (step === 'site') {
      const site = asText(attributeOf(world, row, 'site', depth + 1));
      if (site) return site;
      continue;
    }
    const target = targetsBy(world, row, plan, step)[0];
    if (target) return siteOf(world, target, depth + 1);
  }
  return null;
}

/** The objects that an attribute refers to, given or derived. */
export function targetsBy(
  world: World,
  row: ResourceRow,
  plan: TypePlan,
  attribute: string,
): readonly ResourceRow[] {
  const place = plan.placeOf.get(attribute);
  if (!place) return [];
  return referredValues(row.attributes, place.path).flatMap(
    (value) => world.target(row.account, place.ref, value) ?? [],
  );
}

function derive(world: World, row: ResourceRow, compute: Compute, depth: number): Json | undefined {
  if (depth > MAX_DEPTH) return null;
  if ('platform' in compute) return platformValue(world, row, compute.platform);
  if ('from' in compute) return firstOf([compute.from].flat(), (path) => follow(world, row, path, depth + 1));
  if ('catalog' in compute) {
    const path = fill(world, row, compute.catalog, depth);
    return path === null ? null : (world.settings.catalog.get(path) as Json | undefined);
  }
  if ('referrers' in compute) {
    const { type, by, take, many } = compute.referrers;
    const taken = world.referrers(row, type, by).map((other) => attributeOf(world, other, take, depth + 1));
    return many ? taken.filter((value) => value !== null) : (taken[0] ?? null);
  }
  if ('const' in compute) return compute.const;
  if ('order' in compute) return row.orderId;
  if ('reached' in compute) {
    const at = reachedAt(row, compute.reached, world.now);
    return at === null ? null : rfc3339(at);
  }
  if ('template' in compute) return fill(world, row, compute.template, depth);
  if ('handler' in compute) return HANDLERS[compute.handler]?.(world, row, access(depth + 1)) ?? null;
  return null;
}

function access(depth: number): Access {
  return {
    follow: (world, row, path) => follow(world, row, path, depth),
    targets: (world, row, attribute) => {
      const plan = world.plan(row.type);
      return plan ? targetsBy(world, row, plan, attribute) : [];
    },
  };
}

function platformValue(world: World, row: ResourceRow, name: 'status' | 'created_at' | 'account_id'): Json {
  if (name === 'status') return statusOf(row, world.now);
  return name === 'created_at' ? rfc3339(row.createdAt) : row.account;
}

function firstOf<T>(items: readonly T[], look: (item: T) => Json): Json {
  for (const item of items) {
    const value = look(item);
    if (value !== null) return value;
  }
  return null;
}

/** `disk_id.image_id.os_type`: along references to the attribute at the end. */
function follow(world: World, row: ResourceRow, path: string, depth: number): Json {
  const plan = world.plan(row.type);
  if (!plan || depth > MAX_DEPTH) return null;
  if (attributeAt(plan.schema, path)) return attributeOf(world, row, path, depth);
  const dot = path.indexOf('.');
  if (dot < 0) return null;
  const [step, rest] = [path.slice(0, dot), path.slice(dot + 1)];
  const found = firstOf(targetsBy(world, row, plan, step), (target) =>
    follow(world, target, rest, depth + 1),
  );
  return found ?? followIntoCatalog(world, row, plan, step, rest);
}

/** What is known of an entry of the catalogue, such as an image of the platform. */
function followIntoCatalog(world: World, row: ResourceRow, plan: TypePlan, step: string, rest: string): Json {
  const place = plan.placeOf.get(step);
  if (!place) return null;
  return firstOf(referredValues(row.attributes, place.path), (id) => {
    const entry = catalogEntry(world.settings, place.ref, id);
    return (entry && valueAt(entry, rest)) ?? null;
  });
}

/** `{id}`, `{attribute}` and `{attribute?given:not given}` replaced. Null when a plain one has no value. */
function fill(world: World, row: ResourceRow, template: string, depth: number): string | null {
  let missing = false;
  const text = template.replace(
    /\{([a-z0-9_.]+)(?:\?([^:}]*):([^}]*))?\}/g,
    (_all, name: string, yes?: string, no?: string) => {
      const value = attributeOf(world, row, name, depth + 1);
      if (yes !== undefined) return value === null || value === false ? (no ?? '') : yes;
      if (value === null) missing = true;
      return String(value);
    },
  );
  return missing ? null : text;
}

/** Decided once, when the object is created, and kept in its row. */
function isFixed({ compute }: AttributeSchema): boolean {
  return compute !== undefined && ('uid' in compute || 'pool' in compute || 'secret' in compute);
}

/** The values to keep of a new object: what was given, and what is fixed at creation. */
export function withFixedValues(draft: Draft, row: ResourceRow): JsonObject {
  const plan = draft.world.plan(row.type);
  if (!plan) return row.attributes;
  // The object's own id is given when the row is made.
  const { id: _, ...attributes } = plan.schema.attributes;
  return fixIn(draft, row, attributes, row.attributes);
}

function fixIn(draft: Draft, row: ResourceRow, attributes: Attributes, values: JsonObject): JsonObject {
  const all: Record<string, Json> = { ...values };
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = values[name] ?? null;
    if (attribute.writeOnly) delete all[name];
    else if (attribute.compute) {
      const fixed = fixedValue(draft, row, attribute, value);
      if (fixed !== null) all[name] = fixed;
    }
    if (attribute.properties && isObject(value)) all[name] = fixIn(draft, row, attribute.properties, value);
    else if (attribute.items?.properties && Array.isArray(value)) {
      const inner = attribute.items.properties;
      all[name] = value.map((item: Json) => (isObject(item) ? fixIn(draft, row, inner, item) : item));
    }
  }
  return all;
}

function fixedValue(draft: Draft, row: ResourceRow, attribute: AttributeSchema, given: Json): Json {
  const { compute } = attribute;
  if (!compute) return given;
  if ('pool' in compute) return allocate(draft, row, compute.pool, given);
  if (given !== null) return given;
  if ('uid' in compute) return draft.id(compute.uid);
  if ('secret' in compute) return secret(draft);
  if ('frozen' in attribute && attribute.frozen === true) return derive(draft.world, row, compute, 0) ?? null;
  return null;
}

/** From the seed where there is one to repeat; the first bytes of a fresh store's seed are random. */
function secret(draft: Draft): string {
  const { seed } = draft.world.settings;
  const source = `${seed} secret ${draft.next('secret')}`;
  return `Zt1!${Buffer.from(sha256(source), 'hex').toString('base64url').slice(0, 20)}`;
}

export function freshSeed(): number {
  return randomBytes(6).readUIntBE(0, 6);
}
