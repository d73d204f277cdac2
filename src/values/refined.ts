/** Unknowns of which so much is certain that they are known after all. */

import { compare } from './num.ts';
import type { Refinement } from './refinement.ts';
import { isCollection, type Type } from './type.ts';
import { list, map, num, set, unknown, type Value } from './value.ts';

/** An unknown of the type, or the value that the refinement leaves as the only possible one. */
export function refined(type: Type, refinement: Refinement | undefined): Value {
  if (refinement?.notNull !== true) return unknown(type, refinement);
  const { min, max, minLength = 0, maxLength } = refinement;
  if (type.kind === 'number' && min?.inclusive && max?.inclusive && compare(min.value, max.value) === 0) {
    return num(min.value);
  }
  const known = isCollection(type) && minLength === maxLength ? ofLength(type, minLength) : undefined;
  return known ?? unknown(type, refinement);
}

function ofLength(type: Type, length: number): Value | undefined {
  switch (type.kind) {
    case 'list':
      return list(
        type.element,
        Array.from({ length }, () => unknown(type.element)),
      );
    case 'set':
      return length > 1 ? undefined : set(type.element, length === 0 ? [] : [unknown(type.element)]);
    case 'map':
      return length > 0 ? undefined : map(type.element, {});
    default:
      return undefined;
  }
}
