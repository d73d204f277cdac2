/** What evaluating a configuration needs and gives; `ConfigEvaluator` implements `Evaluation`. */

import type { Expression } from '../hcl/ast.ts';
import type { FunctionContext, FunctionTable } from '../hcl/scope.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import type { InstanceAddress, InstanceKey, Mode, ModuleInstance, ResourceAddress } from './address.ts';
import type { BodyShape } from './body.ts';
import type { Body, ConfigExpression } from './expression.ts';
import type { ConditionConfig, ModuleConfig, OutputConfig, ProviderConfig, ResourceConfig } from './model.ts';
import type { ConfigTree } from './tree.ts';

/** The values of resource instances, whoever knows them: a plan in the making, a state, or nobody yet. */
export interface ResourceValues {
  /**
   * The whole object. Unknown parts are unknown values of their type; something that cannot be told at all is
   * `unknown(type)`. Called only for instances that `expansion` or `keys` gave, and at most once per instance and evaluator:
   * whoever evaluates asks for a resource only after everything it refers to is settled (see `ConfigGraph`).
   */
  instance(address: InstanceAddress, resource: ResourceConfig): Value;
  /** Keys of the instances that expressions see, where not those that the configuration wants. */
  keys?(resource: ResourceAddress, wanted: readonly InstanceKey[]): Iterable<InstanceKey>;
}

export interface EvaluatorOptions {
  /** Of the root, by name, converted; every declared variable is there (see `variableValues`). */
  readonly variables: ReadonlyMap<string, Value>;
  readonly resources: ResourceValues;
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
  /** `terraform.workspace`; `default` when absent. */
  readonly workspace?: string;
  /** Type of a resource's object; undefined for types that nobody knows. Lets dangling attributes be named early. */
  readonly schemaType?: (type: string, mode: Mode) => Type | undefined;
}

/** One instance of a resource or module, with what `count.index`, `each.key` and `each.value` stand for. */
export interface Instance {
  /** Where it stands. */
  readonly module: ModuleInstance;
  readonly key: InstanceKey;
  /** From the root, with all keys. */
  readonly address: string;
  /** Element of `for_each`. */
  readonly eachValue?: Value;
}

export type Expansion =
  | { readonly kind: 'single' | 'count' | 'for_each'; readonly instances: readonly Instance[] }
  /** How many instances there are, or their keys, cannot be told yet; for want of the resource's own argument or its module's. */
  | { readonly kind: 'unknown'; readonly argument: 'count' | 'for_each'; readonly diagnostic: Diagnostic };

export interface ConditionResult {
  readonly status: 'pass' | 'fail' | 'unknown';
  /** For `fail`: the author's message. */
  readonly message?: string;
}

/** Told of every validation: the variable's address with the keys of its module, and how it went. */
export type ValidationReport = (
  variable: string,
  validation: ConditionConfig,
  result: ConditionResult | { readonly status: 'error' },
) => void;

export interface Evaluation {
  readonly tree: ConfigTree;
  /** All of these throw `DiagnosticError`. */
  /** The instances of a resource in all instances of its module, from `count` and `for_each`. */
  expansion(resource: ResourceConfig): Expansion;
  /** One of them, by its address from the root; undefined also while they cannot be told. */
  instanceAt(resource: ResourceConfig, address: string): Instance | undefined;
  /** The instances of a module, wherever it is called; undefined while they cannot be told. */
  modules(module: ModuleConfig): readonly ModuleInstance[] | undefined;
  /** The arguments as an object of the given shape; arguments that are not there are null. */
  body(resource: ResourceConfig, instance: Instance, shape: BodyShape): Value;
  provider(provider: ProviderConfig, shape: BodyShape): Value;
  /** The arguments of any other block; `owner` names it in messages. */
  block(body: Body, shape: BodyShape, owner: string, at?: Instance | ModuleInstance, self?: Value): Value;
  /** Any expression of a resource, or of a module (the root when nothing is given); `self` is there for postconditions. */
  expression(expression: ConfigExpression | Expression, at?: Instance | ModuleInstance, self?: Value): Value;
  condition(condition: ConditionConfig, at?: Instance | ModuleInstance, self?: Value): ConditionResult;
  output(output: OutputConfig, module?: ModuleInstance): Value;
  /** Problems of what may not be needed for anything: variables, locals, outputs and calls, in all instances. */
  unneeded(module: ModuleConfig): readonly Diagnostic[];

  /**
   * Problems that the validations of a module's variables find, in all its instances; does not throw. Those of the
   * named variables only.
   */
  validations(
    module: ModuleConfig,
    names: ReadonlySet<string>,
    report?: ValidationReport,
  ): readonly Diagnostic[];
}
