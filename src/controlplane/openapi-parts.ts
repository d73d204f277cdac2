/** Parts that the descriptions of many operations share. */
import type { Json, JsonObject } from '../client/client.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from './paging.ts';

export function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

export function answer(description: string, schema: JsonObject): JsonObject {
  return { description, content: { 'application/json': { schema } } };
}

export function operation(
  operationId: string,
  summary: string,
  result: JsonObject,
  more: { parameters?: readonly Json[]; body?: JsonObject } = {},
): JsonObject {
  return {
    operationId,
    summary,
    ...(more.parameters ? { parameters: more.parameters } : {}),
    ...(more.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: more.body } } } }
      : {}),
    responses: { '200': answer('Done', result), default: { $ref: '#/components/responses/Error' } },
  };
}

export function parameter(name: string, where: 'path' | 'query' | 'header', schema: JsonObject): JsonObject {
  return { name, in: where, required: where === 'path', schema };
}

export const ID = parameter('id', 'path', { type: 'string' });
export const TOKEN = parameter('Idempotency-Key', 'header', { type: 'string', minLength: 1, maxLength: 64 });
export const REVISION = parameter('If-Match', 'header', { type: 'string', pattern: '^"\\d+"$' });
export const PAGE = [
  parameter('limit', 'query', { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT }),
  parameter('cursor', 'query', { type: 'string' }),
];
