/** Shared by the graph's tests: a small registry, so that they do not change with the product's schemas. */

import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import { createRegistry, type SchemaRegistry } from '../schema/registry.ts';

const titles = { en: '', zh: '' };

export function attribute(schema: Partial<AttributeSchema> & Pick<AttributeSchema, 'type'>): AttributeSchema {
  return {
    mode: 'optional',
    titles,
    description: '',
    forceNew: false,
    sensitive: false,
    writeOnly: false,
    rule: {},
    assumed: false,
    ...schema,
  };
}

const id = attribute({ type: 'string', mode: 'computed' });
const name = attribute({ type: 'string' });
const refersTo = (type: string, target = 'id'): AttributeSchema['ref'] => ({
  targets: [{ type, attribute: target }],
  weak: false,
  crossAccount: false,
});

function schema(
  type: string,
  attributes: Readonly<Record<string, AttributeSchema>>,
  more: Partial<ResourceSchema> = {},
): ResourceSchema {
  const instant = { via: 'creating', to: 'available', seconds: [0, 0] as const };
  return {
    type,
    kind: 'resource',
    product: 'test',
    titles,
    description: '',
    section: '1',
    version: 0,
    idPrefix: 'x',
    siteFrom: ['site'],
    local: false,
    attributes: { id, ...attributes },
    exactlyOneOf: [],
    lifecycle: { create: instant, update: instant, delete: instant, reorder: [], ready: [], failed: [] },
    assumed: false,
    ...more,
  };
}

export const registry: SchemaRegistry = createRegistry([
  schema('ztc_vpc', {
    name,
    site: attribute({ type: 'string', mode: 'required', enum: ['jq', 'aw'], rule: { enum: 'ZTC-REG-001' } }),
    cidr: attribute({ type: 'string', mode: 'optional_computed', format: 'cidr' }),
    mtu: attribute({ type: 'integer', default: 1500, minimum: 1000 }),
    tags: attribute({ type: 'object', additionalProperties: attribute({ type: 'string' }) }),
    token: attribute({ type: 'string', sensitive: true }),
  }),
  schema('ztc_vswitch', {
    name,
    vpc_id: attribute({ type: 'string', mode: 'required', ref: refersTo('ztc_vpc') }),
    cidr: attribute({ type: 'string' }),
  }),
  schema(
    'ztc_host',
    {
      name,
      image_id: attribute({ type: 'string', ref: refersTo('ztc_images', 'items.id') }),
      vswitch_ids: attribute({
        type: 'array',
        uniqueItems: true,
        items: attribute({ type: 'string', ref: refersTo('ztc_vswitch') }),
      }),
      disk: attribute({
        type: 'object',
        properties: {
          size: attribute({ type: 'integer', mode: 'required' }),
          encrypted: attribute({ type: 'boolean', default: false }),
          id,
        },
      }),
      a: name,
      b: name,
    },
    { exactlyOneOf: [{ attributes: ['a', 'b'], rule: 'ZTC-ECS-099' }] },
  ),
  schema(
    'ztc_images',
    {
      family: name,
      items: attribute({
        type: 'array',
        mode: 'computed',
        items: attribute({ type: 'object', properties: { id } }),
      }),
    },
    { kind: 'data' },
  ),
]);
