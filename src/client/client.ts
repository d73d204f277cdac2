import type { Finding } from '../findings/finding.ts';

/** A value as it travels: JSON and nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type WorkOrderState = 'pending' | 'approved' | 'rejected' | 'withdrawn';

/** One object of the platform, as of the moment of the answer. */
export interface RemoteObject {
  readonly type: string;
  readonly id: string;
  /** Grows with every change; give it back with an update or delete to be refused when somebody else was faster. */
  readonly rev: number;
  readonly status: string;
  /** Others may refer to it, and no operation runs on it. */
  readonly ready: boolean;
  /** It will not become ready any more. */
  readonly failed: boolean;
  /**
   * All attributes, `id` and `status` included; null where there is no value (yet). Write-only attributes are absent;
   * values computed as `secret` are present in the answer to the create only and absent in every read.
   */
  readonly attributes: JsonObject;
  /** When the running operation ends, RFC 3339; absent when none runs or when that hangs on a work order. */
  readonly readyAt?: string;
  /** The work order that the object waits for, or that was decided last. */
  readonly workOrder?: { readonly id: string; readonly state: WorkOrderState; readonly reason?: string };
}

/** The answer to a write that was accepted. */
export interface Written {
  readonly object: RemoteObject;
  /** Violations that do not refuse the write. */
  readonly warnings: readonly Finding[];
  /** The token had been used for this very operation before; nothing was done again. */
  readonly replayed: boolean;
  /** Replayed, and the object does not exist any more: it is shown as it was. */
  readonly gone?: true;
  readonly requestId: string;
}

export interface WorkOrder {
  readonly id: string;
  readonly kind: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Who completes it: `operator`, `peer_account` or `third_party`. */
  readonly by: string;
  readonly state: WorkOrderState;
  readonly type: string;
  readonly resourceId: string;
  readonly accountId: string;
  readonly filedAt: string;
  readonly decidedAt?: string;
  readonly reason?: string;
  /** Attributes that an approval may set, with the values the platform would give by itself. */
  readonly fills: JsonObject;
}

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly accountId: string;
  /** Access key, or `auto-operator`, or the name given to a change made in the console. */
  readonly actor: string;
  readonly action:
    | 'create'
    | 'update'
    | 'delete'
    | 'approve'
    | 'reject'
    | 'mutate'
    /** Of a state. */
    | 'restore'
    | 'unlock';
  readonly type: string;
  readonly resourceId: string;
  readonly requestId: string;
  readonly revBefore: number;
  readonly revAfter: number;
  /** Changed attributes; sensitive ones are `(sensitive)`. */
  readonly changes: JsonObject;
  readonly previousHash: string;
  readonly hash: string;
}

/** A version of a state that Terraform or ztc keeps on the control plane. */
export interface StateVersion {
  readonly name: string;
  /** 1, 2, 3 … of this name. */
  readonly version: number;
  readonly at: string;
  /** Who held the lock, or the access key. */
  readonly who: string;
  readonly serial?: number;
  readonly lineage?: string;
  /** Bytes. */
  readonly size?: number;
  /** From this version on there was none, until the next. */
  readonly deleted?: true;
}

export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly at: string;
  /** Absent when it never expires by itself. */
  readonly ttlSeconds?: number;
  /** The next one who asks gets it. */
  readonly expired?: boolean;
  /** As the holder gave it. */
  readonly info: JsonObject;
}

export interface SavedStates {
  /** The newest version of each state. */
  list(page?: { limit?: number; cursor?: string }): Promise<Page<StateVersion>>;
  /** Newest first; the last 100 are kept. */
  versions(name: string, page?: { limit?: number; cursor?: string }): Promise<Page<StateVersion>>;
  content(name: string, version: number): Promise<string>;
  /** Makes an old version the newest. Refused while somebody else holds the lock. */
  restore(name: string, version: number, lockId?: string): Promise<StateVersion>;
  lock(name: string): Promise<StateLock | null>;
  /** Removes the lock whoever holds it. False when there was none. */
  unlock(name: string): Promise<boolean>;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Present when there is more. */
  readonly cursor?: string;
}

export interface Meta {
  readonly name: string;
  readonly apiVersion: string;
  readonly accountId: string;
  readonly role: 'tenant' | 'operator';
  readonly operator: 'auto' | 'manual';
  readonly profile: 'instant' | 'fast' | 'realistic';
  readonly types: readonly string[];
  /** The control plane's clock, which may be virtual. */
  readonly now: string;
}

export interface WaitProgress {
  readonly object: RemoteObject;
  readonly elapsedMs: number;
  /** Milliseconds until the next look. */
  readonly nextMs: number;
}

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Told after every look that found the object not ready; in manual operation it can name the work order. */
  readonly onPoll?: (progress: WaitProgress) => void;
}

export interface WriteOptions {
  /** 1 to 64 printable ASCII characters. The same token always leads to the same one object. */
  readonly token: string;
  readonly signal?: AbortSignal;
}

export interface RevisedWriteOptions extends WriteOptions {
  /** Refuse (412, `ZTC-API-PRECONDITION_FAILED`) unless the object still has this revision. */
  readonly rev?: number;
}

/** Writes that take a token. */
export type TokenOperation = 'create' | 'update' | 'delete';

export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/**
 * The one door to the control plane. Every refusal is an `ApiError`. Retries (connection lost, 429, 5xx) happen inside
 * and use the same token, so a write is done once or refused.
 */
export interface ControlPlaneClient {
  /** `attributes` holds what the user gave; null means not given. Returns at once, maybe before the object is ready. */
  create(type: string, attributes: JsonObject, options: WriteOptions): Promise<Written>;
  /** Null when there is no such object (any more). */
  read(type: string, id: string, options?: ReadOptions): Promise<RemoteObject | null>;
  /** In batches of 100, concurrently; ids without an object are missing from the map. */
  readMany(
    type: string,
    ids: readonly string[],
    options?: ReadOptions,
  ): Promise<ReadonlyMap<string, RemoteObject>>;
  /** One page of a type's objects in order of creation. */
  list(type: string, page?: { limit?: number; cursor?: string } & ReadOptions): Promise<Page<RemoteObject>>;
  /** `changes` holds the attributes to change; null unsets one. */
  update(type: string, id: string, changes: JsonObject, options: RevisedWriteOptions): Promise<Written>;
  /** Null when there was no such object, which counts as done. Otherwise the object as it goes away: see `waitGone`. */
  delete(type: string, id: string, options: RevisedWriteOptions): Promise<Written | null>;
  /**
   * What was accepted under a token that the caller lost the answer to; null when nothing was. Creations are found for
   * ever, other writes for a day. Changes nothing, so a request that is still on its way may yet be accepted.
   */
  answerTo(operation: TokenOperation, token: string, options?: ReadOptions): Promise<Written | null>;
  /** The same, but null means that nothing will be accepted any more either: the token is void from now on. */
  settle(operation: TokenOperation, token: string, options?: ReadOptions): Promise<Written | null>;
  /** Attributes of a data source for these arguments. */
  data(type: string, filter: JsonObject, options?: ReadOptions): Promise<JsonObject>;
  workOrders(filter?: { state?: WorkOrderState; limit?: number; cursor?: string }): Promise<Page<WorkOrder>>;
  /** Needs the operator's key, like `reject` and `mutate`. */
  approve(workOrderId: string, values?: JsonObject): Promise<WorkOrder>;
  reject(workOrderId: string, reason: string): Promise<WorkOrder>;
  audit(page?: { limit?: number; cursor?: string }): Promise<Page<AuditEntry>>;
  meta(): Promise<Meta>;
  /** States that Terraform's http backend, or ours, keeps on the control plane. */
  readonly states: SavedStates;
  /** Resolves with the object once it is ready; throws when it failed, is gone, or time is up. */
  waitReady(type: string, id: string, options: WaitOptions): Promise<RemoteObject>;
  /** Resolves once a deletion is over. */
  waitGone(type: string, id: string, options: WaitOptions): Promise<void>;
  /** Changes an object behind the tenant's back, as somebody in the console would; `null` for `changes` removes it. */
  mutate(type: string, id: string, changes: JsonObject | null, actor?: string): Promise<RemoteObject | null>;
  /** A door of operators and tests under `/_ztc`: `clock`, `faults`, `reset`, `quotas`, `accounts`, `audit/verify`. */
  operate(method: 'GET' | 'POST' | 'DELETE', door: string, body?: JsonObject): Promise<JsonObject>;
  close(): Promise<void>;
}
