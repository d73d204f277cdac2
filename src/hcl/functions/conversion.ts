/** Type conversion, and functions over marks. */

import { ConversionError, convert } from '../../values/convert.ts';
import { withoutMark } from '../../values/marks.ts';
import { transform } from '../../values/path.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T, type Type, typeName } from '../../values/type.ts';
import { bool, EPHEMERAL, nul, SENSITIVE, unknown, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { any, arg, fn, RAW, type Table } from './define.ts';

function conversion(type: Type): Table[string] {
  return fn(
    [any('v', RAW)],
    type,
    (args) => {
      const v = arg(args, 0);
      if (!v.isKnown) return unknown(type).withMarks(v.marks);
      try {
        return convert(v, type);
      } catch (e) {
        if (!(e instanceof ConversionError)) throw e;
        const secret = v.deepMarked;
        const what = typeof v.raw === 'string' && !secret ? JSON.stringify(v.raw) : typeName(v.type);
        throw new FunctionError(`cannot convert ${what} to ${typeName(type)}: ${e.describe()}`, 0);
      }
    },
    { notNull: false },
  );
}

const onMarks = (change: (v: Value) => Value, returns: Type = T.dynamic): Table[string] =>
  fn([any('value', RAW)], returns, (args) => change(arg(args, 0)), { notNull: false });

function isSensitive(v: Value): Value {
  if (v.hasMark(SENSITIVE)) return bool(true);
  // Something unknown may still turn out sensitive.
  return v.isKnown ? bool(false) : unknown(T.bool, NOT_NULL);
}

function nonsensitive(v: Value): Value {
  if (!v.hasMark(SENSITIVE)) return v;
  const rest = new Set(v.marks);
  rest.delete(SENSITIVE);
  return v.unmark().withMarks(rest);
}

const ephemeralAsNull = (v: Value): Value =>
  v.deepMarked
    ? transform(v, (part) =>
        part.hasMark(EPHEMERAL) ? withoutMark(nul(part.type).withMarks(part.marks), EPHEMERAL) : part,
      )
    : v;

export const conversions: Table = {
  tostring: conversion(T.string),
  tonumber: conversion(T.number),
  tobool: conversion(T.bool),
  tolist: conversion(T.list(T.dynamic)),
  toset: conversion(T.set(T.dynamic)),
  tomap: conversion(T.map(T.dynamic)),
  sensitive: onMarks((v) => v.withMarks(new Set([SENSITIVE]))),
  nonsensitive: onMarks(nonsensitive),
  issensitive: onMarks(isSensitive, T.bool),
  ephemeralasnull: onMarks(ephemeralAsNull),
};
