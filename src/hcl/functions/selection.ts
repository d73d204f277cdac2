/** Collections again: sets, searching, ordering and the tests over whole lists. */

import { convert, tryConvert } from '../../values/convert.ts';
import { type Answer, answerValue, equalAnswer } from '../../values/equality.ts';
import { refined } from '../../values/refined.ts';
import { NOT_NULL, type Refinement } from '../../values/refinement.ts';
import { elementKey, identityKey } from '../../values/set-order.ts';
import { compareStrings, T, type Type } from '../../values/type.ts';
import { unify } from '../../values/unify.ts';
import {
  asArray,
  asString,
  isDynamicUnknown,
  list,
  num,
  set,
  str,
  tuple,
  unknown,
  type Value,
} from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { sameType } from './collection.ts';
import { any, arg, elements, fn, isSequence, isUncounted, param, type Table, UNKNOWN } from './define.ts';

function contains(args: readonly Value[]): Value {
  const [from, wanted] = args as [Value, Value];
  if (!isSequence(from)) throw new FunctionError('argument must be list, tuple, or set', 0);
  if (!from.isKnown) return answerValue(undefined);
  return answerValue(some(asArray(from).map((e) => equalAnswer(e, wanted))));
}

function some(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function index(args: readonly Value[]): Value {
  if (arg(args, 0).type.kind === 'set') throw new FunctionError('must be a list or tuple', 0);
  const all = elements(args, 0, 'list or tuple');
  if (all.length === 0) throw new FunctionError('cannot search an empty list', 0);
  for (const [at, e] of all.entries()) {
    const answer = equalAnswer(e, arg(args, 1));
    if (answer === undefined) return unknown(T.number, NOT_NULL);
    if (answer) return num(at);
  }
  throw new FunctionError('item not found', 1);
}

function coalesce(args: readonly Value[]): Value {
  const type = unify(args.map((v) => v.type));
  if (type === undefined) throw new FunctionError('all arguments must have the same type');
  for (const v of args) {
    if (!v.isKnown) return unknown(type, NOT_NULL);
    // What does not convert counts as nothing.
    const converted = v.isNull ? undefined : tryConvert(v, type);
    if (converted !== undefined && converted.raw !== '') return converted;
  }
  throw new FunctionError('no non-null, non-empty-string arguments');
}

function coalesceList(args: readonly Value[]): Value {
  if (args.length === 0) throw new FunctionError('at least one argument is required');
  for (const [i, v] of args.entries()) {
    if (v.type.kind !== 'list' && v.type.kind !== 'tuple' && !isDynamicUnknown(v))
      throw new FunctionError('coalescelist arguments must be lists or tuples', i);
  }
  for (const v of args) {
    if (!v.isKnown) return unknown();
    if (!v.isNull && asArray(v).length > 0) return v;
  }
  throw new FunctionError('no non-null arguments');
}

function distinct(args: readonly Value[]): Value {
  const seen = new Set<string>();
  const kept = elements(args, 0).filter((v) => {
    const key = identityKey(v);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return list(elementType(arg(args, 0)), kept);
}

const elementTypeOf = (t: Type): Type => (t as { element?: Type }).element ?? T.dynamic;
const elementType = (v: Value): Type => elementTypeOf(v.type);

/** All arguments as sets of one element type. */
function asSets(args: readonly Value[]): { element: Type; sets: readonly (readonly Value[])[] } {
  const type = setType(args);
  return { element: elementTypeOf(type), sets: args.map((v) => asArray(convert(v, type))) };
}

const keysOf = (values: readonly Value[]): Set<string> => new Set(values.map(elementKey));

function setFunction(
  combine: (first: readonly Value[], rest: readonly (readonly Value[])[]) => readonly Value[],
  flags: { readonly allowPartial?: boolean } = {},
): Table[string] {
  const one = param('first_set', T.set(T.dynamic), flags);
  return fn(
    [one],
    setType,
    (args) => {
      const { element, sets } = asSets(args);
      const [first = [], ...rest] = sets;
      return set(element, combine(first, rest));
    },
    { variadic: { ...one, name: 'other_sets' } },
  );
}

/** The common type is looked for even while elements are not known. */
function setType(args: readonly Value[]): Type {
  const given = args.filter((v) => elementType(v).kind !== 'dynamic' || !v.isKnown || asArray(v).length > 0);
  const element = given.length === 0 ? T.dynamic : unify(given.map(elementType));
  if (element === undefined) throw new FunctionError('given sets must all have compatible element types');
  return T.set(element);
}

function setProduct(args: readonly Value[]): Value {
  const type = setProductType(args);
  const marks = new Set(args.flatMap((v) => [...v.marks]));
  if (args.some(isUncounted)) return refined(type, productBounds(args)).withMarks(marks);
  const sides = args.map((_v, i) => {
    const all = elements(args, i);
    return sameType(all, 'the elements of each argument');
  });
  let rows: Value[][] = [[]];
  for (const side of sides) rows = rows.flatMap((row) => side.values.map((v) => [...row, v]));
  const results = rows.map((r) => tuple(r));
  const { element } = type;
  return (type.kind === 'set' ? set(element, results) : list(element, results)).withMarks(marks);
}

function setProductType(args: readonly Value[]): Type & { readonly kind: 'list' | 'set' } {
  if (args.length < 2) throw new FunctionError('at least two arguments are required');
  const row = T.tuple(
    args.map((v, i) => {
      if (!isSequence(v)) throw new FunctionError('must be a list, set, or tuple', i);
      if (v.type.kind !== 'tuple') return elementType(v);
      if (v.type.elements.length === 0) return T.dynamic;
      const common = unify(v.type.elements);
      if (common === undefined)
        throw new FunctionError('the elements of each argument must all have the same type');
      return common;
    }),
  );
  return args.some((v) => v.type.kind === 'set') ? T.set(row) : T.list(row);
}

/** Beyond these Terraform counts no further. */
const LONGEST_SIDE = 1024;
const LONGEST_PRODUCT = 2048;

function productBounds(args: readonly Value[]): Refinement {
  let maxLength = 1;
  for (const v of args) {
    const side = v.type.kind === 'tuple' ? v.type.elements.length : longest(v);
    maxLength *= side;
    if (side > LONGEST_SIDE || maxLength > LONGEST_PRODUCT) return NOT_NULL;
  }
  return { ...NOT_NULL, ...(maxLength > 0 ? { minLength: 1 } : {}), maxLength };
}

const longest = (v: Value): number => (v.isKnown ? asArray(v).length : (v.refinement?.maxLength ?? Infinity));

function matchkeys(args: readonly Value[]): Value {
  const [values, keys, searched] = [arg(args, 0), arg(args, 1), arg(args, 2)];
  const type = matchType(args);
  if (asArray(values).length !== asArray(keys).length) {
    throw new FunctionError('length of keys and values should be equal');
  }
  const wanted = asArray(convert(searched, type));
  const given = asArray(convert(keys, type));
  const found = asArray(values).filter((_v, i) =>
    wanted.some((w) => equalAnswer(given[i] as Value, w) === true),
  );
  return list(elementType(values), found);
}

/** One type for keys and searchset. */
function matchType(args: readonly Value[]): Type {
  const type = unify(args.slice(1).map((v) => v.type));
  if (type === undefined) throw new FunctionError('keys and searchset must be of the same type');
  return type;
}

/** Stops at the first element that is false or not known. */
function allTrue(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (!from.isKnown) return answerValue(undefined);
  const decisive = asArray(from).find((v) => v.raw !== true);
  return answerValue(decisive === undefined || (decisive.isKnown ? false : undefined));
}

/** One element that is true decides although others are unknown. */
function anyTrue(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (!from.isKnown) return answerValue(undefined);
  return answerValue(some(asArray(from).map((v) => (v.isKnown ? v.raw === true : undefined))));
}

function sort(args: readonly Value[]): Value {
  const given = arg(args, 0);
  if (!given.isKnown) return refined(T.list(T.string), { ...given.refinement, ...NOT_NULL });
  const all = asArray(given);
  // Where the unknown ones will stand is open.
  if (!given.whollyKnown)
    return list(
      T.string,
      all.map(() => unknown(T.string)),
    );
  const texts = all.map((v) => {
    if (v.isNull) throw new FunctionError('given list element is null; a null string cannot be sorted', 0);
    return asString(v);
  });
  return list(T.string, texts.sort(compareStrings).map(str));
}

const textList = param('list', T.list(T.string));

export const selections: Table = {
  contains: fn([any('list', UNKNOWN), any('value', { allowPartial: true })], T.bool, contains),
  index: fn([any('list', { allowPartial: true }), any('value', { allowPartial: true })], T.number, index),
  coalesce: fn([], T.dynamic, coalesce, {
    variadic: any('vals', { allowUnknown: true, allowNull: true, allowDynamic: true }),
  }),
  coalescelist: fn([], T.dynamic, coalesceList, {
    variadic: any('vals', { allowUnknown: true, allowNull: true, allowDynamic: true }),
  }),
  compact: fn([textList], T.list(T.string), (args) =>
    list(
      T.string,
      asArray(arg(args, 0)).filter((v) => !v.isNull && v.raw !== ''),
    ),
  ),
  distinct: fn([param('list', T.list(T.dynamic))], (args) => args[0]?.type ?? T.dynamic, distinct),
  sort: fn([param('list', T.list(T.string), UNKNOWN)], T.list(T.string), sort),
  setunion: setFunction((first, rest) => [first, ...rest].flat(), { allowPartial: true }),
  setintersection: setFunction((first, rest) =>
    rest.reduce((kept, other) => kept.filter((v) => keysOf(other).has(elementKey(v))), first),
  ),
  setsubtract: fn([param('a', T.set(T.dynamic)), param('b', T.set(T.dynamic))], setType, (args) => {
    const { element, sets } = asSets(args);
    const removed = keysOf(sets[1] ?? []);
    return set(
      element,
      (sets[0] ?? []).filter((v) => !removed.has(elementKey(v))),
    );
  }),
  setproduct: fn([], setProductType, setProduct, {
    variadic: any('sets', { allowUnknown: true, allowMarked: true }),
  }),
  matchkeys: fn(
    [
      param('values', T.list(T.dynamic)),
      param('keys', T.list(T.dynamic)),
      param('searchset', T.list(T.dynamic)),
    ],
    (args) => args[0]?.type ?? T.dynamic,
    matchkeys,
  ),
  alltrue: fn([param('list', T.list(T.bool), UNKNOWN)], T.bool, allTrue),
  anytrue: fn([param('list', T.list(T.bool), UNKNOWN)], T.bool, anyTrue),
};
