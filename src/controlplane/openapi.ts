/** The API's description, generated from the resource schemas. */
import type { Json, JsonObject } from '../client/client.ts';
import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import { API_ERRORS } from './errors.ts';
import { answer, ID, operation, PAGE, parameter, REVISION, ref, TOKEN } from './openapi-parts.ts';
import { OTHER_PATHS } from './openapi-paths.ts';
import { OPENAPI_RECORDS } from './openapi-records.ts';
import { API_VERSION } from './version.ts';

const documents = new WeakMap<SchemaRegistry, JsonObject>();

export function openApi(registry: SchemaRegistry): JsonObject {
  const known = documents.get(registry);
  if (known) return known;
  const types = registry.resources().filter((schema) => !schema.local);
  const made: JsonObject = {
    openapi: '3.1.0',
    info: {
      title: 'ZTC control plane',
      version: API_VERSION,
      description: 'Local control plane of 证通云 (ZTC). Requests are signed with ZTC1-HMAC-SHA256.',
    },
    security: [{ signature: [] }],
    paths: Object.fromEntries([
      ...types.flatMap(resourcePaths),
      ...registry.dataSources().map(dataPath),
      ...OTHER_PATHS,
    ]),
    components: {
      securitySchemes: {
        signature: { type: 'apiKey', in: 'header', name: 'Authorization', description: SIGNATURE },
      },
      schemas: Object.fromEntries([
        ...types.flatMap((schema) => [
          [schema.type, attributesSchema(schema.attributes)] as const,
          [`${schema.type}_input`, inputSchema(schema)] as const,
        ]),
        ...Object.entries(OPENAPI_RECORDS),
        ['ErrorCode', { type: 'string', enum: Object.keys(API_ERRORS) }],
      ]),
      responses: { Error: answer('A refusal', ref('Error')) },
    },
  };
  documents.set(registry, made);
  return made;
}

const SIGNATURE =
  'ZTC1-HMAC-SHA256 Credential=<access key>, SignedHeaders=<names, sorted, joined by ;>, Signature=<hex>. Signed are method, path, ' +
  'sorted query, the named headers (host, x-ztc-content-sha256, x-ztc-date and x-ztc-nonce at least) and the list of their names.';

function resourcePaths(schema: ResourceSchema): readonly (readonly [string, JsonObject])[] {
  const { type, titles } = schema;
  const written = {
    allOf: [ref('Written'), { properties: { object: { properties: { attributes: ref(type) } } } }],
  };
  const object = {
    type: 'object',
    properties: { object: { allOf: [ref('Object'), { properties: { attributes: ref(type) } }] } },
  };
  const input = {
    type: 'object',
    required: ['attributes'],
    properties: { attributes: ref(`${type}_input`) },
  };
  // A change names some attributes only, so what is required in an input is not required here.
  const changes = {
    type: 'object',
    required: ['attributes'],
    properties: { attributes: { type: 'object' } },
  };
  const ids = parameter('ids', 'query', { type: 'string', description: 'up to 100 ids, joined by commas' });
  return [
    [
      `/v1/${type}`,
      {
        post: operation(`create_${type}`, `Create: ${titles.en}`, written, {
          parameters: [TOKEN],
          body: input,
        }),
        get: operation(`list_${type}`, `List or read several: ${titles.en}`, ref('ObjectPage'), {
          parameters: [ids, ...PAGE],
        }),
      },
    ],
    [
      `/v1/${type}/{id}`,
      {
        get: operation(`read_${type}`, `Read: ${titles.en}`, object, { parameters: [ID] }),
        patch: operation(`update_${type}`, `Change: ${titles.en}`, written, {
          parameters: [ID, TOKEN, REVISION],
          body: changes,
        }),
        delete: operation(`delete_${type}`, `Delete: ${titles.en}`, ref('Written'), {
          parameters: [ID, TOKEN, REVISION],
        }),
      },
    ],
  ];
}

function dataPath(schema: ResourceSchema): readonly [string, JsonObject] {
  const filters = Object.entries(schema.attributes).filter(([, { mode }]) => mode !== 'computed');
  const filter = attributesSchema(Object.fromEntries(filters));
  const body = { type: 'object', properties: { filter } };
  const result = { type: 'object', properties: { attributes: attributesSchema(schema.attributes) } };
  return [
    `/v1/data/${schema.type}`,
    { post: operation(`data_${schema.type}`, schema.titles.en, result, { body }) },
  ];
}

type Attributes = Readonly<Record<string, AttributeSchema>>;

/** Attributes as answers have them: anything may be null. */
function attributesSchema(attributes: Attributes): JsonObject {
  const shown = Object.entries(attributes).filter(([, { writeOnly }]) => !writeOnly);
  return {
    type: 'object',
    properties: Object.fromEntries(shown.map(([name, a]) => [name, valueSchema(a, true)])),
  };
}

/** Attributes as requests have them. */
function inputSchema(schema: ResourceSchema): JsonObject {
  const given = Object.entries(schema.attributes).filter(([, { mode }]) => mode !== 'computed');
  const required = given.filter(([, { mode }]) => mode === 'required').map(([name]) => name);
  return {
    type: 'object',
    description: schema.description,
    properties: Object.fromEntries(given.map(([name, a]) => [name, valueSchema(a, a.mode !== 'required')])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

const KEYWORDS = [
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
] as const;

function valueSchema(attribute: AttributeSchema, nullable: boolean): JsonObject {
  const { type, description, items, properties, additionalProperties, format } = attribute;
  const keywords = KEYWORDS.flatMap((name) =>
    attribute[name] === undefined ? [] : [[name, attribute[name] as Json]],
  );
  const values = attribute.enum;
  return {
    type: nullable ? [type, 'null'] : type,
    title: attribute.titles.en,
    'x-title-zh': attribute.titles.zh,
    description,
    ...(values ? { enum: nullable ? [...values, null] : values } : {}),
    ...(format ? { format } : {}),
    ...Object.fromEntries(keywords),
    ...(items ? { items: valueSchema(items, false) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([n, a]) => [n, valueSchema(a, true)]),
          ),
        }
      : {}),
    ...(additionalProperties ? { additionalProperties: valueSchema(additionalProperties, false) } : {}),
    ...(attribute.sensitive ? { 'x-sensitive': true } : {}),
    ...(attribute.writeOnly ? { writeOnly: true } : {}),
    ...(attribute.forceNew ? { 'x-force-new': true } : {}),
    ...(attribute.ref
      ? { 'x-refers-to': attribute.ref.targets.map((target) => `${target.type}.${target.attribute}`) }
      : {}),
    ...(attribute.section === undefined ? {} : { 'x-section': attribute.section }),
  };
}
