/** Numbers. */

import { convert } from '../../values/convert.ts';
import {
  absNum,
  add,
  ceil,
  compare,
  floor,
  fromBigInt,
  fromFloat,
  type Num,
  neg,
  sign,
  toFloat,
} from '../../values/num.ts';
import { T } from '../../values/type.ts';
import { asNum, list, num, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { any, arg, elements, fn, int, int64, number, s, type Table } from './define.ts';
import { goPow } from './pow.ts';

const unary = (body: (n: Num) => Num): Table[string] =>
  fn([number('num')], T.number, (args) => num(body(asNum(arg(args, 0)))));

const pick = (wanted: 1 | -1): Table[string] =>
  fn(
    [],
    T.number,
    (args) => {
      if (args.length === 0) throw new FunctionError('must pass at least one number');
      return num(args.map(asNum).reduce((a, n) => (compare(n, a) === wanted ? n : a)));
    },
    { variadic: number('numbers') },
  );

function finite(n: number, what: string): Value {
  if (!Number.isFinite(n)) throw new FunctionError(`the ${what} is not a finite number`);
  return num(fromFloat(n));
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parseInteger(text: string, base: number): bigint {
  const wrong = (): Error =>
    new FunctionError(`cannot parse ${JSON.stringify(text)} as a base ${base} integer`, 0);
  const match = /^([+-]?)([0-9A-Za-z]+)$/.exec(text);
  if (!match) throw wrong();
  const digits = base <= 36 ? (match[2] as string).toLowerCase() : (match[2] as string);
  let n = 0n;
  for (const c of digits) {
    const d = DIGITS.indexOf(c);
    if (d < 0 || d >= base) throw wrong();
    n = n * BigInt(base) + BigInt(d);
  }
  return match[1] === '-' ? -n : n;
}

export const numeric: Table = {
  abs: fn([number('num', { allowMarked: true })], T.number, (args) =>
    num(absNum(asNum(arg(args, 0)))).withMarks(arg(args, 0).marks),
  ),
  ceil: unary(ceil),
  floor: unary(floor),
  signum: fn([number('num')], T.number, (args) => {
    const n = int64(args, 0);
    return num(n === 0n ? 0 : n < 0n ? -1 : 1);
  }),
  max: pick(1),
  min: pick(-1),
  log: fn([number('num'), number('base')], T.number, (args) => {
    const [n, base] = args.map((v) => toFloat(asNum(v))) as [number, number];
    return finite(Math.log(n) / Math.log(base), 'logarithm');
  }),
  pow: fn([number('num'), number('power')], T.number, (args) => {
    const [n, power] = args.map((v) => toFloat(asNum(v))) as [number, number];
    return finite(goPow(n, power), 'power');
  }),
  parseint: fn([any('number'), number('base')], T.number, (args) => {
    const base = int(args, 1);
    if (base < 2 || base > 62)
      throw new FunctionError('base must be a whole number between 2 and 62 inclusive', 1);
    const given = arg(args, 0);
    if (given.type.kind !== 'string') throw new FunctionError('must be a string', 0);
    return num(fromBigInt(parseInteger(s(args, 0), base)));
  }),
  sum: fn([any('list')], T.number, (args) => {
    const values = elements(args, 0);
    if (values.length === 0) throw new FunctionError('cannot sum an empty list', 0);
    return num(
      values.reduce<Num>((total, v) => {
        if (v.isNull) throw new FunctionError('argument must be list, set, or tuple of number values', 0);
        return add(total, asNum(convert(v, T.number)));
        // Minus zero is what changes nothing: plus zero would take the sign from a sum of minus zeros.
      }, -0),
    );
  }),
  range: fn([], T.list(T.number), range, { variadic: number('params') }),
};

function range(args: readonly Value[]): Value {
  const given = args.map(asNum);
  if (given.length < 1 || given.length > 3) throw new FunctionError('must have one, two, or three arguments');
  const start: Num = given.length === 1 ? 0 : (given[0] as Num);
  const end = given[given.length === 1 ? 0 : 1] as Num;
  const step: Num = given[2] ?? (compare(end, start) < 0 ? -1 : 1);
  const direction = sign(step);
  if (direction === 0) throw new FunctionError('step must not be zero', 2);
  if (given.length === 3 && compare(end, start) === neg(direction)) {
    const wrong = direction > 0 ? 'less' : 'greater';
    throw new FunctionError(
      `end must not be ${wrong} than start when step is ${direction > 0 ? 'positive' : 'negative'}`,
      1,
    );
  }
  const values: Value[] = [];
  for (let n = start; compare(n, end) === -direction; n = add(n, step)) {
    if (values.length >= 1024)
      throw new FunctionError(
        'more than 1024 values were generated; either decrease the difference between start and end or use a smaller step',
      );
    values.push(num(n));
  }
  return list(T.number, values);
}
