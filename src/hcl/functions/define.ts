/** Shorthand for writing the function table. */

import { toBigInt, toSafeInteger } from '../../values/num.ts';
import { T, type Type } from '../../values/type.ts';
import { asArray, asBool, asNum, asString, type Value } from '../../values/value.ts';
import { type FunctionContext, FunctionError, type FunctionSpec, type ParameterSpec } from '../scope.ts';

export type Table = Readonly<Record<string, FunctionSpec>>;
type Flags = Omit<ParameterSpec, 'name' | 'type'>;

export const param = (name: string, type: Type, flags: Flags = {}): ParameterSpec => ({
  name,
  type,
  ...flags,
});
export const text = (name: string, flags?: Flags): ParameterSpec => param(name, T.string, flags);
export const number = (name: string, flags?: Flags): ParameterSpec => param(name, T.number, flags);
export const any = (name: string, flags?: Flags): ParameterSpec => param(name, T.dynamic, flags);

/** For functions that look at unknowns, nulls and marks themselves. */
export const RAW: Flags = { allowNull: true, allowUnknown: true, allowMarked: true, allowDynamic: true };
export const UNKNOWN: Flags = { allowUnknown: true };
/** For functions that move elements about without looking at them. */
export const ELEMENTS: Flags = { allowPartial: true, allowMarked: true };

export function fn(
  params: readonly ParameterSpec[],
  returns: FunctionSpec['returns'],
  call: (args: readonly Value[], context: FunctionContext) => Value,
  more: { variadic?: ParameterSpec; notNull?: boolean } = {},
): FunctionSpec {
  return { params, returns, call, ...more };
}

/** A string function of strings. */
export function textFn(
  names: readonly string[],
  body: (...args: string[]) => string,
  make: (s: string) => Value,
): FunctionSpec {
  return fn(
    names.map((n) => text(n)),
    T.string,
    (args) => make(body(...args.map(asString))),
  );
}

/** A function this engine knows and cannot perform. */
export function refused(reason: string): FunctionSpec {
  const params: ParameterSpec[] = [];
  const call = (): never => {
    throw new FunctionError(reason, undefined, 'ZTC-E-FUNC-UNSUPPORTED');
  };
  return { params, variadic: any('args', RAW), returns: T.dynamic, call };
}

export function arg(args: readonly Value[], i: number): Value {
  return args[i] as Value;
}
export const s = (args: readonly Value[], i: number): string => asString(arg(args, i));
export const b = (args: readonly Value[], i: number): boolean => asBool(arg(args, i));

/** A whole number small enough to count with. */
export function int(args: readonly Value[], i: number): number {
  const n = toSafeInteger(asNum(arg(args, i)));
  if (n === undefined) throw new FunctionError('a whole number is required', i);
  return n;
}

/** A whole number of 64 bits. */
export function int64(args: readonly Value[], i: number): bigint {
  const n = toBigInt(asNum(arg(args, i)));
  if (n === undefined || n !== BigInt.asIntN(64, n)) throw new FunctionError('a whole number is required', i);
  return n;
}

export const isSequence = (v: Value): boolean =>
  v.type.kind === 'list' || v.type.kind === 'set' || v.type.kind === 'tuple';

/** Elements of a known list, set or tuple argument. */
export function elements(
  args: readonly Value[],
  i: number,
  wanted = 'list, set, or tuple',
): readonly Value[] {
  const v = arg(args, i);
  if (!isSequence(v)) throw new FunctionError(`must be a ${wanted}`, i);
  return asArray(v);
}

/** Of a sequence: it is open how many elements there are. A set with unknown ones may shrink when they become known. */
export const isUncounted = (v: Value): boolean =>
  !v.isKnown || (v.type.kind === 'set' && !v.whollyKnown && asArray(v).length > 1);

export const isMapping = (v: Value): boolean => v.type.kind === 'map' || v.type.kind === 'object';
