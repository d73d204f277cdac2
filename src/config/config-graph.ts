/** Which declaration refers to which: the order of everything, and the cycles that forbid one. */

import type { Diagnostic } from '../values/diagnostic.ts';
import {
  Collector,
  type ConfigId,
  type Declaration,
  isValidation,
  targetOf,
  validationOf,
} from './declarations.ts';
import { components } from './scc.ts';
import type { ConfigTree } from './tree.ts';

const NOTHING: ReadonlySet<ConfigId> = new Set();

export class ConfigGraph {
  readonly declarations: ReadonlyMap<ConfigId, Declaration>;
  /** Syntax errors of expressions. */
  readonly problems: readonly { readonly problem: Diagnostic; readonly id: ConfigId }[];
  readonly #direct = new Map<ConfigId, ReadonlySet<ConfigId>>();
  readonly #resources = new Map<ConfigId, ReadonlySet<ConfigId>>();
  readonly #tree: ConfigTree;
  #components: readonly (readonly ConfigId[])[] | undefined;

  constructor(tree: ConfigTree) {
    this.#tree = tree;
    const collector = new Collector(tree);
    collector.tree();
    this.declarations = collector.found;
    this.problems = collector.problems;
  }

  /** What the declaration refers to, as it is written; undeclared names are left out. */
  direct(id: ConfigId): ReadonlySet<ConfigId> {
    const known = this.#direct.get(id);
    if (known) return known;
    const declaration = this.declarations.get(id);
    const found = new Set(declaration?.implied);
    for (const use of declaration?.uses ?? []) {
      const target = targetOf(use.module, use.reference);
      if (target === undefined || !this.declarations.has(target)) continue;
      found.add(target);
      if (use.reference.traversal.root !== 'var') continue;
      // Who uses a variable waits until its value is found to be valid.
      const validation = validationOf(target);
      if (validation !== id && this.declarations.has(validation)) found.add(validation);
    }
    const kept = found.size === 0 ? NOTHING : found;
    this.#direct.set(id, kept);
    return kept;
  }

  /**
   * Resources and data sources that must be settled first: those referred to, also through locals and modules, and
   * those that the provider's configuration refers to. Not transitive through other resources.
   */
  resources(id: ConfigId): ReadonlySet<ConfigId> {
    const known = this.#resources.get(id);
    if (known) return known;
    const found = this.#resourcesFrom(id);
    this.#resources.set(id, found);
    return found;
  }

  #resourcesFrom(id: ConfigId): ReadonlySet<ConfigId> {
    const direct = this.direct(id);
    // Most refer to resources only; a set of its own for each would be half of the graph.
    if (direct.isSubsetOf(this.#tree.resources)) return direct;
    const found = new Set<ConfigId>();
    const seen = new Set<ConfigId>([id]);
    const open: ConfigId[] = [...direct];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.#tree.resources.has(next)) found.add(next);
      else if (!seen.has(next)) {
        seen.add(next);
        open.push(...this.direct(next));
      }
    }
    return found;
  }

  /** Everything that these refer to, however far, and these. */
  closure(ids: Iterable<ConfigId>): ReadonlySet<ConfigId> {
    const found = new Set(ids);
    for (const one of found) for (const next of this.direct(one)) found.add(next);
    return found;
  }

  /** Validations of the variables that it uses, also through locals and modules. */
  validations(id: ConfigId): ReadonlySet<ConfigId> {
    const found = new Set<ConfigId>();
    const seen = new Set([id]);
    for (const one of seen) {
      if (isValidation(one)) found.add(one);
      if (one === id || !this.#tree.resources.has(one)) for (const next of this.direct(one)) seen.add(next);
    }
    return found;
  }

  /** All declarations, each behind what it refers to; members of a cycle stand together. */
  order(): readonly ConfigId[] {
    return this.#sorted().flat();
  }

  /** `Cycle: a, b`, and resources that refer to themselves. */
  cycles(): { problem: Diagnostic; id: ConfigId }[] {
    return this.#sorted().flatMap((members) => {
      const id = members[0] as ConfigId;
      const problem = members.length > 1 ? this.#cycle(members) : this.#selfReference(id);
      return problem ? { problem, id } : [];
    });
  }

  #cycle(members: readonly ConfigId[]): Diagnostic | undefined {
    const [first] = [...members].sort() as [ConfigId, ...ConfigId[]];
    const detail = `Each refers to the next: ${this.#circle(first, new Set(members)).join(' → ')}. None of them can come first.`;
    return this.declarations.get(first)?.place.problem('ZTC-E-CONFIG-CYCLE', 'Cycle', detail, 'key');
  }

  /** A shortest way from a member of a cycle back to itself. */
  #circle(start: ConfigId, members: ReadonlySet<ConfigId>): readonly ConfigId[] {
    const before = new Map<ConfigId, ConfigId>();
    const open = new Set([start]);
    for (const one of open) {
      for (const next of this.direct(one)) {
        if (next === start) return [...wayTo(one, before), start];
        if (!members.has(next) || open.has(next)) continue;
        before.set(next, one);
        open.add(next);
      }
    }
    return [start];
  }

  #selfReference(id: ConfigId): Diagnostic | undefined {
    if (!this.direct(id).has(id)) return undefined;
    const use = this.declarations
      .get(id)
      ?.uses.find(({ module, reference }) => targetOf(module, reference) === id);
    const detail = `${id} cannot refer to itself.`;
    return use?.reference.source.diagnostic(
      'ZTC-E-CONFIG-SELF-REFERENCE',
      'Self-referential block',
      detail,
      use.reference.traversal,
    );
  }

  #sorted(): readonly (readonly ConfigId[])[] {
    this.#components ??= components(this.declarations.keys(), (id) => this.direct(id));
    return this.#components;
  }
}

/** From where it began. */
function wayTo(end: ConfigId, before: ReadonlyMap<ConfigId, ConfigId>): readonly ConfigId[] {
  const way: ConfigId[] = [];
  for (let at: ConfigId | undefined = end; at !== undefined; at = before.get(at)) way.unshift(at);
  return way;
}
