/** Lists, maps and objects: building, taking apart, looking up. */

import { convert } from '../../values/convert.ts';
import { sortedEntries } from '../../values/path.ts';
import { refined } from '../../values/refined.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { compareStrings, T, type Type, typeEquals } from '../../values/type.ts';
import { unify } from '../../values/unify.ts';
import {
  asArray,
  asMap,
  asString,
  getAttr,
  isDynamicUnknown,
  list,
  type Marks,
  map,
  nul,
  num,
  object,
  str,
  tuple,
  unknown,
  type Value,
} from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import {
  any,
  arg,
  ELEMENTS,
  fn,
  int64,
  isMapping,
  isSequence,
  isUncounted,
  number,
  RAW,
  type Table,
  text,
  UNKNOWN,
} from './define.ts';
import { graphemes } from './format.ts';
import { concatType, elementType, lookupType, mergeType, oneType, valuesType } from './result-type.ts';

/** One list type for the given values, which are converted to it. */
export function sameType(
  values: readonly Value[],
  what: string,
): { element: Type; values: readonly Value[] } {
  const element = values.length === 0 ? T.dynamic : unify(values.map((v) => v.type));
  if (element === undefined) throw new FunctionError(`${what} must all have the same type`);
  return { element, values: values.map((v) => convert(v, element)) };
}

function length(args: readonly Value[]): Value {
  const v = arg(args, 0);
  const t = v.type;
  const exact = (n: number): Value => num(n).withMarks(v.marks);
  if (v.isNull) throw new FunctionError('argument must not be null', 0);
  if (t.kind === 'tuple') return exact(t.elements.length);
  if (t.kind === 'object') return exact(t.attributes.size);
  if (t.kind === 'number' || t.kind === 'bool') {
    throw new FunctionError('argument must be a string, a collection type, or a structural type', 0);
  }
  if (v.isKnown && t.kind === 'string') return exact(graphemes(asString(v)).length);
  if (v.isKnown && t.kind === 'map') return exact(asMap(v).size);
  if (v.isKnown && (t.kind === 'list' || v.whollyKnown)) return exact(asArray(v).length);
  if (t.kind === 'string' || t.kind === 'dynamic') return unknown(T.number, NOT_NULL).withMarks(v.marks);
  // A set with unknown elements may shrink when they become known.
  const count = v.isKnown ? asArray(v).length : undefined;
  const min = count === undefined ? (v.refinement?.minLength ?? 0) : Math.min(1, count);
  const max = count ?? v.refinement?.maxLength;
  return refined(T.number, {
    notNull: true,
    min: { value: min, inclusive: true },
    ...(max === undefined ? {} : { max: { value: max, inclusive: true } }),
  }).withMarks(v.marks);
}

function concat(args: readonly Value[]): Value {
  const type = concatType(args);
  const marks = new Set(args.flatMap((v) => [...v.marks]));
  const all = args.flatMap((v) => asArray(v));
  if (type.kind !== 'list') return tuple(all).withMarks(marks);
  return list(
    type.element,
    all.map((e) => convert(e, type.element)),
  ).withMarks(marks);
}

function flatten(args: readonly Value[]): Value {
  const given = arg(args, 0);
  if (!isSequence(given)) throw new FunctionError('can only flatten lists, sets and tuples', 0);
  const flat: Flattening = { elements: [], marks: given.marks, known: true };
  spread(given, flat);
  return (flat.known ? tuple(flat.elements) : unknown()).withMarks(flat.marks);
}

interface Flattening {
  readonly elements: Value[];
  /** Of all containers that were taken apart. */
  marks: Marks;
  known: boolean;
}

function spread(v: Value, into: Flattening): void {
  into.marks = into.marks.union(v.marks);
  // A set with unknown elements may shrink; what has no type yet may be a list.
  const size = v.isKnown ? asArray(v).length : 0;
  if (!v.isKnown || (v.type.kind === 'set' && !v.whollyKnown && size > 1)) {
    into.known = false;
    return;
  }
  for (const e of asArray(v)) {
    if (isDynamicUnknown(e)) into.known = false;
    if (isSequence(e) && !e.isNull) spread(e, into);
    else into.elements.push(e);
  }
}

function merge(args: readonly Value[]): Value {
  // What stands behind an argument of no type yet is not looked at.
  const untyped = args.findIndex((v) => v.type.kind === 'dynamic');
  for (const [i, v] of args.slice(0, untyped < 0 ? undefined : untyped).entries()) {
    if (!isMapping(v)) throw new FunctionError('arguments must be maps or objects', i);
  }
  const given = args.filter((v) => !v.isNull);
  const [first] = given;
  if (first === undefined) return args[0]?.type.kind === 'map' ? args[0] : object({});
  // Like Terraform, without the marks of the arguments: they come back when all is known.
  if (given.some((v) => !v.isKnown)) return unknown(mergeType(args), NOT_NULL);
  const marks = new Set(args.flatMap((v) => [...v.marks]));
  const sameMaps =
    untyped < 0 && first.type.kind === 'map' && args.every((v) => typeEquals(v.type, first.type));
  const merged = new Map<string, Value>();
  for (const v of given) for (const [k, e] of mergeable(v)) merged.set(k, e);
  const result = first.type.kind === 'map' && sameMaps ? map(first.type.element, merged) : object(merged);
  return result.withMarks(marks);
}

function mergeable(v: Value): Iterable<readonly [string, Value]> {
  if (isMapping(v)) return asMap(v);
  if (v.type.kind === 'set' && typeEquals(v.type.element, T.string)) {
    return asArray(v).map((e) => [asString(e), e] as const);
  }
  if (isSequence(v) && asArray(v).length === 0) return [];
  throw new FunctionError('arguments must be maps or objects');
}

function lookup(args: readonly Value[]): Value {
  const [from, key, fallback] = args as [Value, Value, Value?];
  if (!isMapping(from) && from.type.kind !== 'dynamic')
    throw new FunctionError('lookup() requires a map as the first argument', 0);
  const marks = new Set([...from.marks, ...key.marks]);
  const type = from.type.kind === 'map' ? from.type.element : undefined;
  if (!from.isKnown || !key.isKnown) return unknown(lookupType(args)).withMarks(marks);
  const otherwise = fallback && type && type.kind !== 'dynamic' ? convert(fallback, type) : fallback;
  const found = getAttr(from, asString(key));
  if (found !== undefined) return found.withMarks(marks);
  if (otherwise === undefined) {
    throw new FunctionError(`lookup failed to find key ${JSON.stringify(asString(key))}`);
  }
  return otherwise.withMarks(marks);
}

function element(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (!isSequence(from) || from.type.kind === 'set') throw new FunctionError('must be a list or tuple', 0);
  const all = asArray(from);
  if (all.length === 0) throw new FunctionError('cannot use element function with an empty list', 0);
  const position = Number(int64(args, 1) % BigInt(all.length));
  return (all[position < 0 ? position + all.length : position] as Value).withMarks(from.marks);
}

function keys(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (!isMapping(from)) throw new FunctionError('must have map or object type', 0);
  if (from.type.kind === 'object')
    return tuple([...from.type.attributes.keys()].sort(compareStrings).map(str)).withMarks(from.marks);
  if (!from.isKnown) return unknown(T.list(T.string), NOT_NULL).withMarks(from.marks);
  return list(
    T.string,
    sortedEntries(from).map(([k]) => str(k)),
  ).withMarks(from.marks);
}

function values(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (!isMapping(from)) throw new FunctionError('values() requires a map as the first argument', 0);
  const all = sortedEntries(from).map(([, v]) => v);
  return (from.type.kind === 'map' ? list(from.type.element, all) : tuple(all)).withMarks(from.marks);
}

function one(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (!isSequence(from))
    throw new FunctionError('must be a list, set, or tuple value with either zero or one elements', 0);
  const type = oneType(args);
  if (isUncounted(from)) return unknown(type);
  const all = asArray(from);
  if (all.length > 1)
    throw new FunctionError('must be a list, set, or tuple value with either zero or one elements', 0);
  return all[0] ?? nul(type);
}

export const collections: Table = {
  length: fn([any('value', { ...RAW, allowNull: false })], T.number, length),
  concat: fn([], concatType, concat, { variadic: any('seqs', ELEMENTS) }),
  flatten: fn([any('list', ELEMENTS)], T.dynamic, flatten),
  merge: fn([], T.dynamic, merge, { variadic: any('maps', RAW) }),
  lookup: fn(
    [
      any('inputMap', { allowUnknown: true, allowMarked: true }),
      text('key', { allowUnknown: true, allowMarked: true }),
    ],
    T.dynamic,
    lookupChecked,
    {
      variadic: any('default', RAW),
      notNull: false,
    },
  ),
  element: fn([any('list', ELEMENTS), number('index')], elementType, element, { notNull: false }),
  keys: fn([any('inputMap', { allowUnknown: true, allowMarked: true })], T.dynamic, keys),
  values: fn([any('values', ELEMENTS)], valuesType, values),
  one: fn([any('list', UNKNOWN)], T.dynamic, one, { notNull: false }),
};

function lookupChecked(args: readonly Value[]): Value {
  if (args.length > 3) throw new FunctionError(`lookup() takes two or three arguments, got ${args.length}`);
  return lookup(args);
}
