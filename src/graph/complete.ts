/** What a configured object will hold: what the user gave, the schema's defaults, and what the platform decides later. */

import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import { isPlainObject, type Plain, type PlainObject, unknownOf } from './plain.ts';

/**
 * An object with every attribute of the type, all null. Copies of it share one hidden class; objects that grow by one
 * computed key after the other do not, and are several times slower to read.
 */
export function emptyValues(schema: ResourceSchema): PlainObject {
  const nulls = Object.fromEntries(Object.keys(schema.attributes).map((name) => [name, null]));
  return JSON.parse(JSON.stringify(nulls)) as PlainObject;
}

/** Optional attributes without value are null. */
export function completeValues(
  given: PlainObject,
  schema: ResourceSchema,
  empty: PlainObject,
  address: string,
): PlainObject {
  const values: Record<string, Plain> = { ...empty };
  for (const name in given) values[name] = given[name] as Plain;
  fill(values, schema.attributes, address, '');
  return values;
}

function completeObject(
  given: PlainObject,
  attributes: Readonly<Record<string, AttributeSchema>>,
  address: string,
  prefix: string,
): PlainObject {
  const values: Record<string, Plain> = { ...given };
  fill(values, attributes, address, prefix);
  return values;
}

function fill(
  values: Record<string, Plain>,
  attributes: Readonly<Record<string, AttributeSchema>>,
  address: string,
  prefix: string,
): void {
  for (const name in attributes) {
    const schema = attributes[name] as AttributeSchema;
    const value = values[name];
    if (value === undefined || value === null) {
      const missing = absent(schema, address, prefix + name);
      if (missing !== undefined) values[name] = missing;
    } else if (schema.properties || schema.items?.properties) {
      values[name] = completeNested(value, schema, address, prefix + name);
    }
  }
}

function absent(schema: AttributeSchema, address: string, attribute: string): Plain | undefined {
  if (schema.mode === 'computed') return unknownOf({ address, attribute });
  if (schema.default !== undefined) return schema.default;
  return schema.mode === 'optional_computed' ? unknownOf({ address, attribute }) : undefined;
}

function completeNested(value: Plain, schema: AttributeSchema, address: string, path: string): Plain {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items?.properties) return value;
    return (value as readonly Plain[]).map((item, i) => completeNested(item, items, address, `${path}.${i}`));
  }
  if (!isPlainObject(value) || !schema.properties) return value;
  return completeObject(value, schema.properties, address, `${path}.`);
}
