/** What evaluating a module needs and gives; `ModuleEvaluator` implements `Evaluation`. */

import type { FunctionContext, FunctionTable } from '../hcl/scope.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { ObjectType, Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import type { InstanceAddress, InstanceKey, Mode } from './address.ts';
import type { ConfigExpression } from './expression.ts';
import type { ConditionConfig, ModuleConfig, OutputConfig, ProviderConfig, ResourceConfig } from './model.ts';

/** The values of resource instances, whoever knows them: a plan in the making, a state, or nobody yet. */
export interface ResourceValues {
  /**
   * The whole object. Unknown parts are unknown values of their type; something that cannot be told at all is
   * `unknown(type)`. Called only for instances that `expansion` gave, and at most once per instance and evaluator:
   * whoever evaluates asks for a resource only after everything it refers to is settled (see `ConfigGraph`).
   */
  instance(address: InstanceAddress, resource: ResourceConfig): Value;
}

export interface EvaluatorOptions {
  /** By name, converted; every declared variable is there (see `variableValues`). */
  readonly variables: ReadonlyMap<string, Value>;
  readonly resources: ResourceValues;
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
  /** `terraform.workspace`; `default` when absent. */
  readonly workspace?: string;
  /** Type of a resource's object; undefined for types that nobody knows. Lets dangling attributes be named early. */
  readonly schemaType?: (type: string, mode: Mode) => Type | undefined;
}

/** One instance of a resource, with what `count.index`, `each.key` and `each.value` stand for. */
export interface Instance {
  readonly key: InstanceKey;
  readonly address: string;
  /** Element of `for_each`. */
  readonly eachValue?: Value;
}

export type Expansion =
  | { readonly kind: 'single' | 'count' | 'for_each'; readonly instances: readonly Instance[] }
  /** How many instances there are, or their keys, cannot be told yet. */
  | { readonly kind: 'unknown'; readonly argument: 'count' | 'for_each'; readonly diagnostic: Diagnostic };

export interface ConditionResult {
  readonly status: 'pass' | 'fail' | 'unknown';
  /** For `fail`: the author's message. */
  readonly message?: string;
}

export interface Evaluation {
  readonly module: ModuleConfig;
  /** All of these throw `DiagnosticError`. */
  variable(name: string): Value;
  local(name: string): Value;
  /** The instances of a resource, from `count` and `for_each`. */
  expansion(resource: ResourceConfig): Expansion;
  /** The arguments as an object of the given type; arguments that are not there are null. */
  body(resource: ResourceConfig, instance: Instance, type: ObjectType): Value;
  provider(provider: ProviderConfig, type: ObjectType): Value;
  /** Any expression of a resource; `self` is there for postconditions. */
  expression(expression: ConfigExpression, instance?: Instance, self?: Value): Value;
  condition(condition: ConditionConfig, instance?: Instance, self?: Value): ConditionResult;
  output(output: OutputConfig): Value;
  /** Problems that the validations of the variables find; does not throw. */
  validations(): readonly Diagnostic[];
}
