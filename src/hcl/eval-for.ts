/** For-expressions. */

import { ConversionError, convert } from '../values/convert.ts';
import { sortedEntries } from '../values/path.ts';
import { T, typeName } from '../values/type.ts';
import {
  asArray,
  asBool,
  asString,
  type Marks,
  num,
  object,
  str,
  tuple,
  unknown,
  type Value,
} from '../values/value.ts';
import type { ForNode, Node } from './ast.ts';
import { bind, type Env, evalNode, fail } from './evaluate.ts';
import type { Span } from './source.ts';

const CODE = 'ZTC-E-EVAL-FOR';

/** What the iterations have in common: marks that end up on the whole result, and whether its shape is known. */
interface Gathered {
  marks: Marks;
  known: boolean;
}

export function evalFor(node: ForNode & Span, env: Env): Value {
  const collection = evalNode(node.collection, env);
  if (collection.isNull) {
    throw fail(
      env,
      CODE,
      'Iteration over null value',
      "A null value cannot be used as the collection in a 'for' expression.",
      node.collection,
    );
  }
  if (!collection.isKnown) {
    if (!isIterable(collection)) throw notIterable(collection, node, env);
    return unknown().withMarks(collection.marks);
  }
  const gathered: Gathered = { marks: collection.marks, known: true };
  const items = iterate(collection, node, env);
  const result =
    node.key === undefined
      ? forTuple(node, items, gathered, env)
      : forObject(node, node.key, items, gathered, env);
  return (gathered.known ? result : unknown()).withMarks(gathered.marks);
}

const isIterable = (v: Value): boolean => !['string', 'number', 'bool'].includes(v.type.kind);

function notIterable(v: Value, node: ForNode, env: Env): Error {
  const detail = `A value of type ${typeName(v.type)} cannot be used as the collection in a 'for' expression.`;
  return fail(env, CODE, 'Iteration over non-iterable value', detail, node.collection);
}

function iterate(v: Value, node: ForNode, env: Env): readonly (readonly [Value, Value])[] {
  if (v.raw instanceof Map) return sortedEntries(v).map(([k, e]) => [str(k), e] as const);
  if (!Array.isArray(v.raw)) throw notIterable(v, node, env);
  const inSet = v.type.kind === 'set';
  return asArray(v).map((e, i) => [inSet ? e : num(i), e] as const);
}

function bindItem(node: ForNode, key: Value, value: Value, env: Env): Env {
  const withKey = node.keyVar === undefined ? env : bind(env, node.keyVar, key);
  return bind(withKey, node.valueVar, value);
}

/** Undefined when it is not known whether the item belongs to the result. */
function included(node: ForNode, env: Env, gathered: Gathered): boolean | undefined {
  if (node.condition === undefined) return true;
  const given = evalNode(node.condition, env);
  if (given.isNull) {
    throw fail(
      env,
      CODE,
      'Condition is null',
      "The value of the 'if' clause must not be null.",
      node.condition,
    );
  }
  const condition = convertOr(
    given,
    'bool',
    node.condition,
    env,
    "Invalid 'for' condition",
    "The 'if' clause value is invalid",
  );
  if (condition.isMarked) gathered.marks = gathered.marks.union(condition.marks);
  if (!condition.isKnown) {
    gathered.known = false;
    return undefined;
  }
  return asBool(condition);
}

function convertOr(
  v: Value,
  type: 'bool' | 'string',
  at: Node,
  env: Env,
  summary: string,
  detail: string,
): Value {
  try {
    return convert(v, T[type]);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw fail(env, CODE, summary, `${detail}: ${e.message}.`, at);
  }
}

function forTuple(
  node: ForNode,
  items: readonly (readonly [Value, Value])[],
  gathered: Gathered,
  env: Env,
): Value {
  const values: Value[] = [];
  for (const [key, value] of items) {
    const inner = bindItem(node, key, value, env);
    if (included(node, inner, gathered)) values.push(evalNode(node.value, inner));
  }
  return tuple(values);
}

function forObject(
  node: ForNode,
  keyNode: Node,
  items: readonly (readonly [Value, Value])[],
  gathered: Gathered,
  env: Env,
): Value {
  const single = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  for (const [key, value] of items) {
    const inner = bindItem(node, key, value, env);
    if (!included(node, inner, gathered)) continue;
    const name = itemKey(keyNode, inner, gathered);
    const result = evalNode(node.value, inner);
    if (name === undefined) continue;
    if (node.group) {
      const group = groups.get(name);
      if (group) group.push(result);
      else groups.set(name, [result]);
    } else if (single.has(name)) throw duplicate(name, keyNode, env);
    else single.set(name, result);
  }
  return object(node.group ? new Map([...groups].map(([k, g]) => [k, tuple(g)])) : single);
}

function itemKey(node: Node, env: Env, gathered: Gathered): string | undefined {
  const given = evalNode(node, env);
  if (given.isNull) {
    throw fail(
      env,
      CODE,
      'Invalid object key',
      "Key expression in 'for' expression must not produce a null value.",
      node,
    );
  }
  const key = convertOr(
    given,
    'string',
    node,
    env,
    'Invalid object key',
    'The key expression produced an invalid result',
  );
  if (key.isMarked) gathered.marks = gathered.marks.union(key.marks);
  if (key.isKnown) return asString(key);
  gathered.known = false;
  return undefined;
}

function duplicate(name: string, at: Node, env: Env): Error {
  const detail = `Two different items produced the key ${JSON.stringify(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`;
  return fail(env, CODE, 'Duplicate object key', detail, at);
}
