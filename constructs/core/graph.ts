import { ResourceGraph } from '../../src/graph/graph.ts';
import type { GraphNode } from '../../src/graph/node.ts';
import { type Plain, type PlainObject, unknownBecause, unknownOf } from '../../src/graph/plain.ts';
import type { AttributeSchema } from '../../src/schema/model.ts';
import type { SchemaRegistry } from '../../src/schema/registry.ts';
import type { RenderedStack } from './render-stacks.ts';
import type { Json, JsonObject } from './resolve.ts';
import { sourceOf } from './source.ts';

const REFERENCE = /^\$\{((?:data\.)?[a-z][\w]*\.[\w-]+)\.([\w.]+)\}$/;

/** The resource graph of a rendered stack. */
export function graphOf({ json, constructs }: RenderedStack, registry: SchemaRegistry): ResourceGraph {
  const nodes: GraphNode[] = [];
  for (const [address, construct] of constructs) {
    const steps = address.split('.');
    const data = steps[0] === 'data';
    const [type, name] = (data ? steps.slice(1) : steps) as [string, string];
    const attributes = ((json[data ? 'data' : 'resource'] as JsonObject)?.[type] as JsonObject)?.[name] as JsonObject;
    const schema = registry.find(type);
    if (!attributes || !schema) continue;
    const values: Record<string, Plain> = {};
    for (const [attribute, one] of Object.entries(schema.attributes)) {
      values[attribute] = valueOf(attributes[attribute], one, address, attribute);
    }
    const source = sourceOf(construct);
    const place = { constructPath: construct.node.path, ...(source ? { source } : {}) };
    nodes.push({ address, type, mode: data ? 'data' : 'managed', values, ...place });
  }
  return new ResourceGraph(nodes, (type) => registry.find(type));
}

function valueOf(given: Json | undefined, schema: AttributeSchema, address: string, path: string): Plain {
  if (given === undefined || given === null) {
    if (schema.default !== undefined) return schema.default as Plain;
    const decided = schema.mode === 'computed' || schema.mode === 'optional_computed';
    return decided ? unknownOf({ address, attribute: path }) : null;
  }
  if (schema.properties && typeof given === 'object' && !Array.isArray(given)) {
    const result: Record<string, Plain> = {};
    for (const [name, child] of Object.entries(schema.properties)) {
      result[name] = valueOf(given[name], child, address, `${path}.${name}`);
    }
    return result;
  }
  return plain(given, `${address}.${path}`);
}

function plain(value: Json, cause: string): Plain {
  if (typeof value === 'string') {
    const [, target, attribute] = REFERENCE.exec(value) ?? [];
    if (target && attribute) return unknownOf({ address: target, attribute });
    return /(?<![$%])[$%]\{/.test(value) ? unknownBecause(cause) : value;
  }
  if (Array.isArray(value)) return value.map((one) => plain(one, cause));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one, cause)])) as PlainObject;
}
