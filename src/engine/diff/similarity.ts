/** Which removed element became which added one: the pairs that have the most in common. */

import { identityKey } from '../../values/set-order.ts';
import type { Value } from '../../values/value.ts';

export interface Pairs {
  /** Indexes into both lists, in the order of the second. */
  readonly pairs: readonly (readonly [before: number, after: number])[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** A leaf that more elements share tells little about who is who; the more elements, the less can be looked at. */
const commonLimit = (elements: number): number => Math.min(64, Math.max(3, Math.floor(300_000 / elements)));
/** Leaves of one element that are looked at. */
const LEAVES = 200;

/**
 * Pairs containers by the number of their equal leaves; at least half of them must be equal. Plain values have no
 * identity beyond themselves and are never paired. The same input gives the same pairs, at a cost that grows with the
 * size of the input only.
 */
export function pairBySimilarity(before: readonly Value[], after: readonly Value[]): Pairs {
  const old = before.map(leavesOf);
  const now = after.map(leavesOf);
  const scores = candidates(old, now).sort(
    (x, y) => y.score - x.score || x.after - y.after || x.before - y.before,
  );
  const [usedBefore, usedAfter] = [new Set<number>(), new Map<number, number>()];
  for (const { before: b, after: a, score } of scores) {
    if (usedBefore.has(b) || usedAfter.has(a)) continue;
    if (score * 2 < Math.max((old[b] as Leaves).length, (now[a] as Leaves).length)) continue;
    usedBefore.add(b);
    usedAfter.set(a, b);
  }
  return {
    pairs: [...usedAfter].sort(([x], [y]) => x - y).map(([a, b]) => [b, a] as const),
    removed: before.map((_, i) => i).filter((i) => !usedBefore.has(i)),
    added: after.map((_, i) => i).filter((i) => !usedAfter.has(i)),
  };
}

/** `path=value` of each known leaf that is not null. */
type Leaves = readonly string[];

function leavesOf(value: Value): Leaves {
  const leaves: string[] = [];
  collect(value, '', leaves);
  return leaves;
}

function collect(value: Value, path: string, leaves: string[]): void {
  if (value.state !== 'known' || leaves.length >= LEAVES) return;
  const { raw } = value;
  if (raw instanceof Map) {
    for (const key of [...raw.keys()].sort())
      collect(raw.get(key) as Value, `${path}.${JSON.stringify(key)}`, leaves);
  } else if (Array.isArray(raw)) {
    for (const element of raw as readonly Value[]) collect(element, `${path}[]`, leaves);
  } else if (path !== '') leaves.push(`${path}=${identityKey(value)}`);
}

interface Candidate {
  readonly before: number;
  readonly after: number;
  readonly score: number;
}

function candidates(old: readonly Leaves[], now: readonly Leaves[]): Candidate[] {
  const holders = new Map<string, number[]>();
  old.forEach((leaves, i) => {
    for (const leaf of new Set(leaves)) {
      const list = holders.get(leaf);
      if (list) list.push(i);
      else holders.set(leaf, [i]);
    }
  });
  const limit = commonLimit(old.length + now.length);
  return now.flatMap((leaves, after) => {
    const own = new Set(leaves);
    const similar = new Set<number>();
    for (const leaf of own) {
      const sharing = holders.get(leaf) ?? [];
      if (sharing.length <= limit) for (const before of sharing) similar.add(before);
    }
    return [...similar].map((before) => ({ before, after, score: common(old[before] as Leaves, own) }));
  });
}

const common = (leaves: Leaves, others: ReadonlySet<string>): number =>
  new Set(leaves.filter((leaf) => others.has(leaf))).size;
