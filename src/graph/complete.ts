/** What a configured object will hold: what the user gave, the schema's defaults, and what the platform decides later. */

import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import { isPlainObject, type Plain, type PlainObject, unknownOf } from './plain.ts';

/** Optional attributes without value stay absent. */
export function completeValues(given: PlainObject, schema: ResourceSchema, address: string): PlainObject {
  return completeObject(given, schema.attributes, address, '');
}

function completeObject(
  given: PlainObject,
  attributes: Readonly<Record<string, AttributeSchema>>,
  address: string,
  prefix: string,
): PlainObject {
  const values: Record<string, Plain> = { ...given };
  for (const name in attributes) {
    const schema = attributes[name] as AttributeSchema;
    const value = given[name];
    if (value === undefined || value === null) {
      const missing = absent(schema, address, prefix + name);
      if (missing !== undefined) values[name] = missing;
    } else if (schema.properties || schema.items?.properties) {
      values[name] = completeNested(value, schema, address, prefix + name);
    }
  }
  return values;
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
