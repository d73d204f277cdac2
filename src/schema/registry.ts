/** The compiled resource schemas: the one thing that everything else asks about types. */
import { readFileSync } from 'node:fs';
import { once } from '../catalog/once.ts';
import type { ResourceSchema } from './model.ts';

/** Named here so that the compiler puts the file beside its output. */
type Compiled = typeof import('./generated/resources.json', { with: { type: 'json' }});

/** The names of all types that the project knows. */
export type ResourceTypeName = Extract<keyof Compiled, `ztc_${string}`>;

export interface SchemaRegistry {
  /** The schema of a type; undefined for a type that the project does not know. */
  find(name: string): ResourceSchema | undefined;
  /** The schema of a type; throws for a type that the project does not know. */
  type(name: string): ResourceSchema;
  has(name: string): boolean;
  /** All resource types, by name. */
  resources(): readonly ResourceSchema[];
  /** All data sources, by name. */
  dataSources(): readonly ResourceSchema[];
}

/** A registry of given schemas, for tests and tools. */
export function createRegistry(schemas: Iterable<ResourceSchema>): SchemaRegistry {
  const types = new Map<string, ResourceSchema>();
  for (const schema of schemas) types.set(schema.type, schema);
  const ofKind = (kind: ResourceSchema['kind']) =>
    [...types.values()].filter((schema) => schema.kind === kind);
  const resources = once(() => ofKind('resource'));
  const dataSources = once(() => ofKind('data'));
  return {
    find: (name) => types.get(name),
    type(name) {
      const found = types.get(name);
      if (!found) throw new UnknownTypeError(name, [...types.keys()]);
      return found;
    },
    has: (name) => types.has(name),
    resources,
    dataSources,
  };
}

export class UnknownTypeError extends Error {
  readonly type: string;
  readonly known: readonly string[];

  constructor(type: string, known: readonly string[]) {
    super(`Unknown resource type "${type}".`);
    this.name = 'UnknownTypeError';
    this.type = type;
    this.known = known;
  }
}

const compiled = once(() => {
  const text = readFileSync(new URL('./generated/resources.json', import.meta.url), 'utf8');
  return createRegistry(Object.values(JSON.parse(text) as Record<string, ResourceSchema>));
});

/** The project's own types, read at the first call. */
export function loadRegistry(): SchemaRegistry {
  return compiled();
}
