/** Zeros with a sign: equal to the others, but written as `-0`. */

import { transform, walk } from './path.ts';
import { num, type Value } from './value.ts';

const isSignedZero = (v: Value): boolean => Object.is(v.raw, -0);

export function hasSignedZero(value: Value): boolean {
  let signed = false;
  walk(value, (v) => {
    signed ||= isSignedZero(v);
    return !signed;
  });
  return signed;
}

/** As in the format of plan files, which keeps no sign of zero. */
export const unsignedZeros = (value: Value): Value => transform(value, (v) => (isSignedZero(v) ? num(0) : v));
