/** What is already certain about an unknown value. Refinements make known answers out of unknown operands. */

import { compare, type Num } from './num.ts';

export interface Bound {
  readonly value: Num;
  readonly inclusive: boolean;
}

/** Fields are set in this order by `refine`, so that equal refinements are equal as text. */
export interface Refinement {
  readonly notNull?: boolean;
  /** Strings. */
  readonly prefix?: string;
  /** Numbers. */
  readonly min?: Bound;
  readonly max?: Bound;
  /** Lists, sets and maps. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

export const NOT_NULL: Refinement = { notNull: true };

export const isNotNull = (r: Refinement | undefined): boolean => r?.notNull === true;

/** Both refinements at once. */
export function refine(a: Refinement | undefined, b: Refinement | undefined): Refinement | undefined {
  if (!a || !b) return a ?? b;
  const prefix = longer(a.prefix, b.prefix);
  const min = tighter(a.min, b.min, 1);
  const max = tighter(a.max, b.max, -1);
  const minLength = Math.max(a.minLength ?? 0, b.minLength ?? 0);
  const maxLength = Math.min(a.maxLength ?? Infinity, b.maxLength ?? Infinity);
  return {
    ...(a.notNull || b.notNull ? { notNull: true } : {}),
    ...(prefix ? { prefix } : {}),
    ...(min ? { min } : {}),
    ...(max ? { max } : {}),
    ...(minLength > 0 ? { minLength } : {}),
    ...(Number.isFinite(maxLength) ? { maxLength } : {}),
  };
}

function longer(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.length >= b.length ? a : b;
}

function tighter(a: Bound | undefined, b: Bound | undefined, direction: 1 | -1): Bound | undefined {
  if (!a || !b) return a ?? b;
  const order = compare(a.value, b.value) * direction;
  if (order === 0) return a.inclusive ? b : a;
  return order > 0 ? a : b;
}
