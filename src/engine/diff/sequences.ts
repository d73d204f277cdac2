/** How one list becomes another: what stays, changes, moves, goes and comes. */

import { identityKey } from '../../values/set-order.ts';
import type { Value } from '../../values/value.ts';
import { pairBySimilarity } from './similarity.ts';
import { commonSubsequence, type Match } from './subsequence.ts';

interface ListEdits {
  /** Elements that are not equal but the same: to be compared further. */
  readonly changed: readonly Match[];
  /** Equal elements whose order among the others is new. */
  readonly moved: readonly Match[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

export function listEdits(before: readonly Value[], after: readonly Value[]): ListEdits {
  const number = numbering();
  const [a, b] = [before.map(number), after.map(number)];
  const kept = commonSubsequence(a, b);
  const moved = moves(a, b, kept);
  const changed: Match[] = [];
  const [removed, added]: [number[], number[]] = [[], []];
  for (const gap of gaps(kept, moved, a.length, b.length)) {
    const edits = editsOfGap(gap, before, after);
    for (const pair of edits.changed) changed.push(pair);
    for (const i of edits.removed) removed.push(i);
    for (const j of edits.added) added.push(j);
  }
  return { changed, moved, removed, added };
}

/** Equal numbers for equal known values; what is not wholly known is equal to nothing. */
function numbering(): (value: Value) => number {
  const numbers = new Map<string, number>();
  let next = 0;
  return (value) => {
    if (!value.whollyKnown) return next++;
    const key = identityKey(value);
    const known = numbers.get(key) ?? next++;
    numbers.set(key, known);
    return known;
  };
}

function moves(a: readonly number[], b: readonly number[], kept: readonly Match[]): Match[] {
  const [keptA, keptB] = [new Set(kept.map(([i]) => i)), new Set(kept.map(([, j]) => j))];
  const waiting = new Map<number, number[]>();
  for (let i = a.length - 1; i >= 0; i--) {
    if (keptA.has(i)) continue;
    const element = a[i] as number;
    const list = waiting.get(element);
    if (list) list.push(i);
    else waiting.set(element, [i]);
  }
  const found: Match[] = [];
  b.forEach((element, j) => {
    const from = keptB.has(j) ? undefined : waiting.get(element)?.pop();
    if (from !== undefined) found.push([from, j]);
  });
  return found;
}

interface Gap {
  readonly old: readonly number[];
  readonly now: readonly number[];
}

/** What stands between elements that stay, without what only moves. */
function* gaps(kept: readonly Match[], moved: readonly Match[], a: number, b: number): Iterable<Gap> {
  const [movedA, movedB] = [new Set(moved.map(([i]) => i)), new Set(moved.map(([, j]) => j))];
  let [fromA, fromB] = [0, 0];
  for (const [i, j] of [...kept, [a, b] as const]) {
    const old = range(fromA, i).filter((at) => !movedA.has(at));
    const now = range(fromB, j).filter((at) => !movedB.has(at));
    if (old.length > 0 || now.length > 0) yield { old, now };
    [fromA, fromB] = [i + 1, j + 1];
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const isContainer = ({ raw }: Value): boolean => raw instanceof Map || Array.isArray(raw);

function editsOfGap(
  { old, now }: Gap,
  before: readonly Value[],
  after: readonly Value[],
): Omit<ListEdits, 'moved'> {
  if (old.length === 1 && now.length === 1)
    return { changed: [[old[0] as number, now[0] as number]], removed: [], added: [] };
  const pairs = pairBySimilarity(
    old.map((i) => before[i] as Value),
    now.map((j) => after[j] as Value),
  );
  const similar = pairs.pairs.map(([x, y]): Match => [old[x] as number, now[y] as number]);
  const removed = pairs.removed.map((x) => old[x] as number);
  const added = pairs.added.map((y) => now[y] as number);
  return plainPairs(similar, removed, added, before, after);
}

/** Plain values that are left go together in order: one line for each instead of two. */
function plainPairs(
  similar: readonly Match[],
  removed: readonly number[],
  added: readonly number[],
  before: readonly Value[],
  after: readonly Value[],
): Omit<ListEdits, 'moved'> {
  const plainOld = removed.filter((i) => !isContainer(before[i] as Value));
  const plainNow = added.filter((j) => !isContainer(after[j] as Value));
  const count = Math.min(plainOld.length, plainNow.length);
  const [takenOld, takenNow] = [new Set(plainOld.slice(0, count)), new Set(plainNow.slice(0, count))];
  const plain = plainOld.slice(0, count).map((i, n): Match => [i, plainNow[n] as number]);
  return {
    changed: [...similar, ...plain].sort(([, x], [, y]) => x - y),
    removed: removed.filter((i) => !takenOld.has(i)),
    added: added.filter((j) => !takenNow.has(j)),
  };
}
