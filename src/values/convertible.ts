/** Which types convert to which, judged by the types alone. */

import {
  type CollectionType,
  isPrimitive,
  type ObjectType,
  type TupleType,
  type Type,
  typeEquals,
} from './type.ts';
import { unify } from './unify.ts';

/**
 * Whether values of one type may convert to the other. Conversions that depend on the content (a string that must
 * look like a number, a map that must have the right keys) count unless only `safe` ones do.
 */
export function convertible(from: Type, to: Type, safe = false): boolean {
  if (to.kind === 'dynamic' || from === to || typeEquals(from, to)) return true;
  if (from.kind === 'dynamic') return !safe;
  if (isPrimitive(from) && isPrimitive(to)) return primitives(from.kind, to.kind, safe);
  switch (to.kind) {
    case 'list':
    case 'set':
      return toSequence(from, to, safe);
    case 'map':
      if (from.kind === 'object') return allTo([...from.attributes.values()], to.element, safe);
      return from.kind === 'map' && convertible(from.element, to.element, safe);
    case 'tuple':
      return from.kind === 'tuple' && tupleToTuple(from, to, safe);
    case 'object':
      if (from.kind === 'map') return !safe && mapToObject(from.element, to);
      return from.kind === 'object' && objectToObject(from, to, safe);
    default:
      return false;
  }
}

function primitives(from: Type['kind'], to: Type['kind'], safe: boolean): boolean {
  return to === 'string' || (from === 'string' && !safe);
}

function toSequence(from: Type, to: CollectionType, safe: boolean): boolean {
  if (from.kind === 'tuple') {
    const element = commonElement(from.elements, to.element, safe);
    return element !== undefined && allTo(from.elements, element, safe);
  }
  if (from.kind !== 'list' && from.kind !== 'set') return false;
  // A set loses the order and the repetitions of a list.
  if (safe && to.kind === 'set' && from.kind === 'list') return false;
  return convertible(from.element, to.element, safe);
}

/** The element type of a collection made of a tuple; undefined when `any` stands for nothing they agree on. */
export function commonElement(elements: readonly Type[], wanted: Type, safe = false): Type | undefined {
  if (wanted.kind !== 'dynamic' || elements.length === 0) return wanted;
  const element = unify(elements, safe);
  const undecided = element?.kind === 'dynamic' && elements.some((e) => e.kind !== 'dynamic');
  return undecided ? undefined : element;
}

function allTo(from: readonly Type[], to: Type, safe: boolean): boolean {
  const element = to.kind === 'dynamic' && from.length > 0 ? unify(from, safe) : to;
  return element !== undefined && from.every((t) => convertible(t, element, safe));
}

function tupleToTuple(from: TupleType, to: TupleType, safe: boolean): boolean {
  const { elements } = to;
  if (from.elements.length !== elements.length) return false;
  return from.elements.every((e, i) => convertible(e, elements[i] as Type, safe));
}

function mapToObject(element: Type, to: ObjectType): boolean {
  return [...to.attributes].every(([name, wanted]) => to.optional.has(name) || convertible(element, wanted));
}

function objectToObject(from: ObjectType, to: ObjectType, safe: boolean): boolean {
  for (const [name, wanted] of to.attributes) {
    const given = from.attributes.get(name);
    if (given ? !convertible(given, wanted, safe) : !to.optional.has(name)) return false;
  }
  return true;
}
