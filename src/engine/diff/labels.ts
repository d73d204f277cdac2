/** Names for the elements of a set, which have neither index nor key. */

import { SENSITIVE, type Value } from '../../values/value.ts';
import { scalarText } from './scalar-text.ts';

/** Attributes that people use to tell things apart, before all others. */
const TELLING: readonly string[] = ['name', 'id', 'key'];
/** Longer values are no names. */
const LONGEST = 40;

/** Two sides of one element: `name: "web"`, by an attribute that both have and that no sibling shares. */
export function memberLabels(
  before: readonly Value[],
  after: readonly Value[],
): (before: Value | undefined, after: Value | undefined) => string {
  const counts = [countPairs(before), countPairs(after)] as const;
  const ordinals = new Map<Value, number>();
  for (const list of [before, after]) for (const [i, value] of list.entries()) ordinals.set(value, i);
  return (b, a) => {
    const shared = sharedPairs(b, a);
    const unique = shared.find((pair) => counts.every((count) => (count.get(pair) ?? 0) <= 1));
    if (unique !== undefined) return unique;
    const one = a ?? b;
    return one && isContainer(one) ? `#${(ordinals.get(one) ?? 0) + 1}` : '';
  };
}

const isContainer = ({ raw }: Value): boolean => raw instanceof Map || Array.isArray(raw);

function sharedPairs(before: Value | undefined, after: Value | undefined): string[] {
  if (!before || !after) return pairsOf((before ?? after) as Value);
  const other = new Set(pairsOf(before));
  return pairsOf(after).filter((pair) => other.has(pair));
}

/** `name: "web"` of each plain attribute, the most telling first. */
function pairsOf({ raw }: Value): string[] {
  if (!(raw instanceof Map)) return [];
  const rank = (key: string): number => (TELLING.includes(key) ? TELLING.indexOf(key) : TELLING.length);
  const keys = [...(raw as ReadonlyMap<string, Value>).keys()].sort();
  return keys
    .sort((x, y) => rank(x) - rank(y))
    .flatMap((key) => {
      const value = raw.get(key) as Value;
      const text = value.state === 'known' && !value.hasMark(SENSITIVE) ? scalarText(value) : undefined;
      return text === undefined || text.length > LONGEST ? [] : [`${key}: ${text}`];
    });
}

function countPairs(values: readonly Value[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values)
    for (const pair of pairsOf(value)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return counts;
}
