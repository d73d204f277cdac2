import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../schema/registry.ts';
import { allConstraints, constraint, findConstraint, UnknownConstraintError } from './constraints.ts';

const all = allConstraints();

describe('the constraint index', () => {
  it('accounts for all 406 constraints, each once', () => {
    expect(all).toHaveLength(406);
    expect(new Set(all.map(({ id }) => id)).size).toBe(406);
  });

  it('has both languages, a section and a hash for each', () => {
    for (const { id, titles, clause, section } of all) {
      expect(titles.en && titles.zh, id).toBeTruthy();
      expect(clause).toMatch(/^[0-9a-f]{16}$/);
      expect(section).toMatch(/^\d+(\.\d+)*$/);
    }
  });

  it('specialises without circles', () => {
    const depth = (id: string, seen: readonly string[] = []): number => {
      expect(seen).not.toContain(id);
      return Math.max(0, ...constraint(id).specialises.map((general) => 1 + depth(general, [...seen, id])));
    };
    for (const { id } of all) expect(depth(id)).toBeLessThan(4);
  });

  it('puts nothing off for want of a type that exists', () => {
    const registry = loadRegistry();
    for (const { id, subjects, disposition } of all) {
      if (!disposition?.reason.en.startsWith('Needs types')) continue;
      expect(
        subjects.some((type) => !registry.has(type)),
        id,
      ).toBe(true);
    }
  });

  it('refuses an id that it does not have', () => {
    expect(findConstraint('ZTC-VPC-999')).toBeUndefined();
    expect(() => constraint('ZTC-VPC-999')).toThrow(UnknownConstraintError);
  });
});
