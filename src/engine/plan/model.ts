/** A plan as data. Values are unmarked; which parts are sensitive stands beside them. */

import type { InstanceAddress } from '../../config/address.ts';
import type { Instance } from '../../config/evaluation.ts';
import type { ProvisionerConfig, ResourceConfig } from '../../config/model.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { Path, Value } from '../../values/value.ts';
import type { CheckLedger } from '../checks/ledger.ts';
import type { ProviderHandle } from '../providers.ts';
import type { State, StateObject } from '../state/model.ts';
import type { ModuleOutput } from './module-outputs.ts';

export type Mode = 'normal' | 'destroy' | 'refresh-only';

export interface PlanOptions {
  readonly mode: Mode;
  readonly refresh: boolean;
  /** Addresses of resources or instances; only these and what they need are planned. */
  readonly targets: readonly string[];
  /** Addresses of instances to replace although nothing requires it. */
  readonly replace: readonly string[];
}

export const DEFAULT_OPTIONS: PlanOptions = { mode: 'normal', refresh: true, targets: [], replace: [] };

export type ChangeAction =
  | 'no-op'
  | 'create'
  | 'read'
  | 'update'
  | 'delete'
  | 'delete-create'
  | 'create-delete'
  /** Leaves the state; the object stays where it is. */
  | 'forget';

export type ActionReason =
  | 'replace_because_cannot_update'
  | 'replace_because_tainted'
  | 'replace_by_request'
  | 'replace_by_triggers'
  | 'delete_because_no_resource_config'
  | 'delete_because_wrong_repetition'
  | 'delete_because_count_index'
  | 'delete_because_each_key'
  | 'delete_because_no_module'
  | 'delete_because_no_move_target'
  | 'read_because_config_unknown'
  | 'read_because_dependency_pending'
  | 'read_because_check_nested';

export interface Change {
  readonly address: InstanceAddress;
  readonly text: string;
  /** Without the instance key. */
  readonly resourceAddress: string;
  readonly deposed?: string;
  readonly previousAddress?: string;
  /** Absent for what the configuration no longer has. */
  readonly resource?: ResourceConfig;
  readonly instance?: Instance;
  readonly handle: ProviderHandle;
  readonly schema: Schema;
  readonly action: ChangeAction;
  readonly reason?: ActionReason;
  readonly replacePaths: readonly Path[];
  /** What triggered a replacement by `replace_triggered_by`. */
  readonly trigger?: string;
  readonly before: Value;
  readonly after: Value;
  readonly sensitiveBefore: readonly Path[];
  readonly sensitiveAfter: readonly Path[];
  /** The evaluated configuration that was planned. */
  readonly config?: Value;
  /** The object in the refreshed state. */
  readonly prior?: StateObject;
  readonly private: string;
  readonly createBeforeDestroy: boolean;
  /** An `import` block brought the object under management. */
  readonly importing?: { readonly id: string };
  /** Commands to run before the object is destroyed, where its own declaration is gone. */
  readonly provisioners?: readonly ProvisionerConfig[];
}

export interface OutputChange {
  readonly name: string;
  readonly action: 'no-op' | 'create' | 'update' | 'delete';
  readonly before?: Value;
  /** Absent for a deletion. */
  readonly after?: Value;
  readonly sensitiveBefore: boolean;
  readonly sensitive: boolean;
}

/** What somebody else did since the last run. */
export interface Drift {
  readonly address: InstanceAddress;
  readonly text: string;
  readonly handle: ProviderHandle;
  readonly schema: Schema;
  /** `no-op`: only its address is new, which a plan that changes nothing tells here. */
  readonly action: 'update' | 'delete' | 'no-op';
  readonly previousAddress?: string;
  readonly before: Value;
  readonly after: Value;
  readonly sensitive: readonly Path[];
  readonly resource?: ResourceConfig;
}

export interface Plan {
  readonly options: PlanOptions;
  /** RFC 3339. */
  readonly timestamp: string;
  /** As it was read. */
  readonly priorRun: State;
  /** After moves, schema upgrades and refresh; what an apply starts from. */
  readonly refreshed: State;
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly outputs: readonly OutputChange[];
  /** Of called modules, as far as they are not null. */
  readonly moduleOutputs: readonly ModuleOutput[];
  readonly findings: readonly Finding[];
  /** What the configuration asserts, as far as it is known; the apply goes on with it. */
  readonly checks: CheckLedger;
  readonly diagnostics: readonly Diagnostic[];
  readonly configHash: string;
  readonly errored: boolean;
  readonly complete: boolean;
}

export const createsObject = (action: ChangeAction): boolean =>
  action === 'create' || action === 'delete-create' || action === 'create-delete';

/** Whether an object leaves the state. */
export const destroysObject = (action: ChangeAction): boolean =>
  action === 'delete' || action === 'delete-create' || action === 'create-delete' || action === 'forget';

export const isReplace = (action: ChangeAction): boolean =>
  action === 'delete-create' || action === 'create-delete';

/** Whether an apply would do or record anything that a user should know of. */
export function hasChanges(plan: Plan): boolean {
  if (plan.options.mode === 'refresh-only')
    return plan.drift.some(({ action }) => action !== 'no-op') || learnsOutputs(plan) || learnsRecords(plan);
  return (
    plan.changes.some(
      ({ action, previousAddress, importing }) =>
        action !== 'no-op' || previousAddress !== undefined || importing !== undefined,
    ) || changesOutputs(plan)
  );
}

/** How the objects are to be replaced is recorded beside their values; what they depend on does not count. */
function learnsRecords({ drift, priorRun, refreshed }: Plan): boolean {
  const previous = new Map(drift.map(({ text, previousAddress }) => [text, previousAddress]));
  return [...refreshed.instances].some(([text, { current }]) => {
    const before = priorRun.instances.get(previous.get(text) ?? text)?.current;
    return current && before && current.createBeforeDestroy !== before.createBeforeDestroy;
  });
}

/** Without the rest of a plan, outputs follow what is known; none is taken away. */
const learnsOutputs = (plan: Plan): boolean =>
  plan.outputs.some(({ action, after }) => action !== 'no-op' && action !== 'delete' && after?.whollyKnown);

const changesOutputs = (plan: Plan): boolean => plan.outputs.some(({ action }) => action !== 'no-op');
