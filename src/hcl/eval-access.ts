/** Attributes, indexes and splats. */

import { ConversionError, convert } from '../values/convert.ts';
import { compare, formatNum, isInteger, type Num } from '../values/num.ts';
import { refined } from '../values/refined.ts';
import { NOT_NULL, type Refinement } from '../values/refinement.ts';
import { T, type Type, typeEquals } from '../values/type.ts';
import {
  asArray,
  asNum,
  asString,
  getAttr,
  getIndex,
  isDefinitelyNotNull,
  isDynamicUnknown,
  list,
  num,
  str,
  tuple,
  unknown,
  type Value,
} from '../values/value.ts';
import type { NodeOf, Step } from './ast.ts';
import { type Env, evalNode, fail } from './evaluate.ts';
import type { Span } from './source.ts';

export function applySteps(from: Value, steps: readonly Step[], env: Env): Value {
  let value = from;
  for (const step of steps) {
    if (step.kind === 'attr') value = attribute(value, step.name, step, env);
    else value = index(value, typeof step.key === 'string' ? str(step.key) : num(step.key), step, env);
  }
  return value;
}

const ATTR = 'ZTC-E-EVAL-ATTR';
const INDEX = 'ZTC-E-EVAL-INDEX';

export function attribute(v: Value, name: string, at: Span, env: Env): Value {
  const kind = v.type.kind;
  if (v.isNull) {
    throw fail(
      env,
      ATTR,
      'Attempt to get attribute from null value',
      'This value is null, so it does not have any attributes.',
      at,
    );
  }
  if (kind === 'object' || kind === 'map' || kind === 'dynamic') {
    const found = getAttr(v, name);
    if (found !== undefined) return found;
    if (kind === 'map') {
      throw fail(
        env,
        ATTR,
        'Missing map element',
        `This map does not have an element with the key ${JSON.stringify(name)}.`,
        at,
      );
    }
    throw fail(
      env,
      ATTR,
      'Unsupported attribute',
      `This object does not have an attribute named ${JSON.stringify(name)}.`,
      at,
    );
  }
  throw fail(env, ATTR, 'Unsupported attribute', noAttributes(v.type, name), at);
}

function noAttributes(t: Type, name: string): string {
  if ((t.kind === 'list' || t.kind === 'set') && t.element.kind === 'object') {
    const hint = t.element.attributes.has(name)
      ? ` Did you mean to access attribute ${JSON.stringify(name)} for a specific element of the ${t.kind}, or across all elements of the ${t.kind}?`
      : '';
    return `Can't access attributes on a ${t.kind} of objects.${hint}`;
  }
  if (t.kind === 'string' || t.kind === 'number' || t.kind === 'bool') {
    return `Can't access attributes on a primitive-typed value (${t.kind}).`;
  }
  return 'This value does not have any attributes.';
}

export function evalIndex(node: NodeOf<'index'>, env: Env): Value {
  return index(evalNode(node.target, env), evalNode(node.key, env), node.key, env);
}

export function index(v: Value, key: Value, at: Span, env: Env): Value {
  if (v.isNull) {
    throw fail(
      env,
      INDEX,
      'Attempt to index null value',
      'This value is null, so it does not have any indices.',
      at,
    );
  }
  if (key.isNull) throw fail(env, INDEX, 'Invalid index', "Can't use a null value as an indexing key.", at);
  return indexKind(v, key, at, env).withMarks(key.marks).withMarks(v.marks);
}

function indexKind(v: Value, key: Value, at: Span, env: Env): Value {
  switch (v.type.kind) {
    case 'dynamic':
      return unknown();
    case 'list':
    case 'tuple':
      return elementAt(v, indexKey(key, T.number, at, env), at, env);
    case 'map':
    case 'object':
      return memberAt(v, indexKey(key, T.string, at, env), at, env);
    case 'set':
      throw fail(
        env,
        INDEX,
        'Invalid index',
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
        at,
      );
    default:
      throw fail(env, INDEX, 'Invalid index', 'This value does not have any indices.', at);
  }
}

function indexKey(key: Value, type: Type, at: Span, env: Env): Value {
  try {
    return convert(key, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `The given key does not identify an element in this collection value: ${e.message}.`;
    throw fail(env, INDEX, 'Invalid index', detail, at);
  }
}

function elementAt(v: Value, key: Value, at: Span, env: Env): Value {
  if (!key.isKnown) return unknown(v.type.kind === 'list' ? v.type.element : T.dynamic);
  const position = asNum(key);
  const size = v.type.kind === 'tuple' ? v.type.elements.length : v.isKnown ? asArray(v).length : Infinity;
  const problem = positionProblem(position, size);
  if (problem !== undefined) {
    const detail = `The given key does not identify an element in this collection value: ${problem}.`;
    throw fail(env, INDEX, 'Invalid index', detail, at);
  }
  return getIndex(v, position as number) as Value;
}

function positionProblem(position: Num, size: number): string | undefined {
  if (!isInteger(position)) {
    return `indexing a sequence requires a whole number, but the given index (${formatNum(position)}) has a fractional part`;
  }
  if (compare(position, 0) < 0) return 'a negative number is not a valid index for a sequence';
  if (size === 0) return 'the collection has no elements';
  if (typeof position !== 'number' || position >= size) {
    return 'the given index is greater than or equal to the length of the collection';
  }
  return undefined;
}

function memberAt(v: Value, key: Value, at: Span, env: Env): Value {
  if (!key.isKnown) return unknown(v.type.kind === 'map' ? v.type.element : T.dynamic);
  const found = getAttr(v, asString(key));
  if (found !== undefined) return found;
  throw fail(
    env,
    INDEX,
    'Invalid index',
    'The given key does not identify an element in this collection value.',
    at,
  );
}

/** `v[*]` and `v.*`: a value that is no sequence counts as a sequence of one, and null as an empty one. */
export function evalSplat(node: NodeOf<'splat'>, env: Env): Value {
  const source = evalNode(node.target, env);
  const kind = source.type.kind;
  const each = (item: Value): Value => evalNode(node.each, { ...env, splatItem: item });
  if (kind !== 'list' && kind !== 'tuple' && kind !== 'set') return splatOne(source, each);
  if (source.isNull) {
    throw fail(
      env,
      'ZTC-E-EVAL-SPLAT',
      'Splat of null value',
      'Splat expressions (with the * symbol) cannot be applied to null sequences.',
      node.target,
    );
  }
  const result = source.isKnown ? splatKnown(source, each, node, env) : splatUnknown(source, each);
  return result.withMarks(source.marks);
}

function splatOne(source: Value, each: (item: Value) => Value): Value {
  if (source.isNull) return tuple([]).withMarks(source.marks);
  if (isDynamicUnknown(source)) return source;
  const only = each(source);
  // Whether it is null decides between no element and one.
  return (isDefinitelyNotNull(source) ? tuple([only]) : unknown()).withMarks(source.marks);
}

function splatKnown(source: Value, each: (item: Value) => Value, at: Span, env: Env): Value {
  const values = asArray(source).map(each);
  if (source.type.kind === 'tuple') return tuple(values);
  const element = (source.type as { element: Type }).element;
  const first = values[0] ?? each(unknown(element));
  if (values.every((v) => typeEquals(v.type, first.type))) return list(first.type, values);
  throw fail(
    env,
    'ZTC-E-EVAL-SPLAT',
    'Invalid nested splat expressions',
    "The splat gives elements of different types, of which no list can be made. Use a 'for' expression instead.",
    at,
  );
}

function splatUnknown(source: Value, each: (item: Value) => Value): Value {
  if (source.type.kind === 'tuple')
    return unknown(T.tuple(source.type.elements.map((t) => each(unknown(t)).type)), NOT_NULL);
  const element = each(unknown((source.type as { element: Type }).element)).type;
  const { minLength, maxLength } = source.refinement ?? {};
  const bounds: Refinement = {
    ...NOT_NULL,
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  return refined(T.list(element), bounds);
}
