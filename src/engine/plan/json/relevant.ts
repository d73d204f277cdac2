/**
 * `relevant_attributes`: attributes of resources that the changed parts of a plan look at, directly or through locals,
 * modules and other resources. A hint for readers of plans, by the configuration alone.
 */

import {
  formatInstance,
  formatModule,
  type InstanceKey,
  type ModuleInstance,
} from '../../../config/address.ts';
import type { Body } from '../../../config/expression.ts';
import type { ModuleConfig, ResourceConfig } from '../../../config/model.ts';
import type { ConfigTree } from '../../../config/tree.ts';
import type { Step, Traversal } from '../../../hcl/ast.ts';
import type { Reference } from '../../../hcl/references.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { compareStrings, type Type } from '../../../values/type.ts';
import type { ProviderDirectory } from '../../providers.ts';
import type { Plan } from '../model.ts';

/** Where a reference stands. */
interface Scope {
  readonly module: ModuleInstance;
  readonly config: ModuleConfig;
  /** What `each` and `count` belong to. */
  readonly resource?: ResourceConfig;
}

export function relevantAttributesJson(plan: Plan, tree: ConfigTree, directory: ProviderDirectory): Json[] {
  if (plan.errored) return [];
  const walk = new Walk(tree, directory);
  for (const { action, resource, address } of plan.changes)
    if (action !== 'no-op' && resource) walk.resource(resource, address.module);
  for (const { action, name } of plan.outputs) {
    if (action !== 'no-op') walk.output(tree.root, [], name);
  }
  for (const { module, name } of plan.moduleOutputs) {
    const config = tree.at(module.map((step) => step.name));
    if (config) walk.output(config, module, name);
  }
  return walk.found();
}

class Walk {
  readonly #tree: ConfigTree;
  readonly #directory: ProviderDirectory;
  readonly #found = new Map<string, JsonObject>();
  readonly #seen = new Set<string>();
  readonly #open: (readonly [Scope, Traversal])[] = [];

  constructor(tree: ConfigTree, directory: ProviderDirectory) {
    this.#tree = tree;
    this.#directory = directory;
  }

  resource(resource: ResourceConfig, module: ModuleInstance): void {
    const config = this.#tree.moduleOf(resource);
    this.#push({ module, config, resource }, argumentsOf(resource.body));
  }

  output(config: ModuleConfig, module: ModuleInstance, name: string): void {
    this.#push({ module, config }, config.outputs.get(name)?.value.references());
  }

  found(): Json[] {
    for (let next = this.#open.pop(); next; next = this.#open.pop()) this.#follow(...next);
    return [...this.#found].sort(([a], [b]) => compareStrings(a, b)).map(([, json]) => json);
  }

  #push(scope: Scope, references: Iterable<Reference> = []): void {
    for (const { traversal } of references) {
      const { root } = traversal;
      const own = root === 'each' || root === 'count' ? (scope.resource?.address ?? '') : '';
      const key = `${formatModule(scope.module)} ${own} ${textOf(traversal)}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#open.push([scope, traversal]);
    }
  }

  #follow(scope: Scope, { root, steps }: Traversal): void {
    const [first, ...rest] = steps;
    const name = first?.kind === 'attr' ? first.name : '';
    switch (root) {
      case 'var':
        this.#variable(scope, name);
        break;
      case 'local':
        this.#push(scope, scope.config.locals.get(name)?.value.references());
        break;
      case 'module':
        this.#call(scope, name, rest);
        break;
      case 'each':
      case 'count':
        this.#push(scope, (scope.resource?.forEach ?? scope.resource?.count)?.references());
        break;
      case 'path':
      case 'terraform':
      case 'self':
        break;
      case 'data': {
        const [second, ...more] = rest;
        this.#object(scope, `data.${name}.${second?.kind === 'attr' ? second.name : ''}`, more);
        break;
      }
      default:
        this.#object(scope, `${root}.${name}`, rest);
    }
  }

  /** The argument of the call that the value comes from. */
  #variable({ config, module }: Scope, name: string): void {
    const called = this.#tree.calledBy(config);
    if (!called) return;
    const caller = { module: module.slice(0, -1), config: called.caller };
    this.#push(caller, called.call.body.get(name)?.references());
  }

  #call({ config, module }: Scope, name: string, steps: readonly Step[]): void {
    const called = config.calls.get(name)?.module;
    if (!called) return;
    const [key, rest] = keyOf(steps);
    const instance = [...module, { name, key }];
    const [output] = rest;
    const wanted = output?.kind === 'attr' ? [output.name] : called.outputs.keys();
    for (const one of wanted) this.output(called, instance, one);
  }

  #object({ config, module }: Scope, local: string, steps: readonly Step[]): void {
    const resource = config.resources.get(local);
    const type = resource && this.#typeOf(resource);
    if (!resource || !type) return;
    const [key, rest] = keyOf(steps);
    const { mode, type: kind, name } = resource;
    const attribute = pathWithin(type, rest);
    const text = formatInstance({ module, mode, type: kind, name, key });
    this.#found.set(`${text} ${JSON.stringify(attribute)}`, { resource: text, attribute });
    const [argument] = rest;
    const wanted = argument?.kind === 'attr' ? argument.name : undefined;
    this.#push({ module, config, resource }, argumentsOf(resource.body, wanted));
  }

  #typeOf({ provider, mode, type }: ResourceConfig): Type | undefined {
    const { schema } = this.#directory.byKey(provider);
    return (mode === 'data' ? schema.dataSources : schema.resources).get(type)?.type;
  }
}

/** What the arguments refer to, or only the one with this name. */
function* argumentsOf(body: Body, wanted?: string): Iterable<Reference> {
  for (const [name, expression] of body.dynamic())
    if (wanted === undefined || name === wanted) yield* expression.references();
}

function keyOf(steps: readonly Step[]): readonly [InstanceKey, readonly Step[]] {
  const [first, ...rest] = steps;
  return first?.kind === 'index' ? [first.key, rest] : [undefined, steps];
}

/** As far as the schema tells what there is. */
function pathWithin(type: Type, steps: readonly Step[]): (string | number)[] {
  const path: (string | number)[] = [];
  let at: Type | undefined = type;
  for (const step of steps) {
    const key: string | number = step.kind === 'attr' ? step.name : step.key;
    at = inside(at, key);
    if (!at) break;
    path.push(key);
  }
  return path;
}

function inside(type: Type, key: string | number): Type | undefined {
  switch (type.kind) {
    case 'object':
      return type.attributes.get(String(key));
    case 'list':
      return typeof key === 'number' ? type.element : undefined;
    case 'map':
      return type.element;
    default:
      return undefined;
  }
}

const textOf = ({ root, steps }: Traversal): string =>
  steps.reduce(
    (text, step) => (step.kind === 'attr' ? `${text}.${step.name}` : `${text}[${JSON.stringify(step.key)}]`),
    root,
  );
