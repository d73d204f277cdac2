/**
 * Everything that an object depends on is a long list in a long chain of objects, and the lists of all of them are the
 * square of that. The journal holds what each resource refers to instead, once, from which the lists follow.
 */

import { configAddress } from '../../config/address.ts';
import { compareStrings } from '../../values/type.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { InstanceState } from '../state/model.ts';
import type { NeedsRecord } from './record.ts';

/** Shorter lists are written as they are. */
const LONG = 32;

export interface Shortened {
  /** Without the dependencies of its current object. */
  readonly instance: InstanceState;
  /** What has to be known for them and has not been written yet. */
  readonly notes: readonly NeedsRecord[];
}

export class DependencyNotes {
  readonly #graph: Pick<ConfigGraph, 'dependencies' | 'transitive'>;
  readonly #written = new Set<string>();

  constructor(graph: Pick<ConfigGraph, 'dependencies' | 'transitive'>) {
    this.#graph = graph;
  }

  /** Undefined when the list is short, or is not what follows from the configuration. */
  shortened(instance: InstanceState): Shortened | undefined {
    const { address, current } = instance;
    if (!current || current.dependencies.length <= LONG) return undefined;
    const resource = configAddress(address);
    const expected = this.#graph.transitive(resource);
    const same =
      expected.length === current.dependencies.length &&
      expected.every((one, i) => one === current.dependencies[i]);
    if (!same) return undefined;
    return {
      instance: { ...instance, current: { ...current, dependencies: [] } },
      notes: this.#notes(resource),
    };
  }

  #notes(resource: string): readonly NeedsRecord[] {
    const notes: NeedsRecord[] = [];
    const open = [resource];
    for (let of = open.pop(); of !== undefined; of = open.pop()) {
      if (this.#written.has(of)) continue;
      this.#written.add(of);
      const on = [...this.#graph.dependencies(of)];
      notes.push({ kind: 'needs', of, on });
      open.push(...on);
    }
    return notes;
  }
}

/** Everything that the resource needs, however far; sorted. */
export function closureOf(
  resource: string,
  needs: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found = new Set<string>();
  const open = [...(needs.get(resource) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(needs.get(next) ?? []));
  }
  return [...found].sort(compareStrings);
}
