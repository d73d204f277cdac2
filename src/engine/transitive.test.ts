import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransitiveDependencies } from './transitive.ts';

/** As it is defined. */
function reached(graph: ReadonlyMap<string, readonly string[]>, from: string): readonly string[] {
  const found = new Set(graph.get(from));
  for (const name of found) for (const next of graph.get(name) ?? []) found.add(next);
  return [...found].sort();
}

describe('TransitiveDependencies', () => {
  it('finds what can be reached, sorted, whatever was asked before', () => {
    const names = fc.integer({ min: 0, max: 30 }).map((n) => `t.r${n}`);
    const graph = fc.array(fc.tuple(names, fc.array(names, { maxLength: 4 })), { maxLength: 40 });
    fc.assert(
      fc.property(graph, fc.array(names), (entries, asked) => {
        const edges = new Map(entries);
        const all = new Set([...edges.keys(), ...[...edges.values()].flat()]);
        const transitive = new TransitiveDependencies(all, (name) => edges.get(name) ?? []);
        for (const name of asked) expect(transitive.of(name)).toEqual(reached(edges, name));
      }),
    );
  });

  it('is right for long chains as well, and again', () => {
    const chain = Array.from({ length: 1000 }, (_, n) => `t.r${String(n).padStart(4, '0')}`);
    const transitive = new TransitiveDependencies(chain, (name) => {
      const before = chain[chain.indexOf(name) - 1];
      return before === undefined ? [] : [before];
    });
    for (const n of [999, 100, 0, 999]) expect(transitive.of(chain[n] ?? '')).toEqual(chain.slice(0, n));
  });
});
