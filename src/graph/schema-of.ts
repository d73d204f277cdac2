import type { ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import type { GraphNode } from './node.ts';

/** The schema behind a block: `data` and `resource` types are different things even when they share a name. */
export function schemaOf(
  registry: SchemaRegistry,
  resource: Pick<GraphNode, 'type' | 'mode'>,
): ResourceSchema | undefined {
  const schema = registry.find(resource.type);
  return schema?.kind === (resource.mode === 'data' ? 'data' : 'resource') ? schema : undefined;
}
