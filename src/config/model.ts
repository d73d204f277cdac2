/**
 * A tree of modules as data: everything that a configuration says, typed, with expressions parsed on demand and places
 * to report. Nothing here is evaluated; see `ConfigEvaluator`.
 */

import type { Traversal } from '../hcl/ast.ts';
import type { Source } from '../hcl/source.ts';
import type { Defaults } from '../values/defaults.ts';
import type { Json } from '../values/json.ts';
import type { Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import type { InstanceKey, Mode } from './address.ts';
import type { Body, ConfigExpression } from './expression.ts';
import type { Place } from './place.ts';

/** Names of the calls that lead from the root to a module; empty for the root. */
export type ModulePath = readonly string[];

/** One module at one place of the tree: a module that is called twice is there twice. */
export interface ModuleConfig {
  readonly path: ModulePath;
  /** `module.network.module.tier`; empty for the root. */
  readonly address: string;
  /** By name, in the order they were read. */
  readonly calls: ReadonlyMap<string, ModuleCall>;
  /** Folder that relative paths of the configuration are relative to. */
  readonly dir: string;
  /** Files that were read, relative to the working directory where possible. */
  readonly files: readonly string[];
  readonly terraform: TerraformConfig;
  /** By `ztc` or `ztc.alias`. */
  readonly providers: ReadonlyMap<string, ProviderConfig>;
  readonly variables: ReadonlyMap<string, VariableConfig>;
  readonly locals: ReadonlyMap<string, LocalConfig>;
  readonly outputs: ReadonlyMap<string, OutputConfig>;
  /** Resources and data sources by address inside the module: `ztc_vpc.main`, `data.ztc_account.me`. In the order read. */
  readonly resources: ReadonlyMap<string, ResourceConfig>;
  readonly moved: readonly MovedConfig[];
  /** Only a root module may have any. */
  readonly imports: readonly ImportConfig[];
  readonly removed: readonly RemovedConfig[];
  readonly checks: ReadonlyMap<string, CheckConfig>;
  /** What was read but cannot be executed by this release; errors unless the configuration is only audited. */
  readonly unsupported: readonly Unsupported[];
  /** Content of the top-level `"//"` of cdktf and ours. */
  readonly meta: StackMeta;
}

export interface ModuleCall {
  readonly name: string;
  /** As written: `./modules/tier`. */
  readonly source: string;
  readonly count?: ConfigExpression;
  readonly forEach?: ConfigExpression;
  readonly dependsOn: readonly StaticReference[];
  /** Provider configuration of the called module (`ztc.blue`) to one of the calling module. */
  readonly providers: ReadonlyMap<string, string>;
  /** The arguments: values of the called module's variables. */
  readonly body: Body;
  readonly module: ModuleConfig;
  readonly place: Place;
}

export interface TerraformConfig {
  readonly requiredVersion?: string;
  readonly requiredProviders: ReadonlyMap<string, ProviderRequirement>;
  readonly backend?: BackendConfig;
}

export interface ProviderRequirement {
  readonly name: string;
  /** `hashicorp/null`, or with a host; as written. */
  readonly source?: string;
  readonly version?: string;
  /** Configurations that callers have to pass, as this module names them: `ztc.blue`. */
  readonly aliases: readonly string[];
  readonly place: Place;
}

export interface BackendConfig {
  readonly type: string;
  /** Settings as written: backends take no expressions. */
  readonly settings: Json;
  readonly place: Place;
}

export interface ProviderConfig {
  readonly name: string;
  readonly alias?: string;
  readonly body: Body;
  /** Path of the module that holds the block. */
  readonly module: ModulePath;
  readonly place: Place;
}

export interface VariableConfig {
  readonly name: string;
  /** May contain `dynamic` (any) and optional attributes. */
  readonly type: Type;
  /** How a value from the command line or the environment is read: as it stands, or as an expression. */
  readonly parsing: 'literal' | 'expression';
  readonly defaults?: Defaults;
  /** Converted to the type; absent for a required variable. */
  readonly default?: Value;
  readonly description?: string;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly nullable: boolean;
  readonly validations: readonly ConditionConfig[];
  readonly place: Place;
}

/** Precondition, postcondition or validation. */
export interface ConditionConfig {
  readonly condition: ConfigExpression;
  readonly errorMessage: ConfigExpression;
  readonly place: Place;
}

export interface LocalConfig {
  readonly name: string;
  readonly value: ConfigExpression;
}

export interface OutputConfig {
  readonly name: string;
  readonly value: ConfigExpression;
  readonly description?: string;
  readonly sensitive: boolean;
  /** Allowed in called modules only. */
  readonly ephemeral: boolean;
  readonly dependsOn: readonly StaticReference[];
  readonly preconditions: readonly ConditionConfig[];
  readonly place: Place;
}

export interface ResourceConfig {
  readonly mode: Mode;
  readonly type: string;
  readonly name: string;
  /** Path of the module that declares it. */
  readonly module: ModulePath;
  /** From the root, without any instance key: `ztc_vpc.main`, `module.network.data.ztc_account.me`. */
  readonly address: string;
  readonly count?: ConfigExpression;
  readonly forEach?: ConfigExpression;
  /**
   * The provider configuration, given or implied by the type: `ztc`, `ztc.beijing`, `null`, `terraform`. Resolved to
   * the module that has it: `module.network.ztc` when that is not the root.
   */
  readonly provider: string;
  /** The same as its module names it: `ztc.blue`. */
  readonly localProvider: string;
  readonly dependsOn: readonly StaticReference[];
  /** Commands that run behind its creation and before its destruction. */
  readonly provisioners: readonly ProvisionerConfig[];
  readonly lifecycle: LifecycleConfig;
  /** Arguments of the type itself, without those of the language. */
  readonly body: Body;
  readonly meta: ResourceMeta;
  readonly place: Place;
}

export interface LifecycleConfig {
  readonly createBeforeDestroy: boolean | undefined;
  readonly preventDestroy: boolean;
  readonly ignoreChanges: 'all' | readonly StaticReference[];
  readonly replaceTriggeredBy: readonly ConfigExpression[];
  readonly preconditions: readonly ConditionConfig[];
  readonly postconditions: readonly ConditionConfig[];
}

/** A reference written as such, not as an expression: `depends_on`, `ignore_changes`. */
export interface StaticReference {
  readonly traversal: Traversal;
  readonly source: Source;
  readonly text: string;
}

export interface MovedConfig {
  readonly from: MoveEndpoint;
  readonly to: MoveEndpoint;
  readonly place: Place;
}

/**
 * One end of a move, as seen from the module that holds the block: a resource, one of its instances, a module call or
 * one instance of it. Steps without `hasKey` stand for all instances (or for the one without a key).
 */
export interface MoveEndpoint {
  readonly module: readonly MoveStep[];
  /** Absent when modules move. */
  readonly resource?: MoveStep & { readonly mode: Mode; readonly type: string };
}

export interface MoveStep {
  readonly name: string;
  readonly key: InstanceKey;
  readonly hasKey: boolean;
}

/** Takes an existing object under management at the next apply. */
export interface ImportConfig {
  /** Keys of the target may refer to `each`. */
  readonly to: ConfigExpression;
  readonly id: ConfigExpression;
  readonly forEach?: ConfigExpression;
  /** As in a resource. */
  readonly provider?: string;
  readonly place: Place;
}

/** What happens to objects whose declaration is gone on purpose. */
export interface RemovedConfig {
  /** A resource or a module, without keys. */
  readonly from: MoveEndpoint;
  /** False: they are forgotten, not destroyed. */
  readonly destroy: boolean;
  /** Of `when = destroy` only. */
  readonly provisioners: readonly ProvisionerConfig[];
  readonly place: Place;
}

/** Assertions about a design or about what is there; failures are warnings. */
export interface CheckConfig {
  readonly name: string;
  /** `check.health`, `module.network.check.health`. */
  readonly address: string;
  /** Address of its own data source, which only its assertions see. */
  readonly data?: string;
  readonly assertions: readonly ConditionConfig[];
  readonly place: Place;
}

export interface ProvisionerConfig {
  /** `local-exec`. */
  readonly type: string;
  readonly when: 'create' | 'destroy';
  readonly onFailure: 'fail' | 'continue';
  readonly body: Body;
  readonly place: Place;
}

/** A feature that is understood and refused by name. */
export interface Unsupported {
  /** `module "x"`, `provisioner "local-exec" of null_resource.a`. */
  readonly feature: string;
  /** What can be told of the resources that it brings: `all` when it may bring any. */
  readonly hides: 'nothing' | 'all';
  /** The address of a resource that is known but cannot be executed (a foreign provider). */
  readonly address?: string;
  readonly place: Place;
}

/** What a construct program left in a resource's `"//"`. */
export interface ResourceMeta {
  readonly constructPath?: string;
  readonly uniqueId?: string;
  readonly source?: SourceRef;
  readonly waivers: readonly WaiverConfig[];
}

export interface SourceRef {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export interface WaiverConfig {
  readonly rule: string;
  readonly reason: string;
  readonly owner: string;
  /** YYYY-MM-DD, the last day. */
  readonly until: string;
  /** Construct path or address that it covers, with everything below; by default where it stands. */
  readonly scope: string;
  readonly source?: SourceRef;
  readonly place: Place;
}

export interface StackMeta {
  readonly stackName?: string;
  readonly waivers: readonly WaiverConfig[];
}
