/** Resource schemas as types of values. */

import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import { type ObjectType, T, type Type } from '../values/type.ts';

/** The object that a resource is: every attribute, as a constraint whose nested objects may be written in part. */
export function resourceType(schema: ResourceSchema): ObjectType {
  return objectOf(schema.attributes);
}

export function attributeType(schema: AttributeSchema): Type {
  switch (schema.type) {
    case 'string':
      return T.string;
    case 'number':
    case 'integer':
      return T.number;
    case 'boolean':
      return T.bool;
    case 'array': {
      const element = schema.items ? attributeType(schema.items) : T.dynamic;
      return schema.uniqueItems ? T.set(element) : T.list(element);
    }
    case 'object':
      if (schema.properties) return objectOf(schema.properties);
      return T.map(schema.additionalProperties ? attributeType(schema.additionalProperties) : T.string);
  }
}

function objectOf(attributes: Readonly<Record<string, AttributeSchema>>): ObjectType {
  const types = new Map(
    Object.entries(attributes).map(([name, schema]) => [name, attributeType(schema)] as const),
  );
  const optional = Object.keys(attributes).filter((name) => attributes[name]?.mode !== 'required');
  return T.object(types, optional);
}
