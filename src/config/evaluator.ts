/** Evaluates the expressions of a module, each local and each expansion once. */

import type { Scope } from '../hcl/scope.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import type { ObjectType } from '../values/type.ts';
import { object, tuple, unknown, type Value } from '../values/value.ts';
import type { InstanceKey } from './address.ts';
import { evaluateBody } from './body.ts';
import { evaluateCondition } from './condition.ts';
import type { ConditionResult, Evaluation, EvaluatorOptions, Expansion, Instance } from './evaluation.ts';
import { expand } from './expand.ts';
import type { ConfigExpression } from './expression.ts';
import type { ConditionConfig, ModuleConfig, OutputConfig, ProviderConfig, ResourceConfig } from './model.ts';
import { ModuleScope, type ScopeValues } from './scope.ts';
import { validateVariables } from './variable-value.ts';

export class ModuleEvaluator implements Evaluation, ScopeValues {
  readonly module: ModuleConfig;
  readonly dir: string;
  readonly workspace: string;
  readonly #options: EvaluatorOptions;
  readonly #plain: Scope;
  readonly #locals = new Map<string, Value>();
  readonly #expansions = new Map<string, Expansion>();
  readonly #wholes = new Map<string, Value>();
  readonly #instances = new Map<string, Value>();
  readonly #keys = new Map<string, ReadonlyMap<InstanceKey, Instance>>();
  /** What is being evaluated right now, to name a cycle instead of running forever. */
  readonly #open = new Set<string>();

  constructor(module: ModuleConfig, options: EvaluatorOptions) {
    this.module = module;
    this.dir = module.dir;
    this.workspace = options.workspace ?? 'default';
    this.#options = options;
    this.#plain = new ModuleScope(this, options);
  }

  variable(name: string): Value {
    return this.#options.variables.get(name) ?? missing('variable', name);
  }

  local(name: string): Value {
    const known = this.#locals.get(name);
    if (known) return known;
    const config = this.module.locals.get(name) ?? missing('local value', name);
    const value = this.#guarded(`local.${name}`, () => config.value.evaluate(this.#plain));
    this.#locals.set(name, value);
    return value;
  }

  expansion(resource: ResourceConfig): Expansion {
    const known = this.#expansions.get(resource.address);
    if (known) return known;
    const expansion = this.#guarded(resource.address, () =>
      expand(resource, (expression) => expression.evaluate(this.#plain)),
    );
    this.#expansions.set(resource.address, expansion);
    return expansion;
  }

  body(resource: ResourceConfig, instance: Instance, type: ObjectType): Value {
    const scope = this.#scope(instance);
    return evaluateBody(resource.body, type, resource.address, (expression) => expression.evaluate(scope));
  }

  provider(provider: ProviderConfig, type: ObjectType): Value {
    const owner = `provider "${provider.name}"`;
    return evaluateBody(provider.body, type, owner, (expression) => expression.evaluate(this.#plain));
  }

  expression(expression: ConfigExpression, instance?: Instance, self?: Value): Value {
    return expression.evaluate(this.#scope(instance, self));
  }

  condition(condition: ConditionConfig, instance?: Instance, self?: Value): ConditionResult {
    return evaluateCondition(condition, this.#scope(instance, self));
  }

  output(output: OutputConfig): Value {
    return output.value.evaluate(this.#plain);
  }

  validations(): readonly Diagnostic[] {
    return validateVariables(this.module.variables.values(), this.#plain);
  }

  named(kind: 'variable' | 'local', name: string): Value | undefined {
    if (kind === 'variable') return this.module.variables.has(name) ? this.variable(name) : undefined;
    return this.module.locals.has(name) ? this.local(name) : undefined;
  }

  resource(address: string): ResourceConfig | undefined {
    return this.module.resources.get(address);
  }

  names(kind: 'variable' | 'local' | 'resource'): Iterable<string> {
    if (kind === 'variable') return this.module.variables.keys();
    return kind === 'local' ? this.module.locals.keys() : this.module.resources.keys();
  }

  whole(resource: ResourceConfig): Value {
    const known = this.#wholes.get(resource.address);
    if (known) return known;
    const value = this.#assemble(resource);
    this.#wholes.set(resource.address, value);
    return value;
  }

  #assemble(resource: ResourceConfig): Value {
    const expansion = this.expansion(resource);
    if (expansion.kind === 'unknown') return unknown();
    const values = expansion.instances.map((instance) => this.#instanceValue(resource, instance));
    if (expansion.kind === 'single') return values[0] as Value;
    if (expansion.kind === 'count') return tuple(values);
    return object(new Map(expansion.instances.map(({ key }, i) => [key as string, values[i] as Value])));
  }

  instance(resource: ResourceConfig, key: InstanceKey): Value | undefined {
    const expansion = this.expansion(resource);
    if (expansion.kind === 'unknown') return undefined;
    let byKey = this.#keys.get(resource.address);
    if (!byKey) {
      byKey = new Map(expansion.instances.map((instance) => [instance.key, instance]));
      this.#keys.set(resource.address, byKey);
    }
    const instance = byKey.get(key);
    return instance && this.#instanceValue(resource, instance);
  }

  #instanceValue(resource: ResourceConfig, instance: Instance): Value {
    const known = this.#instances.get(instance.address);
    if (known) return known;
    const { mode, type, name } = resource;
    const value = this.#options.resources.instance({ mode, type, name, key: instance.key }, resource);
    this.#instances.set(instance.address, value);
    return value;
  }

  #scope(instance?: Instance, self?: Value): Scope {
    if (instance?.key === undefined && self === undefined) return this.#plain;
    return new ModuleScope(this, this.#options, instance, self);
  }

  #guarded<T>(name: string, run: () => T): T {
    if (this.#open.has(name)) throw cycle([...this.#open].slice([...this.#open].indexOf(name)));
    this.#open.add(name);
    try {
      return run();
    } finally {
      this.#open.delete(name);
    }
  }
}

function cycle(members: readonly string[]): DiagnosticError {
  return new DiagnosticError(errorDiagnostic('ZTC-E-CONFIG-CYCLE', 'Cycle', `Cycle: ${members.join(', ')}`));
}

function missing(what: string, name: string): never {
  const detail = `There is no ${what} "${name}".`;
  throw new DiagnosticError(errorDiagnostic('ZTC-E-REF-UNDECLARED', `Undeclared ${what}`, detail));
}
