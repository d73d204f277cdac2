/** A state as the engine holds it: flat by instance address; objects keep their JSON until somebody needs the value. */

import type { InstanceAddress } from '../../config/address.ts';
import type { Json } from '../../values/json.ts';
import type { Path, Value } from '../../values/value.ts';
import type { CheckResult } from '../checks/model.ts';

/** One object that exists, as the last write recorded it. */
export interface StateObject {
  readonly schemaVersion: number;
  /** As in the file, in schema version `schemaVersion`. Absent when `value` is newer. */
  readonly attributes?: Json;
  /** Unmarked, of the current schema. */
  readonly value?: Value;
  /** Paths that the configuration or the schema makes sensitive. */
  readonly sensitive: readonly Path[];
  /** The provider's own bytes, base64. */
  readonly private: string;
  /** Configuration addresses of everything it depends on, transitively; sorted. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  readonly tainted: boolean;
}

export interface InstanceState {
  readonly address: InstanceAddress;
  /** `provider["registry.terraform.io/ztc/ztc"]`, with `.alias`. */
  readonly provider: string;
  readonly current?: StateObject;
  /** Replaced objects that still have to be deleted, by their key of 8 hex digits. */
  readonly deposed: ReadonlyMap<string, StateObject>;
}

export interface OutputState {
  /** Unmarked. */
  readonly value: Value;
  readonly sensitive: boolean;
}

export interface State {
  readonly terraformVersion: string;
  readonly serial: number;
  /** Empty until the first write. */
  readonly lineage: string;
  readonly outputs: ReadonlyMap<string, OutputState>;
  /** By instance address. */
  readonly instances: ReadonlyMap<string, InstanceState>;
  /** Outcomes of conditions at the last apply. */
  readonly checks: readonly CheckResult[];
}

/** The version whose formats are written: the first with identities in states. */
export const FORMAT_VERSION = '1.12.0';

export const NO_DEPOSED: ReadonlyMap<string, StateObject> = new Map();

export const EMPTY_STATE: State = {
  terraformVersion: FORMAT_VERSION,
  serial: 0,
  lineage: '',
  outputs: new Map(),
  instances: new Map(),
  checks: [],
};
