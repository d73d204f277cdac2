/** Evaluates the expressions of a configuration: one evaluator for each instance of each module. */

import type { Expression } from '../hcl/ast.ts';
import { evaluate } from '../hcl/evaluate.ts';
import type { Scope } from '../hcl/scope.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import type { Value } from '../values/value.ts';
import { formatModule, type ModuleInstance, ROOT } from './address.ts';
import { type BodyShape, evaluateBody } from './body.ts';
import { evaluateCondition } from './condition.ts';
import type {
  ConditionResult,
  Evaluation,
  EvaluatorOptions,
  Expansion,
  Instance,
  ValidationReport,
} from './evaluation.ts';
import type { Body, ConfigExpression } from './expression.ts';
import type {
  ConditionConfig,
  ModuleCall,
  ModuleConfig,
  OutputConfig,
  ProviderConfig,
  ResourceConfig,
} from './model.ts';
import { ModuleEvaluator } from './module-evaluator.ts';
import type { ConfigTree } from './tree.ts';

type Unknown = Extract<Expansion, { kind: 'unknown' }>;

export class ConfigEvaluator implements Evaluation {
  readonly tree: ConfigTree;
  readonly #root: ModuleEvaluator;
  /** By module; a module that is not expanded yet is in neither. */
  readonly #modules = new Map<ModuleConfig, readonly ModuleEvaluator[] | Unknown>();
  readonly #byAddress = new Map<string, ModuleEvaluator>();
  readonly #expansions = new Map<ResourceConfig, Expansion>();
  readonly #instances = new Map<ResourceConfig, ReadonlyMap<string, Instance>>();

  constructor(tree: ConfigTree, options: EvaluatorOptions) {
    this.tree = tree;
    this.#root = new ModuleEvaluator(tree.root, options);
    this.#modules.set(tree.root, [this.#root]);
    this.#byAddress.set('', this.#root);
  }

  expansion(resource: ResourceConfig): Expansion {
    const known = this.#expansions.get(resource);
    if (known) return known;
    const expansion = this.#expand(resource);
    this.#expansions.set(resource, expansion);
    return expansion;
  }

  #expand(resource: ResourceConfig): Expansion {
    if (resource.module.length === 0) return this.#root.expansion(resource);
    const evaluators = this.#evaluators(this.tree.moduleOf(resource));
    if ('kind' in evaluators) return evaluators;
    const instances: Instance[] = [];
    for (const evaluator of evaluators) {
      const expansion = evaluator.expansion(resource);
      if (expansion.kind === 'unknown') return expansion;
      instances.push(...expansion.instances);
    }
    return { kind: resource.count ? 'count' : resource.forEach ? 'for_each' : 'single', instances };
  }

  instanceAt(resource: ResourceConfig, address: string): Instance | undefined {
    let known = this.#instances.get(resource);
    if (!known) {
      const expansion = this.expansion(resource);
      const instances = expansion.kind === 'unknown' ? [] : expansion.instances;
      known = new Map(instances.map((instance) => [instance.address, instance]));
      this.#instances.set(resource, known);
    }
    return known.get(address);
  }

  modules(module: ModuleConfig): readonly ModuleInstance[] | undefined {
    const evaluators = this.#evaluators(module);
    return 'kind' in evaluators ? undefined : evaluators.map(({ steps }) => steps);
  }

  #evaluators(module: ModuleConfig): readonly ModuleEvaluator[] | Unknown {
    const known = this.#modules.get(module);
    if (known) return known;
    const called = this.tree.calledBy(module);
    if (!called) throw new TypeError(`${module.address} is not part of this configuration`);
    const callers = this.#evaluators(called.caller);
    const found = 'kind' in callers ? callers : this.#called(callers, called.call);
    this.#modules.set(module, found);
    return found;
  }

  #called(callers: readonly ModuleEvaluator[], call: ModuleCall) {
    const found: ModuleEvaluator[] = [];
    for (const caller of callers) {
      const expansion = expansionOf(caller, call);
      if (expansion.kind === 'unknown') return expansion;
      for (const child of caller.children(call) ?? []) {
        this.#byAddress.set(child.address, child);
        found.push(child);
      }
    }
    return found;
  }

  body(resource: ResourceConfig, instance: Instance, shape: BodyShape): Value {
    return evaluateBody(resource.body, shape, resource.address, this.#scope(instance));
  }

  block(
    body: Body,
    shape: BodyShape,
    owner: string,
    at: Instance | ModuleInstance = ROOT,
    self?: Value,
  ): Value {
    return evaluateBody(body, shape, owner, this.#scope(at, self));
  }

  provider(provider: ProviderConfig, shape: BodyShape): Value {
    const owner = `provider "${provider.name}"`;
    // A module with a provider block of its own is called once.
    const module = provider.module.map((name) => ({ name, key: undefined }));
    const { scope } = this.#at(module);
    return evaluateBody(provider.body, shape, owner, scope);
  }

  expression(
    expression: ConfigExpression | Expression,
    at: Instance | ModuleInstance = ROOT,
    self?: Value,
  ): Value {
    const scope = this.#scope(at, self);
    return 'root' in expression ? evaluate(expression, scope) : expression.evaluate(scope);
  }

  condition(condition: ConditionConfig, at: Instance | ModuleInstance = ROOT, self?: Value): ConditionResult {
    return evaluateCondition(condition, this.#scope(at, self));
  }

  output(output: OutputConfig, module: ModuleInstance = ROOT): Value {
    return this.#at(module).output(output);
  }

  validations(
    module: ModuleConfig,
    names: ReadonlySet<string>,
    report?: ValidationReport,
  ): readonly Diagnostic[] {
    const evaluators = this.#evaluators(module);
    if ('kind' in evaluators) return [];
    return evaluators.flatMap((evaluator) => evaluator.validations(names, report));
  }

  unneeded(module: ModuleConfig): readonly Diagnostic[] {
    const evaluators = this.#evaluators(module);
    return 'kind' in evaluators ? [] : evaluators.flatMap((evaluator) => evaluator.problems());
  }

  #scope(at: Instance | ModuleInstance, self?: Value): Scope {
    if ('address' in at) return this.#at(at.module).scopeOf(at, self);
    return this.#at(at).scopeOf(undefined, self);
  }

  #at(module: ModuleInstance): ModuleEvaluator {
    if (module.length === 0) return this.#root;
    const address = formatModule(module);
    let evaluator = this.#byAddress.get(address);
    if (evaluator) return evaluator;
    const config = this.tree.at(module.map(({ name }) => name));
    if (config) this.#evaluators(config);
    evaluator = this.#byAddress.get(address);
    if (!evaluator) throw new TypeError(`there is no ${address}`);
    return evaluator;
  }
}

/** A call whose repetition is invalid cannot be told apart either; what is wrong is told with the call. */
function expansionOf(caller: ModuleEvaluator, call: ModuleCall): Expansion {
  try {
    return caller.callExpansion(call);
  } catch (e) {
    const [diagnostic] = e instanceof DiagnosticError ? e.diagnostics : [];
    if (!diagnostic) throw e;
    return { kind: 'unknown', argument: call.count ? 'count' : 'for_each', diagnostic };
  }
}
