/** Lists and maps in another shape. */

import { deepMarks } from '../../values/marks.ts';
import { sortedEntries } from '../../values/path.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T, type Type } from '../../values/type.ts';
import { asArray, asString, list, map, object, str, tuple, unknown, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import {
  any,
  arg,
  ELEMENTS,
  elements,
  fn,
  int,
  int64,
  isSequence,
  number,
  param,
  type Table,
} from './define.ts';
import { reverseType, zipmapType } from './result-type.ts';

function slice(args: readonly Value[]): Value {
  const from = arg(args, 0);
  if (from.type.kind === 'set')
    throw new FunctionError(
      'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important',
      0,
    );
  const part = cut(elements(args, 0, 'list or tuple value'), args);
  return (from.type.kind === 'list' ? list(from.type.element, part) : tuple(part)).withMarks(from.marks);
}

function cut<E>(all: readonly E[], args: readonly Value[]): readonly E[] {
  const [start, end] = [int(args, 1), int(args, 2)];
  if (start < 0) throw new FunctionError('start index must not be less than zero', 1);
  if (end > all.length)
    throw new FunctionError('end index must not be greater than the length of the list', 2);
  if (start > end) throw new FunctionError('start index must not be greater than end index', 1);
  return all.slice(start, end);
}

/** Of an unknown tuple it is known which types stand where. */
function sliceType(args: readonly Value[]): Type {
  const { type } = arg(args, 0);
  if (type.kind !== 'tuple') return type.kind === 'list' ? type : T.dynamic;
  return arg(args, 1).isKnown && arg(args, 2).isKnown ? T.tuple(cut(type.elements, args)) : T.dynamic;
}

function zipmap(args: readonly Value[]): Value {
  const [keys, from] = [arg(args, 0), arg(args, 1)];
  if (!isSequence(from) || from.type.kind === 'set')
    throw new FunctionError('values must be a list or tuple value', 1);
  if (!keys.whollyKnown)
    return unknown(zipmapType(args), NOT_NULL).withMarks(keys.marks).withMarks(from.marks);
  const [names, all] = [asArray(keys), asArray(from)];
  if (names.length !== all.length) {
    throw new FunctionError(
      `number of keys (${names.length}) does not match number of values (${all.length})`,
    );
  }
  const entries = new Map(names.map((n, i) => [asString(n), all[i] as Value] as const));
  return (from.type.kind === 'list' ? map(from.type.element, entries) : object(entries)).withMarks(
    deepMarks(keys).union(from.marks),
  );
}

function reverse(args: readonly Value[]): Value {
  const from = arg(args, 0);
  const all = [...elements(args, 0, 'list or tuple')].reverse();
  const reversed =
    from.type.kind === 'tuple' ? tuple(all) : list((from.type as { element: Type }).element, all);
  return reversed.withMarks(from.marks);
}

function chunklist(args: readonly Value[]): Value {
  const type = arg(args, 0).type as { kind: string; element: Type };
  if (type.kind !== 'list') return chunklist([list(T.dynamic, []), arg(args, 1)]);
  const [all, size] = [elements(args, 0), Number(int64(args, 1))];
  if (size < 0) throw new FunctionError('the size argument must be positive', 1);
  const chunks: Value[] = [];
  for (let i = 0; i < all.length; i += size || all.length)
    chunks.push(list(type.element, all.slice(i, i + (size || all.length))));
  return list(T.list(type.element), chunks).withMarks(arg(args, 0).marks).withMarks(arg(args, 1).marks);
}

function transpose(args: readonly Value[]): Value {
  const out = new Map<string, Value[]>();
  for (const [k, names] of sortedEntries(arg(args, 0))) {
    for (const name of asArray(names).map(asString)) {
      const group = out.get(name);
      if (group) group.push(str(k));
      else out.set(name, [str(k)]);
    }
  }
  return map(T.list(T.string), new Map([...out].map(([k, v]) => [k, list(T.string, v)])));
}

/** The type of the elements of the first argument, when it has one. */
const elementOf = (args: readonly Value[]): Type => {
  const t = arg(args, 0).type;
  return t.kind === 'list' || t.kind === 'set' || t.kind === 'map' ? t.element : T.dynamic;
};

export const reshapes: Table = {
  slice: fn([any('list', ELEMENTS), number('start_index'), number('end_index')], sliceType, slice),
  zipmap: fn([param('keys', T.list(T.string), ELEMENTS), any('values', ELEMENTS)], zipmapType, zipmap),
  reverse: fn([any('list', ELEMENTS)], reverseType, reverse),
  chunklist: fn(
    [param('list', T.list(T.dynamic), ELEMENTS), number('size', { allowMarked: true })],
    (args) => T.list(T.list(elementOf(args))),
    chunklist,
  ),
  transpose: fn([param('values', T.map(T.list(T.string)))], T.map(T.list(T.string)), transpose),
};
