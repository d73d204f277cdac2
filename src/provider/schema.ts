/** Resource schemas of `schema/resources` as provider schemas. */

import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import { convert } from '../values/convert.ts';
import { fromPlain } from '../values/json-value.ts';
import { T, type Type } from '../values/type.ts';
import {
  type Attribute,
  attribute,
  type NestedType,
  nestedValueType,
  type Schema,
  schemaOf,
} from './provider-schema.ts';
import { stability } from './stability.ts';

export function toProviderSchema(schema: ResourceSchema, registry: SchemaRegistry): Schema {
  const attributes = new Map<string, Attribute>();
  for (const [name, source] of Object.entries(schema.attributes))
    attributes.set(name, toAttribute(source, schema, registry, true));
  return schemaOf(attributes, schema.version);
}

function toAttribute(
  source: AttributeSchema,
  owner: ResourceSchema,
  registry: SchemaRegistry,
  atTop = false,
): Attribute {
  const shape = shapeOf(source, owner, registry);
  const type = 'nested' in shape ? nestedValueType(shape.nested) : shape.type;
  const fixed = fixedValue(source);
  const computed = source.mode === 'computed' || source.mode === 'optional_computed' || fixed !== undefined;
  const kept = computed ? stability(source, owner, registry) : undefined;
  return attribute({
    ...shape,
    required: source.mode === 'required',
    optional: source.mode === 'optional' || source.mode === 'optional_computed',
    computed: computed && source.mode !== 'required',
    sensitive: source.sensitive,
    writeOnly: source.writeOnly,
    forceNew: source.forceNew,
    ...(fixed === undefined ? {} : { default: convert(fromPlain(fixed), type) }),
    ...(kept ? { keptUnless: kept } : {}),
    ...(atTop && isNeverNull(source) ? { notNull: true } : {}),
    ...(source.assumed && source.enum ? { assumed: true } : {}),
    description: source.description,
  });
}

/** What stands where the user gives nothing, and is known before anything exists. */
function fixedValue({ default: given, compute }: AttributeSchema): unknown {
  if (given !== undefined) return given;
  return compute && 'const' in compute ? compute.const : undefined;
}

const isNeverNull = ({ compute, knownWhen }: AttributeSchema): boolean =>
  compute !== undefined && ('uid' in compute || 'platform' in compute) && knownWhen === undefined;

type Shape = { readonly type: Type } | { readonly nested: NestedType };

function shapeOf(source: AttributeSchema, owner: ResourceSchema, registry: SchemaRegistry): Shape {
  const { items, properties, additionalProperties } = source;
  const nested = (from: Readonly<Record<string, AttributeSchema>>, nesting: NestedType['nesting']): Shape => {
    const entries = Object.entries(from).map(
      ([name, child]) => [name, toAttribute(child, owner, registry)] as const,
    );
    return { nested: { nesting, attributes: new Map(entries) } };
  };
  if (properties) return nested(properties, 'single');
  if (items?.properties) return nested(items.properties, source.uniqueItems ? 'set' : 'list');
  if (additionalProperties?.properties) return nested(additionalProperties.properties, 'map');
  return { type: valueType(source) };
}

function valueType(source: AttributeSchema): Type {
  switch (source.type) {
    case 'string':
      return T.string;
    case 'boolean':
      return T.bool;
    case 'array': {
      const element = source.items ? valueType(source.items) : T.string;
      return source.uniqueItems ? T.set(element) : T.list(element);
    }
    case 'object':
      return T.map(source.additionalProperties ? valueType(source.additionalProperties) : T.string);
    default:
      return T.number;
  }
}
