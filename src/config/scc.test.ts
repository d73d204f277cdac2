import fc from 'fast-check';
import { expect, it } from 'vitest';
import { components } from './scc.ts';

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { maxLength: 4 }), { minLength: n, maxLength: n }),
  );

function reaches(edges: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of edges[at] ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return false;
}

it('groups exactly those that reach each other, and puts targets first', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const ids = edges.map((_, i) => String(i));
      const found = components(ids, (id) => (edges[Number(id)] ?? []).map(String));
      const group = new Map(found.flatMap((members, i) => members.map((id) => [id, i] as const)));
      expect(group.size).toBe(edges.length);
      for (const a of ids) {
        for (const b of ids) {
          const mutual = a === b || (reaches(edges, +a, +b) && reaches(edges, +b, +a));
          expect(group.get(a) === group.get(b)).toBe(mutual);
        }
        for (const b of edges[Number(a)] ?? [])
          expect(group.get(String(b))).toBeLessThanOrEqual(group.get(a) as number);
      }
    }),
  );
});

it('goes as deep as the configuration', () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => String(i));
  const found = components(ids, (id) => (id === '99999' ? [] : [String(Number(id) + 1)]));
  expect(found[0]).toEqual(['99999']);
});
