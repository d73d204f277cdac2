/** What is known of a null or an unknown after a conversion: its type and its refinement. */

import { NOT_NULL, type Refinement } from './refinement.ts';
import { isCollection, T, type Type } from './type.ts';
import { unify } from './unify.ts';
import { isDefinitelyNotNull, type Value } from './value.ts';

/** The wanted type with each `any` in it replaced by what the source has in that place. */
export function settled(from: Type, to: Type): Type {
  if (from.kind === 'dynamic') return to;
  switch (to.kind) {
    case 'dynamic':
      return from;
    case 'list':
    case 'set':
    case 'map': {
      const element = elementType(from);
      return element === undefined ? to : T[to.kind](settled(element, to.element));
    }
    case 'object':
      return T.object(
        new Map([...to.attributes].map(([name, type]) => [name, settledMember(from, name, type)] as const)),
      );
    case 'tuple':
      return from.kind === 'tuple'
        ? T.tuple(to.elements.map((e, i) => settled(from.elements[i] ?? T.dynamic, e)))
        : to;
    default:
      return to;
  }
}

function elementType(from: Type): Type | undefined {
  if (isCollection(from)) return from.element;
  if (from.kind === 'tuple') return unify(from.elements);
  return from.kind === 'object' ? unify([...from.attributes.values()]) : undefined;
}

function settledMember(from: Type, name: string, to: Type): Type {
  if (from.kind === 'map') return settled(from.element, to);
  const given = from.kind === 'object' ? from.attributes.get(name) : undefined;
  return given === undefined ? to : settled(given, to);
}

/** Conversion keeps the number of elements, except that equal ones merge in a set. */
export function carriedOver(v: Value, to: Type): Refinement | undefined {
  const notNull = isDefinitelyNotNull(v) ? NOT_NULL : undefined;
  const from = v.type;
  if (!isCollection(to)) return from.kind === to.kind ? v.refinement : notNull;
  const [min, max] = lengths(v);
  const least = to.kind === 'set' && !isUniqueCount(min, max) ? Math.min(1, min) : min;
  return {
    ...notNull,
    ...(least > 0 ? { minLength: least } : {}),
    ...(max === undefined ? {} : { maxLength: max }),
  };
}

function lengths(v: Value): [number, number | undefined] {
  const { type } = v;
  if (type.kind === 'tuple') return [type.elements.length, type.elements.length];
  if (type.kind === 'object') return [type.attributes.size, type.attributes.size];
  return [v.refinement?.minLength ?? 0, v.refinement?.maxLength];
}

const isUniqueCount = (min: number, max: number | undefined): boolean => min === max && min <= 1;
