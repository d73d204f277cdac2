/** Evaluates the expressions of one instance of one module, each local, variable and expansion once. */

import type { FunctionContext, Scope } from '../hcl/scope.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { object, tuple, unknown, type Value } from '../values/value.ts';
import { formatModule, type InstanceKey, localName, type ModuleInstance, within } from './address.ts';
import type { EvaluatorOptions, Expansion, Instance, ValidationReport } from './evaluation.ts';
import { expand, ofKeys } from './expand.ts';
import type { ModuleCall, ModuleConfig, OutputConfig, ResourceConfig } from './model.ts';
import { outputValue } from './output-value.ts';
import { ModuleScope, type ScopeValues } from './scope.ts';
import { finishVariable, validateVariables } from './variable-value.ts';

/** Where the module instance comes from; absent for the root. */
export interface Caller {
  readonly evaluator: ModuleEvaluator;
  readonly call: ModuleCall;
  /** What `each` and `count` stand for in the call's arguments. */
  readonly instance: Instance;
}

export class ModuleEvaluator implements ScopeValues {
  readonly module: ModuleConfig;
  /** From the root; empty for the root. */
  readonly address: string;
  readonly steps: ModuleInstance;
  readonly dir: string;
  readonly rootDir: string;
  readonly workspace: string;
  readonly scope: Scope;
  readonly #options: EvaluatorOptions;
  readonly #context: FunctionContext;
  readonly #caller: Caller | undefined;
  readonly #variables = new Map<string, Value>();
  readonly #locals = new Map<string, Value>();
  readonly #outputs = new Map<string, Value>();
  readonly #calls = new Map<string, Expansion>();
  readonly #children = new Map<string, ModuleEvaluator>();
  readonly #expansions = new Map<string, Expansion>();
  readonly #seens = new Map<string, Expansion>();
  readonly #wholes = new Map<string, Value>();
  readonly #instances = new Map<string, Value>();
  readonly #keys = new Map<string, ReadonlyMap<InstanceKey, Instance>>();
  /** What is being evaluated right now, to name a cycle instead of running forever. */
  readonly #open: Set<string>;

  constructor(module: ModuleConfig, options: EvaluatorOptions, caller?: Caller) {
    this.module = module;
    this.steps = caller
      ? [...caller.evaluator.steps, { name: caller.call.name, key: caller.instance.key }]
      : [];
    this.address = formatModule(this.steps);
    this.dir = module.dir;
    this.rootDir = caller ? caller.evaluator.rootDir : module.dir;
    this.workspace = options.workspace ?? 'default';
    this.#options = options;
    this.#context = options.context;
    this.#caller = caller;
    this.#open = caller ? caller.evaluator.#open : new Set();
    this.scope = new ModuleScope(this, { functions: options.functions, context: this.#context });
  }

  scopeOf(instance?: Instance, self?: Value): Scope {
    if (instance?.key === undefined && self === undefined) return this.scope;
    return new ModuleScope(this, this.#options, instance, self);
  }

  named(kind: 'variable' | 'local', name: string): Value | undefined {
    if (kind === 'variable') return this.module.variables.has(name) ? this.variable(name) : undefined;
    return this.module.locals.has(name) ? this.local(name) : undefined;
  }

  variable(name: string): Value {
    if (!this.#caller) return this.#options.variables.get(name) ?? missing('variable', name);
    return this.#once(this.#variables, `var.${name}`, () => this.#argument(this.#caller as Caller, name));
  }

  #argument({ call, evaluator, instance }: Caller, name: string): Value {
    const variable = this.module.variables.get(name) ?? missing('variable', name);
    const argument = call.body.get(name);
    if (!argument) {
      if (variable.default) return finishVariable(variable, variable.default, 'the default');
      const detail = `The argument "${name}" is required by ${this.module.address}.`;
      throw call.place.error('ZTC-E-CONFIG-MISSING', 'Missing required argument', detail);
    }
    const value = argument.evaluate(evaluator.scopeOf(instance));
    return finishVariable(variable, value, `the argument of ${this.address}`, argument.place);
  }

  local(name: string): Value {
    const config = this.module.locals.get(name) ?? missing('local value', name);
    return this.#once(this.#locals, `local.${name}`, () => config.value.evaluate(this.scope));
  }

  /** As the calling module sees it; the root's outputs are judged by whoever shows them. */
  output(output: OutputConfig): Value {
    return this.#once(this.#outputs, `output.${output.name}`, () => {
      const value = output.value.evaluate(this.scope);
      return this.#caller ? outputValue(output, value) : value;
    });
  }

  expansion(resource: ResourceConfig): Expansion {
    return this.#expand(this.#expansions, localName(resource), resource);
  }

  callExpansion(call: ModuleCall): Expansion {
    return this.#expand(this.#calls, `module.${call.name}`, call);
  }

  #expand(
    known: Map<string, Expansion>,
    name: string,
    { count, forEach }: Pick<ResourceConfig, 'count' | 'forEach'>,
  ): Expansion {
    return this.#once(known, name, () => {
      const repeated = {
        address: within(this.address, name),
        module: this.steps,
        ...(count ? { count } : {}),
        ...(forEach ? { forEach } : {}),
      };
      return expand(repeated, (expression) => expression.evaluate(this.scope));
    });
  }

  /** The evaluators of a called module; undefined while its instances cannot be told. */
  children(call: ModuleCall): readonly ModuleEvaluator[] | undefined {
    const expansion = this.callExpansion(call);
    if (expansion.kind === 'unknown') return undefined;
    return expansion.instances.map((instance) => this.#child(call, instance));
  }

  #child(call: ModuleCall, instance: Instance): ModuleEvaluator {
    let child = this.#children.get(instance.address);
    if (!child) {
      child = new ModuleEvaluator(call.module, this.#options, { evaluator: this, call, instance });
      this.#children.set(instance.address, child);
    }
    return child;
  }

  validations(names: ReadonlySet<string>, report?: ValidationReport): readonly Diagnostic[] {
    const variables = [...this.module.variables.values()].filter(({ name }) => names.has(name));
    return validateVariables(variables, this.scope, this.address, report);
  }

  /** Of everything but resources, needed or not. */
  problems(): readonly Diagnostic[] {
    const { variables, locals, outputs, calls } = this.module;
    return [
      ...[...variables.keys()].flatMap((name) => collecting(() => this.variable(name))),
      ...[...locals.keys()].flatMap((name) => collecting(() => this.local(name))),
      ...[...(this.#caller ? outputs.values() : [])].flatMap((output) =>
        collecting(() => this.output(output)),
      ),
      ...[...calls.values()].flatMap((call) =>
        collecting(() => {
          const expansion = this.callExpansion(call);
          if (expansion.kind === 'unknown') throw new DiagnosticError(expansion.diagnostic);
        }),
      ),
    ];
  }

  resource(name: string): ResourceConfig | undefined {
    return this.module.resources.get(name);
  }

  call(name: string): ModuleCall | undefined {
    return this.module.calls.get(name);
  }

  names(kind: 'variable' | 'local' | 'resource' | 'module'): Iterable<string> {
    if (kind === 'variable') return this.module.variables.keys();
    if (kind === 'module') return this.module.calls.keys();
    return kind === 'local' ? this.module.locals.keys() : this.module.resources.keys();
  }

  outputs(call: ModuleCall): Value {
    const expansion = this.callExpansion(call);
    if (expansion.kind === 'unknown') return unknown();
    const { outputs } = call.module;
    return assemble(expansion, (instance) => {
      const child = this.#child(call, instance);
      return object(new Map([...outputs.values()].map((output) => [output.name, child.output(output)])));
    });
  }

  moduleOutput(call: ModuleCall, key: InstanceKey, name: string): Value | undefined {
    const output = call.module.outputs.get(name);
    const expansion = this.callExpansion(call);
    if (!output || expansion.kind === 'unknown') return undefined;
    const instance = this.#withKey(call.module.address, expansion.instances, key);
    return instance && this.#child(call, instance).output(output);
  }

  whole(resource: ResourceConfig): Value {
    const known = this.#wholes.get(resource.address);
    if (known) return known;
    const expansion = this.#seen(resource);
    const value =
      expansion.kind === 'unknown'
        ? unknown()
        : assemble(expansion, (instance) => this.#instanceValue(resource, instance));
    this.#wholes.set(resource.address, value);
    return value;
  }

  instance(resource: ResourceConfig, key: InstanceKey): Value | undefined {
    const expansion = this.#seen(resource);
    if (expansion.kind === 'unknown') return undefined;
    const instance = this.#withKey(resource.address, expansion.instances, key);
    return instance && this.#instanceValue(resource, instance);
  }

  /** The instances that expressions see. */
  #seen(resource: ResourceConfig): Expansion {
    const known = this.#seens.get(resource.address);
    if (known) return known;
    const expansion = this.#present(resource, this.expansion(resource));
    this.#seens.set(resource.address, expansion);
    return expansion;
  }

  #present(resource: ResourceConfig, expansion: Expansion): Expansion {
    const { resources } = this.#options;
    if (!resources.keys || expansion.kind === 'unknown' || expansion.kind === 'single') return expansion;
    const { mode, type, name } = resource;
    const wanted = expansion.instances.map(({ key }) => key);
    const keys = resources.keys({ module: this.steps, mode, type, name }, wanted);
    if (keys === wanted) return expansion;
    const address = within(this.address, localName(resource));
    return ofKeys({ address, module: this.steps }, expansion.kind, keys);
  }

  /** Of the resource or module with this address. */
  #withKey(of: string, instances: readonly Instance[], key: InstanceKey): Instance | undefined {
    let byKey = this.#keys.get(of);
    if (!byKey) {
      byKey = new Map(instances.map((instance) => [instance.key, instance]));
      this.#keys.set(of, byKey);
    }
    return byKey.get(key);
  }

  #instanceValue(resource: ResourceConfig, instance: Instance): Value {
    const known = this.#instances.get(instance.address);
    if (known) return known;
    const { mode, type, name } = resource;
    const address = { module: this.steps, mode, type, name, key: instance.key };
    const value = this.#options.resources.instance(address, resource);
    this.#instances.set(instance.address, value);
    return value;
  }

  #once<T>(known: Map<string, T>, name: string, compute: () => T): T {
    const before = known.get(name);
    if (before !== undefined) return before;
    const value = this.#guarded(within(this.address, name), compute);
    known.set(name, value);
    return value;
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

type Expanded = Exclude<Expansion, { kind: 'unknown' }>;

/** An object for a single one, a tuple for `count`, an object by key for `for_each`. */
function assemble({ kind, instances }: Expanded, evaluate: (instance: Instance) => Value): Value {
  const values = instances.map(evaluate);
  if (kind === 'single') return values[0] as Value;
  if (kind === 'count') return tuple(values);
  return object(new Map(instances.map(({ key }, i) => [key as string, values[i] as Value])));
}

function cycle(members: readonly string[]): DiagnosticError {
  return new DiagnosticError(errorDiagnostic('ZTC-E-CONFIG-CYCLE', 'Cycle', `Cycle: ${members.join(', ')}`));
}

function missing(what: string, name: string): never {
  const detail = `There is no ${what} "${name}".`;
  throw new DiagnosticError(errorDiagnostic('ZTC-E-REF-UNDECLARED', `Undeclared ${what}`, detail));
}

function collecting(evaluate: () => unknown): readonly Diagnostic[] {
  try {
    evaluate();
    return [];
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    return e.diagnostics;
  }
}
