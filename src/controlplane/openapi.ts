import type { JsonObject } from '../client/client.ts';
import type { SchemaRegistry } from '../schema/registry.ts';

export function openApi(_registry: SchemaRegistry): JsonObject {
  return { openapi: '3.1.0' };
}
