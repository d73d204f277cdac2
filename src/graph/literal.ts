/** Configured data as the graph's plain data, with Terraform's conversions between text, numbers and booleans. */

import type { AttributeSchema } from '../schema/model.ts';
import { type Json, JsonNumber } from '../values/json.ts';
import { isUnknown, type Plain } from './plain.ts';

type Members = { readonly [key: string]: Json | Plain };

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** What does not fit the schema stays as it is; validation reports it. */
export function literalToPlain(json: Json | Plain, schema: AttributeSchema | undefined): Plain {
  if (json === null || json === undefined) return null;
  if (isUnknown(json)) return json;
  if (Array.isArray(json))
    return (json as readonly (Json | Plain)[]).map((item) => literalToPlain(item, schema?.items));
  if (json instanceof JsonNumber) return schema?.type === 'string' ? json.text : Number(json.text);
  if (typeof json === 'object') return objectToPlain(json as Members, schema);
  switch (schema?.type) {
    case 'string':
      return typeof json === 'string' ? json : String(json);
    case 'number':
    case 'integer':
      return typeof json === 'string' && NUMBER.test(json) ? Number(json) : json;
    case 'boolean':
      return json === 'true' ? true : json === 'false' ? false : json;
    default:
      return json;
  }
}

/** In a nested object of the schema `"//"` is a comment; in a map it is a key like any other. */
function objectToPlain(json: Members, schema: AttributeSchema | undefined): Plain {
  const found: Record<string, Plain> = {};
  for (const key of Object.keys(json)) {
    const properties = schema?.properties;
    if (key === '//' && properties) continue;
    const inner = properties ? properties[key] : schema?.additionalProperties;
    found[key] = literalToPlain(json[key] as Json | Plain, inner);
  }
  return found;
}
