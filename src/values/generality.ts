/** An order of types in which a more general one comes before those it can stand for. */

import type { ObjectType, TupleType, Type } from './type.ts';

/** The given types, most general first; those that cannot be compared keep their order. */
export function byGenerality(types: readonly Type[]): readonly Type[] {
  const waiting = types.map(() => 0);
  const followers = types.map((): number[] => []);
  for (let i = 0; i < types.length; i++) {
    for (let j = i + 1; j < types.length; j++) {
      const order = compareTypes(types[i] as Type, types[j] as Type);
      if (order === 0) continue;
      const [before, after] = order < 0 ? [i, j] : [j, i];
      followers[before]?.push(after);
      waiting[after] = (waiting[after] ?? 0) + 1;
    }
  }
  const sorted = types.flatMap((_t, i) => (waiting[i] === 0 ? [i] : []));
  for (const i of sorted) {
    for (const j of followers[i] ?? []) {
      waiting[j] = (waiting[j] ?? 0) - 1;
      if (waiting[j] === 0) sorted.push(j);
    }
  }
  return sorted.map((i) => types[i] as Type);
}

/** Negative: `a` is more general. Zero also for types that have nothing to do with each other. */
function compareTypes(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic')
    return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  if (a.kind !== b.kind) return rank(a.kind, b.kind);
  switch (a.kind) {
    case 'list':
    case 'set':
    case 'map':
      return compareTypes(a.element, (b as typeof a).element);
    case 'object':
      return compareObjects(a, b as ObjectType);
    case 'tuple':
      return compareTuples(a, b as TupleType);
    default:
      return 0;
  }
}

/** What can stand for which other kinds. */
const STANDS_FOR: Readonly<Partial<Record<Type['kind'], readonly Type['kind'][]>>> = {
  string: ['number', 'bool'],
  list: ['tuple', 'set'],
  tuple: ['set'],
  map: ['object'],
};

function rank(a: Type['kind'], b: Type['kind']): number {
  if (STANDS_FOR[a]?.includes(b)) return -1;
  return STANDS_FOR[b]?.includes(a) ? 1 : 0;
}

function compareObjects(a: ObjectType, b: ObjectType): number {
  if (a.attributes.size !== b.attributes.size) return 0;
  const orders: number[] = [];
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined) return 0;
    orders.push(compareTypes(type, other));
  }
  return agreed(orders);
}

function compareTuples(a: TupleType, b: TupleType): number {
  if (a.elements.length !== b.elements.length) return 0;
  return agreed(a.elements.map((e, i) => compareTypes(e, b.elements[i] as Type)));
}

/** Members that disagree make the whole incomparable. */
function agreed(orders: readonly number[]): number {
  const below = orders.some((o) => o < 0);
  const above = orders.some((o) => o > 0);
  return below === above ? 0 : below ? -1 : 1;
}
