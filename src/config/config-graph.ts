/** Which declaration refers to which: the order of everything, and the cycles that forbid one. */

import type { Reference } from '../hcl/references.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import type { ConfigExpression } from './expression.ts';
import type { ConditionConfig, ModuleConfig, ResourceConfig, StaticReference } from './model.ts';
import type { Place } from './place.ts';
import { components } from './scc.ts';

/** `ztc_vpc.a`, `data.ztc_account.me`, `local.x`, `var.x`, `output.x`, `provider.ztc.beijing`. */
export type ConfigId = string;

/** Where an expression stands decides what it may refer to. */
export type Context = 'plain' | 'count' | 'for_each' | 'postcondition' | 'validation' | 'expansion';

export interface Use {
  readonly context: Context;
  readonly reference: Reference;
}

export interface Declaration {
  readonly id: ConfigId;
  readonly place: Place;
  readonly uses: readonly Use[];
  /** Declarations it depends on without an expression: its provider. */
  readonly implied: readonly ConfigId[];
}

export class ConfigGraph {
  readonly declarations: ReadonlyMap<ConfigId, Declaration>;
  /** Syntax errors of expressions. */
  readonly problems: readonly { readonly problem: Diagnostic; readonly id: ConfigId }[];
  readonly #direct = new Map<ConfigId, ReadonlySet<ConfigId>>();
  readonly #resources = new Map<ConfigId, ReadonlySet<ConfigId>>();
  readonly #module: ModuleConfig;
  #components: readonly (readonly ConfigId[])[] | undefined;

  constructor(module: ModuleConfig) {
    this.#module = module;
    const collector = new Collector();
    collector.module(module);
    this.declarations = collector.found;
    this.problems = collector.problems;
  }

  /** What the declaration refers to, as it is written; undeclared names are left out. */
  direct(id: ConfigId): ReadonlySet<ConfigId> {
    const known = this.#direct.get(id);
    if (known) return known;
    const declaration = this.declarations.get(id);
    const found = new Set(declaration?.implied);
    for (const { reference } of declaration?.uses ?? []) {
      const target = targetOf(reference);
      if (target !== undefined && this.declarations.has(target)) found.add(target);
    }
    this.#direct.set(id, found);
    return found;
  }

  /**
   * Resources and data sources that must be settled first: those referred to, also through locals, and those that
   * the provider's configuration refers to. Not transitive through other resources.
   */
  resources(id: ConfigId): ReadonlySet<ConfigId> {
    const known = this.#resources.get(id);
    if (known) return known;
    const found = new Set<ConfigId>();
    const seen = new Set<ConfigId>([id]);
    const open: ConfigId[] = [...this.direct(id)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.#module.resources.has(next)) found.add(next);
      else if (!seen.has(next)) {
        seen.add(next);
        open.push(...this.direct(next));
      }
    }
    this.#resources.set(id, found);
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
    const place = this.declarations.get(members[0] as ConfigId)?.place;
    return place?.problem('ZTC-E-CONFIG-CYCLE', 'Cycle', `Cycle: ${[...members].sort().join(', ')}`, 'key');
  }

  #selfReference(id: ConfigId): Diagnostic | undefined {
    if (!this.direct(id).has(id)) return undefined;
    const use = this.declarations.get(id)?.uses.find(({ reference }) => targetOf(reference) === id);
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

/** The declaration that a reference leads to; undefined for `each`, `path` and the like. */
export function targetOf({ traversal: { root, steps } }: Reference): ConfigId | undefined {
  const [first, second] = steps.map((step) => (step.kind === 'attr' ? step.name : undefined));
  switch (root) {
    case 'each':
    case 'count':
    case 'self':
    case 'path':
    case 'terraform':
      return undefined;
    case 'data':
      return `data.${first}.${second}`;
    default:
      return `${root}.${first}`;
  }
}

class Collector {
  readonly found = new Map<ConfigId, Declaration>();
  readonly problems: { problem: Diagnostic; id: ConfigId }[] = [];
  #id = '';
  #uses: Use[] = [];

  module(module: ModuleConfig): void {
    for (const [name, { place, validations }] of module.variables) {
      this.#declare(`var.${name}`, place, [], () => this.#conditions(validations, 'validation'));
    }
    for (const [name, { value }] of module.locals) {
      this.#declare(`local.${name}`, value.place, [], () => this.#expression(value, 'plain'));
    }
    for (const [key, { body, place }] of module.providers) {
      this.#declare(`provider.${key}`, place, [], () => {
        for (const [, expression] of body.dynamic()) this.#expression(expression, 'plain');
      });
    }
    for (const resource of module.resources.values()) this.#resource(module, resource);
    for (const [name, output] of module.outputs) {
      this.#declare(`output.${name}`, output.place, [], () => {
        this.#expression(output.value, 'plain');
        this.#static(output.dependsOn);
        this.#conditions(output.preconditions, 'plain');
      });
    }
  }

  #resource(module: ModuleConfig, resource: ResourceConfig): void {
    const { address, place, provider, count, forEach, lifecycle } = resource;
    const context: Context = count ? 'count' : forEach ? 'for_each' : 'plain';
    const implied = module.providers.has(provider) ? [`provider.${provider}`] : [];
    this.#declare(address, place, implied, () => {
      if (count) this.#expression(count, 'expansion');
      if (forEach) this.#expression(forEach, 'expansion');
      for (const [, expression] of resource.body.dynamic()) this.#expression(expression, context);
      this.#static(resource.dependsOn);
      for (const trigger of lifecycle.replaceTriggeredBy) this.#expression(trigger, context);
      this.#conditions(lifecycle.preconditions, context);
      // A postcondition may refer to its own resource, through `self` only.
      this.#conditions(lifecycle.postconditions, 'postcondition');
    });
  }

  #declare(id: ConfigId, place: Place, implied: readonly ConfigId[], read: () => void): void {
    this.#id = id;
    this.#uses = [];
    read();
    this.found.set(id, { id, place, uses: this.#uses, implied });
  }

  #expression(expression: ConfigExpression, context: Context): void {
    try {
      for (const reference of expression.references()) this.#uses.push({ context, reference });
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      for (const problem of e.diagnostics) this.problems.push({ problem, id: this.#id });
    }
  }

  #static(references: readonly StaticReference[]): void {
    for (const { traversal, source } of references) {
      this.#uses.push({ context: 'plain', reference: { traversal, source } });
    }
  }

  #conditions(conditions: readonly ConditionConfig[], context: Context): void {
    for (const { condition, errorMessage } of conditions) {
      this.#expression(condition, context);
      this.#expression(errorMessage, context);
    }
  }
}
