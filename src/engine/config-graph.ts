/** Who refers to whom in a configuration, through locals and `depends_on`. One pass over all expressions. */

import { formatResource } from '../config/address.ts';
import type { ConfigExpression } from '../config/expression.ts';
import type { ModuleConfig, OutputConfig, ResourceConfig, StaticReference } from '../config/model.ts';
import type { Traversal } from '../hcl/ast.ts';
import type { Reference } from '../hcl/references.ts';
import { DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';

const NONE: ReadonlySet<string> = new Set();

export interface ConfigGraph {
  /** Addresses of resources (and data sources) that the resource refers to; `depends_on` and its provider included. */
  dependencies(address: string): ReadonlySet<string>;
  outputDependencies(output: OutputConfig): ReadonlySet<string>;
  /** All resources, dependencies first, otherwise in the order they were read. */
  readonly order: readonly ResourceConfig[];
  /** Everything the resource depends on, however far; sorted. */
  transitive(address: string): readonly string[];
}

export function buildConfigGraph(module: ModuleConfig): ConfigGraph {
  const collector = new Collector(module);
  const direct = new Map<string, ReadonlySet<string>>();
  for (const resource of module.resources.values())
    direct.set(resource.address, collector.ofResource(resource));
  const order = sort(module, direct);
  const transitive = new Map<string, readonly string[]>();
  return {
    dependencies: (address) => direct.get(address) ?? NONE,
    outputDependencies: (output) => collector.ofOutput(output),
    order,
    transitive(address) {
      let found = transitive.get(address);
      if (!found) {
        found = [...reach(address, direct)].sort();
        transitive.set(address, found);
      }
      return found;
    },
  };
}

class Collector {
  readonly #module: ModuleConfig;
  readonly #locals = new Map<string, ReadonlySet<string>>();
  readonly #providers = new Map<string, ReadonlySet<string>>();

  constructor(module: ModuleConfig) {
    this.#module = module;
  }

  ofResource(resource: ResourceConfig): ReadonlySet<string> {
    const found = new Set<string>();
    this.#all(resource.body.references(), found);
    const { count, forEach, dependsOn, lifecycle } = resource;
    const conditions = [...lifecycle.preconditions, ...lifecycle.postconditions];
    const expressions = [
      count,
      forEach,
      ...lifecycle.replaceTriggeredBy,
      ...conditions.flatMap(({ condition, errorMessage }) => [condition, errorMessage]),
    ];
    for (const expression of expressions) if (expression) this.#expression(expression, found);
    this.#static(dependsOn, found);
    for (const address of this.#ofProvider(resource.provider)) found.add(address);
    const aboutItself = conditions.length > 0 || lifecycle.replaceTriggeredBy.length > 0;
    if (found.has(resource.address) && !aboutItself) throw selfReference(resource);
    found.delete(resource.address);
    return found.size === 0 ? NONE : found;
  }

  ofOutput(output: OutputConfig): ReadonlySet<string> {
    const found = new Set<string>();
    this.#expression(output.value, found);
    for (const { condition, errorMessage } of output.preconditions)
      for (const expression of [condition, errorMessage]) this.#expression(expression, found);
    this.#static(output.dependsOn, found);
    return found;
  }

  #ofProvider(key: string): ReadonlySet<string> {
    const known = this.#providers.get(key);
    if (known) return known;
    const found = new Set<string>();
    const provider = this.#module.providers.get(key);
    if (provider) this.#all(provider.body.references(), found);
    this.#providers.set(key, found);
    return found;
  }

  #static(references: readonly StaticReference[], found: Set<string>): void {
    for (const { traversal } of references) this.#traversal(traversal, found);
  }

  #expression(expression: ConfigExpression, found: Set<string>): void {
    this.#all(expression.references(), found);
  }

  #all(references: Iterable<Reference>, found: Set<string>): void {
    for (const { traversal } of references) this.#traversal(traversal, found);
  }

  #traversal(traversal: Traversal, found: Set<string>): void {
    if (traversal.root === 'local') {
      const [first] = traversal.steps;
      if (first?.kind === 'attr') for (const address of this.#local(first.name)) found.add(address);
      return;
    }
    const address = resourceOf(traversal);
    if (address !== undefined && this.#module.resources.has(address)) found.add(address);
  }

  /** A cycle of locals is for the evaluator to report. */
  #local(name: string): ReadonlySet<string> {
    const known = this.#locals.get(name);
    if (known) return known;
    this.#locals.set(name, NONE);
    const found = new Set<string>();
    const local = this.#module.locals.get(name);
    if (local) this.#expression(local.value, found);
    this.#locals.set(name, found);
    return found;
  }
}

/** The resource that a traversal begins with; undefined when it is about something else. */
export function resourceOf({ root, steps }: Traversal): string | undefined {
  const names = steps.map((step) => (step.kind === 'attr' ? step.name : undefined));
  if (root === 'data') {
    const [type, name] = names;
    return type && name ? formatResource({ mode: 'data', type, name }) : undefined;
  }
  const name = names[0];
  return name === undefined ? undefined : formatResource({ mode: 'managed', type: root, name });
}

function selfReference(resource: ResourceConfig): DiagnosticError {
  return resource.place.error(
    'ZTC-E-CONFIG-SELF-REFERENCE',
    'Self-referential block',
    `${resource.address} refers to itself. Its values are not there before it is.`,
    'key',
  );
}

function reach(from: string, direct: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(direct.get(from) ?? NONE)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const further of direct.get(next) ?? NONE) if (!seen.has(further)) open.push(further);
  }
  return seen;
}

interface Frame {
  readonly address: string;
  readonly rest: Iterator<string>;
}

/** Depth first with a stack of its own: chains can be longer than the call stack. */
function sort(module: ModuleConfig, direct: ReadonlyMap<string, ReadonlySet<string>>): ResourceConfig[] {
  const done = new Set<string>();
  const order: ResourceConfig[] = [];
  for (const start of module.resources.keys()) {
    if (done.has(start)) continue;
    const stack: Frame[] = [];
    const onStack = new Set<string>();
    const enter = (address: string): void => {
      stack.push({ address, rest: (direct.get(address) ?? NONE)[Symbol.iterator]() });
      onStack.add(address);
    };
    enter(start);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const { value: next, done: finished } = frame.rest.next();
      if (!finished) {
        if (onStack.has(next)) throw cycle(module, stack, next);
        if (!done.has(next)) enter(next);
        continue;
      }
      stack.pop();
      onStack.delete(frame.address);
      done.add(frame.address);
      order.push(module.resources.get(frame.address) as ResourceConfig);
    }
  }
  return order;
}

function cycle(module: ModuleConfig, stack: readonly Frame[], back: string): DiagnosticError {
  const from = stack.findIndex(({ address }) => address === back);
  const members = stack.slice(from).map(({ address }) => address);
  const where = module.resources.get(back)?.place.where('key') ?? {};
  const detail = `These resources refer to each other in a circle: ${[...members, back].join(' -> ')}.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-CONFIG-CYCLE', 'Cycle', detail, where));
}
