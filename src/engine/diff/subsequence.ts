/** What two sequences have in common, in order: the base of every minimal edit. */

/** Indexes of equal elements on both sides, both rising. */
export type Match = readonly [a: number, b: number];

/** Cells of the exact method's table. Beyond that the result is still right, but perhaps not the longest. */
const EXACT = 1_000_000;

/**
 * A longest common subsequence of two sequences of numbers; where the exact method would cost too much, one through
 * the elements that occur once on each side. The cost grows with the length, never with its square.
 */
export function commonSubsequence(a: readonly number[], b: readonly number[]): Match[] {
  const found: Match[] = [];
  const open: Range[] = [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }];
  for (let range = open.pop(); range; range = open.pop())
    for (const inner of solve(a, b, range, found)) open.push(inner);
  return found.sort(([x], [y]) => x - y);
}

interface Range {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Records what is certain of a range, and gives the ranges between. */
function solve(a: readonly number[], b: readonly number[], range: Range, found: Match[]): Range[] {
  const inner = trimmed(a, b, range, found);
  const [height, width] = [inner.toA - inner.fromA, inner.toB - inner.fromB];
  if (height === 0 || width === 0) return [];
  if (height * width <= EXACT) {
    exact(a, b, inner, found);
    return [];
  }
  const anchors = rising(commonOnce(a, b, inner));
  for (const anchor of anchors) found.push(anchor);
  return between(inner, anchors);
}

function trimmed(a: readonly number[], b: readonly number[], range: Range, found: Match[]): Range {
  let { fromA, toA, fromB, toB } = range;
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) found.push([fromA++, fromB++]);
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) found.push([--toA, --toB]);
  return { fromA, toA, fromB, toB };
}

function exact(a: readonly number[], b: readonly number[], range: Range, found: Match[]): void {
  const { fromA, toA, fromB, toB } = range;
  const row = toB - fromB + 1;
  const lengths = new Uint16Array((toA - fromA + 1) * row);
  const at = (i: number, j: number): number => lengths[(i - fromA) * row + (j - fromB)] as number;
  for (let i = toA - 1; i >= fromA; i--)
    for (let j = toB - 1; j >= fromB; j--)
      lengths[(i - fromA) * row + (j - fromB)] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  for (let [i, j] = [fromA, fromB]; i < toA && j < toB; ) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
}

/** Elements that occur exactly once on each side, in the order of the first. */
function commonOnce(a: readonly number[], b: readonly number[], range: Range): Match[] {
  const inB = once(b, range.fromB, range.toB);
  const matches: Match[] = [];
  for (const [element, i] of once(a, range.fromA, range.toA)) {
    const j = inB.get(element);
    if (i >= 0 && j !== undefined && j >= 0) matches.push([i, j]);
  }
  return matches.sort(([x], [y]) => x - y);
}

/** Element to its index, -1 when there are several. */
function once(sequence: readonly number[], from: number, to: number): Map<number, number> {
  const indexes = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const element = sequence[i] as number;
    indexes.set(element, indexes.has(element) ? -1 : i);
  }
  return indexes;
}

/** The longest selection whose second indexes rise as well. */
function rising(matches: readonly Match[]): Match[] {
  const before: number[] = [];
  /** By length, the match with the smallest end. */
  const ends: number[] = [];
  matches.forEach(([, b], i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[ends[middle] as number] as Match)[1] < b) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = i;
  });
  const chosen: Match[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] as number) chosen.push(matches[i] as Match);
  return chosen.reverse();
}

function between(range: Range, anchors: readonly Match[]): Range[] {
  if (anchors.length === 0) return [];
  const ranges: Range[] = [];
  let [fromA, fromB] = [range.fromA, range.fromB];
  for (const [a, b] of [...anchors, [range.toA, range.toB] as const]) {
    ranges.push({ fromA, toA: a, fromB, toB: b });
    [fromA, fromB] = [a + 1, b + 1];
  }
  return ranges;
}
