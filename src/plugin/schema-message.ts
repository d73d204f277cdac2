/** What a provider says about its types, as the plugin protocol says it. */

import type { FunctionSpec, FunctionTable, ParameterSpec } from '../hcl/scope.ts';
import type { Attribute, AttributeTable, ProviderSchema, Schema } from '../provider/provider-schema.ts';
import { T, type Type, typeToJson } from '../values/type.ts';
import { encodeMessage } from './proto/encode.ts';
import {
  GET_PROVIDER_SCHEMA_RESPONSE,
  NESTING,
  type WireAttribute,
  type WireBlock,
  type WireFunction,
  type WireNestedBlock,
  type WireParameter,
  type WireSchema,
} from './proto/schema.ts';

export const CAPABILITIES = { getProviderSchemaOptional: true, moveResourceState: true };

/** The answer to GetProviderSchema, which is the same for every connection. */
export function encodeProviderSchema({
  provider,
  resources,
  dataSources,
  functions,
}: ProviderSchema): Buffer {
  return encodeMessage(GET_PROVIDER_SCHEMA_RESPONSE, {
    provider: schemaOf(provider),
    resources: schemasOf(resources),
    dataSources: schemasOf(dataSources),
    capabilities: CAPABILITIES,
    functions: functionsOf(functions),
  });
}

const schemasOf = (schemas: ReadonlyMap<string, Schema>): ReadonlyMap<string, WireSchema> =>
  new Map([...schemas].map(([type, schema]) => [type, schemaOf(schema)]));

const schemaOf = ({ version, attributes }: Schema): WireSchema => ({
  version,
  block: { version, ...blockOf(attributes) },
});

function blockOf(attributes: AttributeTable): WireBlock {
  const plain: WireAttribute[] = [];
  const blocks: WireNestedBlock[] = [];
  for (const [name, attribute] of attributes) {
    if (attribute.nested?.block) blocks.push(nestedBlockOf(name, attribute));
    else plain.push(attributeOf(name, attribute));
  }
  return { attributes: plain, blocks };
}

function nestedBlockOf(name: string, { nested }: Attribute): WireNestedBlock {
  const { nesting, attributes, block } = nested as NonNullable<Attribute['nested']>;
  const { min, max } = block ?? {};
  return {
    name,
    block: blockOf(attributes),
    nesting: NESTING[nesting],
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

function attributeOf(name: string, attribute: Attribute): WireAttribute {
  const { nested, type, description, required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    name,
    ...(nested
      ? { nested: { attributes: nestedAttributes(nested.attributes), nesting: NESTING[nested.nesting] } }
      : { type: typeBytes(type) }),
    ...(description === '' ? {} : { description }),
    ...(required ? { required } : {}),
    ...(optional ? { optional } : {}),
    ...(computed ? { computed } : {}),
    ...(sensitive ? { sensitive } : {}),
    ...(writeOnly ? { writeOnly } : {}),
  };
}

const nestedAttributes = (attributes: AttributeTable): readonly WireAttribute[] =>
  [...attributes].map(([name, attribute]) => attributeOf(name, attribute));

const typeBytes = (type: Type): Buffer => Buffer.from(JSON.stringify(typeToJson(type)));

export const functionsOf = (functions: FunctionTable): ReadonlyMap<string, WireFunction> =>
  new Map([...functions].map(([name, spec]) => [name, functionOf(spec)]));

function functionOf({ params, variadic, returns }: FunctionSpec): WireFunction {
  return {
    parameters: params.map(parameterOf),
    ...(variadic ? { variadic: parameterOf(variadic) } : {}),
    returns: { type: typeBytes(resultType({ returns })) },
  };
}

/** The type of a result that depends on the arguments goes along with it. */
export const resultType = ({ returns }: Pick<FunctionSpec, 'returns'>): Type =>
  typeof returns === 'function' ? T.dynamic : returns;

const parameterOf = ({ name, type, allowNull, allowUnknown }: ParameterSpec): WireParameter => ({
  name,
  type: typeBytes(type),
  ...(allowNull ? { allowNull } : {}),
  ...(allowUnknown ? { allowUnknown } : {}),
});
