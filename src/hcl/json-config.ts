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

/** Paths are only written out for messages and for templates; most values need none. */
interface Trail {
  readonly outer: Trail | undefined;
  readonly step: string | number;
}

/** What has no template in it becomes one literal, however deep it is. */
export function expressionFromJson(
  json: Json,
  options: JsonConfigOptions = {},
  path: JsonPath = [],
): Expression {
  const trail = path.reduce<Trail | undefined>((outer, step) => ({ outer, step }), undefined);
  const origin = originOf(options, trail, 'value');
  if (typeof json === 'string') return parseTemplate(json, origin, options.cache);
  return { root: nodeOf(json, options, trail), source: new Source('', origin) };
}

function pathOf(trail: Trail | undefined): JsonPath {
  const path: (string | number)[] = [];
  for (let at = trail; at !== undefined; at = at.outer) path.unshift(at.step);
  return path;
}

const originOf =
  (options: JsonConfigOptions, trail: Trail | undefined, what: 'value' | 'key') => (): Origin => {
    const { line, column, ...rest } = options.locate?.(pathOf(trail), what) ?? {};
    // The content of a string begins behind its quote.
    const inside = column === undefined ? {} : { column: column + 1 };
    return { ...rest, ...(line === undefined ? {} : { line }), ...inside, json: true };
  };

const literalNode = (value: Value): Node => ({ kind: 'literal', value, ...NOWHERE });

function nodeOf(json: Json, options: JsonConfigOptions, trail: Trail | undefined): Node {
  if (typeof json === 'string') {
    return isLiteralTemplate(json) ? literalNode(str(json)) : templateNode(json, options, trail, 'value');
  }
  if (Array.isArray(json)) return arrayNode(json, options, trail);
  if (typeof json === 'object' && json !== null && !(json instanceof JsonNumber)) {
    return objectNode(json as JsonObject, options, trail);
  }
  return literalNode(impliedValue(json));
}

function templateNode(
  text: string,
  options: JsonConfigOptions,
  trail: Trail | undefined,
  what: 'value' | 'key',
): Node {
  const expression = parseTemplate(text, originOf(options, trail, what), options.cache);
  return { kind: 'embedded', expression, ...NOWHERE };
}

/** The same few attribute names occur everywhere. */
function keyNode(name: string, options: JsonConfigOptions, trail: Trail): Node {
  if (!isLiteralTemplate(name)) return templateNode(name, options, trail, 'key');
  const known = options.cache?.keys.get(name);
  if (known !== undefined) return known;
  const node = literalNode(str(name));
  options.cache?.keys.set(name, node);
  return node;
}

function arrayNode(json: readonly Json[], options: JsonConfigOptions, outer: Trail | undefined): Node {
  const items = json.map((item, step) => nodeOf(item, options, { outer, step }));
  const values = literalValues(items);
  return values === undefined ? { kind: 'tuple', items, ...NOWHERE } : literalNode(tuple(values));
}

function objectNode(json: JsonObject, options: JsonConfigOptions, outer: Trail | undefined): Node {
  const names = Object.keys(json);
  const items = names.map((step) => {
    const trail = { outer, step };
    return { key: keyNode(step, options, trail), value: nodeOf(json[step] as Json, options, trail) };
  });
  const values = literalValues(items.map((i) => i.value));
  const plainKeys = items.every((i) => i.key.kind === 'literal');
  if (values === undefined || !plainKeys) return { kind: 'object', items, ...NOWHERE };
  return literalNode(object(new Map(names.map((n, i) => [n, values[i] as Value]))));
}

function literalValues(nodes: readonly Node[]): Value[] | undefined {
  return nodes.every((n) => n.kind === 'literal') ? nodes.map((n) => n.value) : undefined;
}
