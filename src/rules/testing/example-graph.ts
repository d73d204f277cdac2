import { ResourceGraph, type SchemaLookup } from '../../graph/graph.ts';
import type { Action, GraphNode } from '../../graph/node.ts';
import { type Plain, type PlainObject, plainEqual, unknownOf, valueAt } from '../../graph/plain.ts';
import type { ResourceSchema } from '../../schema/model.ts';
import type { Example, ExampleObjects } from '../kit/rule.ts';

const REFERENCE = /^\$\{((?:data\.)?ztc_\w+\.\w+)\.([\w.]+)\}$/;

/**
 * The graph that a rule's example describes. An object that existed before has the id `id-of-<address>`; computed values
 * of objects that do not exist yet are unknown, as at synth.
 */
export function exampleGraph(example: Example, schema: SchemaLookup): ResourceGraph {
  const before = example.before ?? {};
  const nodes = Object.keys(example.given).map((address) => nodeOf(address, example, schema));
  const removed = Object.keys(before)
    .filter((address) => !(address in example.given))
    .map((address): GraphNode => {
      const prior = priorValues(address, before, schema);
      return { ...identity(address), values: prior, prior, actions: ['delete'] };
    });
  return new ResourceGraph(nodes, schema, { removed });
}

function identity(address: string): Pick<GraphNode, 'address' | 'type' | 'mode'> {
  const steps = address.split('.');
  const data = steps[0] === 'data';
  const type = steps[data ? 1 : 0];
  if (!type) throw new Error(`example: ${address} is not an address`);
  return { address, type, mode: data ? 'data' : 'managed' };
}

function nodeOf(address: string, example: Example, schema: SchemaLookup): GraphNode {
  const own = identity(address);
  const type = schemaFor(own.type, schema);
  const values = plannedValues(address, example, schema);
  if (!example.before) return { ...own, values };
  if (!(address in example.before)) return { ...own, values, actions: ['create'] };
  const prior = priorValues(address, example.before, schema);
  return { ...own, values, prior, actions: example.actions?.[address] ?? actionsOf(type, prior, values) };
}

function actionsOf(type: ResourceSchema, prior: PlainObject, values: PlainObject): readonly Action[] {
  const changed = Object.keys(type.attributes).filter((name) => !plainEqual(prior[name], values[name]));
  if (changed.length === 0) return ['no-op'];
  return changed.some((name) => type.attributes[name]?.forceNew) ? ['delete', 'create'] : ['update'];
}

function plannedValues(address: string, example: Example, schema: SchemaLookup): PlainObject {
  const type = schemaFor(identity(address).type, schema);
  const given = example.given[address] ?? {};
  for (const name of Object.keys(given)) {
    if (!(name in type.attributes)) throw new Error(`example: ${type.type} has no attribute ${name}`);
  }
  const prior = example.before?.[address];
  const values: Record<string, Plain> = {};
  for (const [name, attribute] of Object.entries(type.attributes)) {
    if (name in given) values[name] = resolve(given[name], example, schema);
    else if (prior && name === 'id') values[name] = `id-of-${address}`;
    else if (attribute.mode === 'computed' || attribute.mode === 'optional_computed') {
      values[name] = prior
        ? (resolve(prior[name] ?? null, example, schema) as Plain)
        : unknownOf({ address, attribute: name });
    } else if (attribute.default !== undefined) values[name] = attribute.default as Plain;
  }
  return values;
}

function priorValues(address: string, before: ExampleObjects, schema: SchemaLookup): PlainObject {
  const type = schemaFor(identity(address).type, schema);
  const past: Example = { given: before, before };
  const values: Record<string, Plain> = { id: `id-of-${address}` };
  for (const [name, attribute] of Object.entries(type.attributes)) {
    const value = before[address]?.[name] ?? attribute.default;
    if (value !== undefined) values[name] = resolve(value, past, schema);
  }
  return values;
}

function resolve(value: unknown, example: Example, schema: SchemaLookup): Plain {
  if (typeof value === 'string') return resolveText(value, example, schema);
  if (Array.isArray(value)) return value.map((item) => resolve(item, example, schema));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, resolve(child, example, schema)]),
    );
  }
  return value as Plain;
}

function resolveText(text: string, example: Example, schema: SchemaLookup): Plain {
  const match = REFERENCE.exec(text);
  if (!match) return text;
  const [, address = '', attribute = ''] = match;
  const target = example.given[address];
  if (!target) throw new Error(`example: ${text} refers to an object that is not given`);
  const known = valueAt(target as PlainObject, attribute);
  if (known !== undefined) return resolve(known, example, schema);
  const past = example.before?.[address];
  if (past && attribute === 'id') return `id-of-${address}`;
  const stored = past ? valueAt(past as PlainObject, attribute) : undefined;
  if (stored !== undefined) return resolve(stored, example, schema);
  return unknownOf({ address, attribute });
}

function schemaFor(type: string, schema: SchemaLookup): ResourceSchema {
  const found = schema(type);
  if (!found) throw new Error(`example: unknown type ${type}`);
  return found;
}
