/** The index of the whitepaper's constraints, read at the first call. */
import { readFileSync } from 'node:fs';
import type { ConstraintEntry } from './constraint-entry.ts';
import { once } from './once.ts';

export type { ConstraintEntry, Disposition } from './constraint-entry.ts';

/** Named here so that the compiler puts the file beside its output. */
export type CompiledConstraints = typeof import('./generated/constraints.json', { with: { type: 'json' }});

const index = once(() => {
  const text = readFileSync(new URL('./generated/constraints.json', import.meta.url), 'utf8');
  const entries = JSON.parse(text) as readonly ConstraintEntry[];
  return { entries, byId: new Map(entries.map((entry) => [entry.id, entry])) };
});

/** All constraints, by id. */
export function allConstraints(): readonly ConstraintEntry[] {
  return index().entries;
}

export function findConstraint(id: string): ConstraintEntry | undefined {
  return index().byId.get(id);
}

/** One constraint; throws for an id that the index does not have. */
export function constraint(id: string): ConstraintEntry {
  const found = findConstraint(id);
  if (!found) throw new UnknownConstraintError(id);
  return found;
}

export class UnknownConstraintError extends Error {
  readonly id: string;

  constructor(id: string) {
    super(`There is no constraint "${id}".`);
    this.name = 'UnknownConstraintError';
    this.id = id;
  }
}
