/** The search for one type to which all given types convert: arms of conditionals, elements of collections. */

import { convertible } from './convertible.ts';
import { byGenerality } from './generality.ts';
import {
  type CollectionType,
  compareStrings,
  type ObjectType,
  T,
  type TupleType,
  type Type,
  typeEquals,
} from './type.ts';

/**
 * Undefined when there is none, or nothing to unify; `dynamic` when it depends on types that are not known yet. With `safe` only conversions
 * that cannot fail count.
 */
export function unify(types: readonly Type[], safe = false): Type | undefined {
  const [first] = types;
  if (first === undefined) return undefined;
  if (types.every((t) => typeEquals(t, first))) return first;
  const kinds = new Set(types.map((t) => t.kind));
  const uncertain = kinds.delete('dynamic');
  const [kind] = kinds;
  if (kinds.size === 1 && isStructured(kind)) return uncertain ? T.dynamic : unifyKind(kind, types, safe);
  if (kinds.has('object') && kinds.has('tuple')) return undefined;
  const onlyThese = (a: Type['kind'], b: Type['kind']): boolean =>
    kinds.size === 2 && kinds.has(a) && kinds.has(b);
  // Objects are often maps in disguise, and tuples lists.
  const disguised = onlyThese('map', 'object')
    ? unveiled('map', 'object', types, safe)
    : onlyThese('list', 'tuple')
      ? unveiled('list', 'tuple', types, safe)
      : undefined;
  return disguised ?? mostGeneral(types, safe);
}

type Structured = Exclude<Type['kind'], 'string' | 'number' | 'bool' | 'dynamic'>;
const isStructured = (kind: Type['kind'] | undefined): kind is Structured =>
  kind !== undefined && kind !== 'string' && kind !== 'number' && kind !== 'bool' && kind !== 'dynamic';

function unifyKind(kind: Structured, types: readonly Type[], safe: boolean): Type | undefined {
  if (kind === 'object') return unifyObjects(types as readonly ObjectType[], safe);
  if (kind === 'tuple') return unifyTuples(types as readonly TupleType[], safe);
  const element = unify(
    types.map((t) => (t as CollectionType).element),
    safe,
  );
  return element && reachable(T[kind](element), types, safe);
}

function unveiled(
  kind: 'list' | 'map',
  disguise: 'tuple' | 'object',
  types: readonly Type[],
  safe: boolean,
): Type | undefined {
  const plain = toCollection(
    kind,
    types.filter((t) => t.kind === disguise),
    safe,
  );
  const all =
    plain &&
    unify(
      types.map((t) => (t.kind === disguise ? plain : t)),
      safe,
    );
  return all?.kind === kind ? all : undefined;
}

function unifyObjects(types: readonly ObjectType[], safe: boolean): Type | undefined {
  const [first] = types as [ObjectType];
  const names = [...first.attributes.keys()];
  const sameNames = types.every(
    (t) => t.attributes.size === names.length && names.every((n) => t.attributes.has(n)),
  );
  if (!sameNames) return toCollection('map', types, safe);
  const attributes = new Map<string, Type>();
  for (const name of names) {
    const unified = unify(
      types.map((t) => t.attributes.get(name) as Type),
      safe,
    );
    if (unified === undefined) return undefined;
    attributes.set(name, unified);
  }
  return reachable(T.object(attributes), types, safe) ?? toCollection('map', types, safe);
}

function unifyTuples(types: readonly TupleType[], safe: boolean): Type | undefined {
  const [first] = types as [TupleType];
  if (types.some((t) => t.elements.length !== first.elements.length))
    return toCollection('list', types, safe);
  const elements: Type[] = [];
  for (let i = 0; i < first.elements.length; i++) {
    const unified = unify(
      types.map((t) => t.elements[i] as Type),
      safe,
    );
    if (unified === undefined) return undefined;
    elements.push(unified);
  }
  return reachable(T.tuple(elements), types, safe) ?? toCollection('list', types, safe);
}

function toCollection(kind: 'list' | 'map', types: readonly Type[], safe: boolean): Type | undefined {
  const element = unify(types.flatMap(elementTypes), safe);
  return element && reachable(T[kind](element), types, safe);
}

const reachable = (to: Type, types: readonly Type[], safe: boolean): Type | undefined =>
  types.every((t) => convertible(t, to, safe)) ? to : undefined;

/** The first of the given types to which all others convert. */
function mostGeneral(types: readonly Type[], safe: boolean): Type | undefined {
  return byGenerality(types).find((to) => reachable(to, types, safe) !== undefined);
}

function elementTypes(t: Type): readonly Type[] {
  if (t.kind === 'tuple') return t.elements;
  const { attributes } = t as ObjectType;
  return [...attributes.keys()].sort(compareStrings).map((name) => attributes.get(name) as Type);
}
