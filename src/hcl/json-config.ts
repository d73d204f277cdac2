/** Values of JSON configuration (`*.tf.json`) as expressions: strings and object keys are templates. */

import type { Json, JsonObject } from '../values/json.ts';
import { JsonNumber } from '../values/json.ts';
import { impliedValue } from '../values/json-value.ts';
import { object, str, tuple, type Value } from '../values/value.ts';
import type { Expression, Node } from './ast.ts';
import { isLiteralTemplate, type ParseCache, parseTemplate } from './parse.ts';
import { type Origin, Source } from './source.ts';

export type JsonPath = readonly (string | number)[];

export interface JsonConfigOptions {
  /** Position of the value (or key) at a path; only called for error messages. */
  readonly locate?: (path: JsonPath, what: 'value' | 'key') => Origin;
  readonly cache?: ParseCache;
}

const NOWHERE = { start: 0, end: 0 };

/** What has no template in it becomes one literal, however deep it is. */
export function expressionFromJson(
  json: Json,
  options: JsonConfigOptions = {},
  path: JsonPath = [],
): Expression {
  const origin = originOf(options, path, 'value');
  if (typeof json === 'string') return parseTemplate(json, origin, options.cache);
  return { root: nodeOf(json, options, path), source: new Source('', origin) };
}

const originOf = (options: JsonConfigOptions, path: JsonPath, what: 'value' | 'key') => (): Origin => {
  const { line, column, ...rest } = options.locate?.(path, what) ?? {};
  // The content of a string begins behind its quote.
  const inside = column === undefined ? {} : { column: column + 1 };
  return { ...rest, ...(line === undefined ? {} : { line }), ...inside, json: true };
};

function nodeOf(json: Json, options: JsonConfigOptions, path: JsonPath): Node {
  if (typeof json === 'string') return stringNode(json, options, path, 'value');
  if (Array.isArray(json)) return arrayNode(json, options, path);
  if (typeof json === 'object' && json !== null && !(json instanceof JsonNumber)) {
    return objectNode(json as JsonObject, options, path);
  }
  return { kind: 'literal', value: impliedValue(json), ...NOWHERE };
}

function stringNode(text: string, options: JsonConfigOptions, path: JsonPath, what: 'value' | 'key'): Node {
  if (isLiteralTemplate(text)) return { kind: 'literal', value: str(text), ...NOWHERE };
  return {
    kind: 'embedded',
    expression: parseTemplate(text, originOf(options, path, what), options.cache),
    ...NOWHERE,
  };
}

function arrayNode(items: readonly Json[], options: JsonConfigOptions, path: JsonPath): Node {
  const nodes = items.map((item, i) => nodeOf(item, options, [...path, i]));
  const values = literalValues(nodes);
  if (values !== undefined) return { kind: 'literal', value: tuple(values), ...NOWHERE };
  return { kind: 'tuple', items: nodes, ...NOWHERE };
}

function objectNode(json: JsonObject, options: JsonConfigOptions, path: JsonPath): Node {
  const names = Object.keys(json);
  const items = names.map((name) => ({
    key: stringNode(name, options, [...path, name], 'key'),
    value: nodeOf(json[name] as Json, options, [...path, name]),
  }));
  const values = literalValues(items.map((i) => i.value));
  const plainKeys = items.every((i) => i.key.kind === 'literal');
  if (values === undefined || !plainKeys) return { kind: 'object', items, ...NOWHERE };
  return {
    kind: 'literal',
    value: object(new Map(names.map((n, i) => [n, values[i] as Value]))),
    ...NOWHERE,
  };
}

function literalValues(nodes: readonly Node[]): Value[] | undefined {
  const values: Value[] = [];
  for (const node of nodes) {
    if (node.kind !== 'literal') return undefined;
    values.push(node.value);
  }
  return values;
}
