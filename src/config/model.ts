/**
 * A root module as data: everything that a configuration says, typed, with expressions parsed on demand and places to
 * report. Nothing here is evaluated; see `ModuleEvaluator`.
 */

import type { Traversal } from '../hcl/ast.ts';
import type { Source } from '../hcl/source.ts';
import type { Defaults } from '../values/defaults.ts';
import type { Json } from '../values/json.ts';
import type { Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import type { InstanceAddress, ResourceAddress } from './address.ts';
import type { Body, ConfigExpression } from './expression.ts';
import type { Place } from './place.ts';

export interface ModuleConfig {
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
  /** Resources and data sources by address: `ztc_vpc.main`, `data.ztc_account.me`. In the order they were read. */
  readonly resources: ReadonlyMap<string, ResourceConfig>;
  readonly moved: readonly MovedConfig[];
  /** What was read but cannot be executed by this release; errors unless the configuration is only audited. */
  readonly unsupported: readonly Unsupported[];
  /** Content of the top-level `"//"` of cdktf and ours. */
  readonly meta: StackMeta;
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
  readonly dependsOn: readonly StaticReference[];
  readonly preconditions: readonly ConditionConfig[];
  readonly place: Place;
}

export interface ResourceConfig extends ResourceAddress {
  /** `ztc_vpc.main` or `data.ztc_account.me`, without an instance key. */
  readonly address: string;
  readonly count?: ConfigExpression;
  readonly forEach?: ConfigExpression;
  /** Key into `ModuleConfig.providers`, given or implied by the type: `ztc`, `ztc.beijing`, `null`, `terraform`. */
  readonly provider: string;
  readonly dependsOn: readonly StaticReference[];
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

/** `hasKey: false` is the whole resource with all its instances (or the instance without a key). */
export type MoveEndpoint = InstanceAddress & { readonly hasKey: boolean };

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
