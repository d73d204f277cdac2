import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../client/client.ts';
import { loadRegistry } from '../schema/registry.ts';
import { isObject, valueAt } from './json.ts';
import { openApi } from './openapi.ts';

const document = openApi(loadRegistry());

function* objects(value: Json): Iterable<JsonObject> {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) yield* objects(item);
  else if (isObject(value)) {
    yield value;
    for (const member of Object.values(value)) yield* objects(member);
  }
}

describe('OpenAPI document', () => {
  it('leads every reference to something', () => {
    for (const { $ref } of objects(document)) {
      if (typeof $ref === 'string')
        expect(valueAt(document, $ref.slice(2).replaceAll('/', '.')), $ref).toBeDefined();
    }
  });

  it('has every type with its five operations and no name twice', () => {
    const paths = document.paths as Record<string, Record<string, JsonObject>>;
    for (const { type, local } of loadRegistry().resources()) {
      if (local) continue;
      expect(Object.keys(paths[`/v1/${type}`] ?? {})).toEqual(['post', 'get']);
      expect(Object.keys(paths[`/v1/${type}/{id}`] ?? {})).toEqual(['get', 'patch', 'delete']);
    }
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells what an input needs, and hides what the platform computes', () => {
    const input = valueAt(document, 'components.schemas.ztc_vswitch_input') as JsonObject;
    expect(input.required).toEqual(['vpc_id', 'cidr']);
    expect(input.properties).not.toHaveProperty('status');
    expect(valueAt(document, 'components.schemas.ztc_vswitch.properties.status')).toBeDefined();
  });
});
