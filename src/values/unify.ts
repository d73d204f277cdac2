/** The search for one type to which all given types convert: arms of conditionals, elements of collections. */

import { type CollectionType, type ObjectType, T, type TupleType, type Type, typeEquals } from './type.ts';

/** Undefined when there is none. Unknown (`dynamic`) structure makes the answer unknown too. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types;
  if (first === undefined) return T.dynamic;
  if (types.every((t) => typeEquals(t, first))) return first;
  const concrete = types.filter((t) => t.kind !== 'dynamic');
  const uncertain = concrete.length < types.length;
  const kinds = new Set(concrete.map((t) => t.kind));
  const all = (...allowed: Type['kind'][]): boolean => [...kinds].every((k) => allowed.includes(k));
  if (all('string', 'number', 'bool')) return unifyPrimitives(kinds);
  if (all('object')) return uncertain ? T.dynamic : unifyObjects(concrete as ObjectType[]);
  if (all('tuple')) return uncertain ? T.dynamic : unifyTuples(concrete as TupleType[]);
  if (all('map', 'object')) return uncertain && !all('map') ? T.dynamic : collection('map', concrete);
  if (all('set')) return collection('set', concrete);
  if (all('set', 'tuple')) return uncertain ? T.dynamic : collection('set', concrete);
  if (all('list', 'set', 'tuple'))
    return uncertain && !all('list', 'set') ? T.dynamic : collection('list', concrete);
  return undefined;
}

/** Everything simple can be written as a string; nothing else is common to two of them. */
function unifyPrimitives(kinds: ReadonlySet<Type['kind']>): Type | undefined {
  if (kinds.has('string')) return T.string;
  if (kinds.size > 1) return undefined;
  return kinds.has('number') ? T.number : T.bool;
}

function unifyObjects(types: readonly ObjectType[]): Type | undefined {
  const [first] = types as [ObjectType];
  const sameNames = types.every(
    (t) =>
      t.attributes.size === first.attributes.size &&
      [...first.attributes.keys()].every((n) => t.attributes.has(n)),
  );
  if (!sameNames) return collection('map', types);
  const attributes = new Map<string, Type>();
  for (const name of first.attributes.keys()) {
    const unified = unify(types.map((t) => t.attributes.get(name) as Type));
    if (unified === undefined) return collection('map', types);
    attributes.set(name, unified);
  }
  return T.object(attributes);
}

function unifyTuples(types: readonly TupleType[]): Type | undefined {
  const [first] = types as [TupleType];
  if (types.some((t) => t.elements.length !== first.elements.length)) return collection('list', types);
  const elements: Type[] = [];
  for (let i = 0; i < first.elements.length; i++) {
    const unified = unify(types.map((t) => t.elements[i] as Type));
    if (unified === undefined) return collection('list', types);
    elements.push(unified);
  }
  return T.tuple(elements);
}

function collection(kind: 'list' | 'set' | 'map', types: readonly Type[]): Type | undefined {
  const element = unify(types.flatMap(elementTypes));
  return element && T[kind](element);
}

function elementTypes(t: Type): readonly Type[] {
  if (t.kind === 'object') return [...t.attributes.values()];
  if (t.kind === 'tuple') return t.elements;
  return [(t as CollectionType).element];
}
