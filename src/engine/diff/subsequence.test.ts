import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonSubsequence } from './subsequence.ts';

const sequence = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 });

function longest(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, j) => {
      next.push(x === y ? (row[j] as number) + 1 : Math.max(row[j + 1] as number, next[j] as number));
    });
    row = next;
  }
  return row.at(-1) as number;
}

const isCommon = (a: readonly number[], b: readonly number[]): boolean =>
  commonSubsequence(a, b).every(
    ([i, j], n, all) => a[i] === b[j] && all.slice(0, n).every(([x, y]) => x < i && y < j),
  );

test('a longest common subsequence', () => {
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      return isCommon(a, b) && commonSubsequence(a, b).length === longest(a, b);
    }),
  );
});

test('long sequences without many repetitions are still matched well', () => {
  const a = Array.from({ length: 20_000 }, (_, i) => i);
  const b = a.filter((n) => n % 100 !== 5).flatMap((n) => (n % 500 === 0 ? [n, -n - 1] : [n]));
  expect(commonSubsequence(a, b)).toHaveLength(a.length - 200);
});

test('long sequences of few elements give a common one, whatever its length', () => {
  const a = Array.from({ length: 5_000 }, (_, i) => (i * 7) % 5);
  const b = Array.from({ length: 5_000 }, (_, i) => (i * 3 + (i >> 4)) % 5);
  const found = commonSubsequence(a, b);
  expect(found.every(([i, j]) => a[i] === b[j])).toBe(true);
});
