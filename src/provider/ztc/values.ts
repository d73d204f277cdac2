/** Between objects of the API and values of the schema. */

import type { JsonObject, RemoteObject } from '../../client/client.ts';
import type { Json } from '../../values/json.ts';
import { toPlain, valueFromJson } from '../../values/json-value.ts';
import { asArray, asMap, nul, object, type Value, valueEqualsUnmarked } from '../../values/value.ts';
import type { Attribute, AttributeTable, Schema } from '../provider-schema.ts';

type Sendable = JsonObject[string];

/** The platform's object; what it never tells again (secrets) stays what it was. */
export function fromRemote(schema: Schema, remote: RemoteObject, before?: Value): Value {
  const known = before?.state === 'known' ? asMap(before) : undefined;
  const attributes = remote.attributes as { readonly [name: string]: Json };
  const entries = new Map<string, Value>();
  for (const [name, attribute] of schema.attributes) {
    const told = Object.hasOwn(attributes, name);
    const kept = known?.get(name);
    if (attribute.writeOnly) entries.set(name, nul(attribute.type));
    else if (told)
      entries.set(name, sameIfEqual(valueFromJson(attributes[name] ?? null, attribute.type), kept));
    else entries.set(name, kept?.isKnown ? kept : nul(attribute.type));
  }
  return object(entries, schema.type);
}

/** Sharing makes later comparisons cheap. An empty list that the platform calls nothing is not a difference. */
function sameIfEqual(now: Value, before: Value | undefined): Value {
  if (!before) return now;
  if (valueEqualsUnmarked(now, before)) return before;
  const empty = before.state === 'known' && isCollection(before) && sizeOf(before) === 0;
  return now.isNull && empty ? before : now;
}

const isCollection = ({ type }: Value): boolean =>
  type.kind === 'list' || type.kind === 'set' || type.kind === 'map';
const sizeOf = (v: Value): number => (v.raw instanceof Map ? v.raw.size : asArray(v).length);

/** What the user decides about a new object. */
export function createBody(schema: Schema, planned: Value, config: Value): JsonObject {
  const body: Record<string, Sendable> = {};
  const given = config.state === 'known' ? asMap(config) : new Map<string, Value>();
  for (const [name, attribute] of schema.attributes) {
    if (!isUsers(attribute)) continue;
    const value = attribute.writeOnly ? given.get(name) : asMap(planned).get(name);
    const json = value && sendable(attribute, value);
    if (json !== undefined && json !== null) body[name] = json;
  }
  return body;
}

/** What differs from before, null where something is taken back. */
export function updateBody(schema: Schema, prior: Value, planned: Value): JsonObject {
  const body: Record<string, Sendable> = {};
  const [before, after] = [asMap(prior), asMap(planned)];
  for (const [name, attribute] of schema.attributes) {
    if (!isUsers(attribute) || attribute.writeOnly) continue;
    const [p, q] = [before.get(name) as Value, after.get(name) as Value];
    if (!q.isKnown || valueEqualsUnmarked(p, q)) continue;
    const json = sendable(attribute, q);
    if (json !== undefined) body[name] = json;
  }
  return body;
}

const isUsers = ({ required, optional }: Attribute): boolean => required || optional;

/** Without what only the platform may say; undefined when nothing is left to say. */
function sendable(attribute: Attribute, value: Value): Sendable | undefined {
  if (!value.isKnown) return undefined;
  if (value.isNull) return null;
  const { nested } = attribute;
  if (!nested) return toPlain(value, () => null) as Sendable;
  if (nested.nesting === 'single') return sendableObject(nested.attributes, value);
  if (nested.nesting === 'map') {
    const entries = [...asMap(value)].map(([key, v]) => [key, sendableObject(nested.attributes, v)] as const);
    return Object.fromEntries(entries);
  }
  return asArray(value).map((element) => sendableObject(nested.attributes, element));
}

function sendableObject(attributes: AttributeTable, value: Value): Sendable {
  if (value.state !== 'known') return null;
  const entries = asMap(value);
  const body: Record<string, Sendable> = {};
  for (const [name, attribute] of attributes) {
    if (!isUsers(attribute)) continue;
    const inner = entries.get(name);
    const json = inner && sendable(attribute, inner);
    if (json !== undefined && json !== null) body[name] = json;
  }
  return body;
}

/** Whether somebody else has changed what the user decides. */
export function sameDecisions(schema: Schema, a: Value, b: Value): boolean {
  const [x, y] = [asMap(a), asMap(b)];
  return schema.attributes.entries().every(([name, attribute]) => {
    if (!isUsers(attribute) || attribute.writeOnly) return true;
    const [p, q] = [x.get(name), y.get(name)];
    return p !== undefined && q !== undefined && valueEqualsUnmarked(p, q);
  });
}

/** The engine keeps the revision for us: base64 of JSON, as Terraform stores private bytes. */
export const packRevision = (rev: number): string => Buffer.from(JSON.stringify({ rev })).toString('base64');

export function unpackRevision(kept: string): number | undefined {
  if (kept === '') return undefined;
  try {
    const { rev } = JSON.parse(Buffer.from(kept, 'base64').toString('utf8')) as { rev?: unknown };
    return typeof rev === 'number' ? rev : undefined;
  } catch {
    return undefined;
  }
}
