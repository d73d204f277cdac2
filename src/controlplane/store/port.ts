/**
 * What the control plane asks of a database. Work on it is a pure function from what it reads to the changes it wants;
 * a driver may run it again (after a lost connection, or when it has to load what was asked for first), so that a
 * database that answers asynchronously fits behind the same port.
 */
import type { Json, JsonObject, WorkOrderState } from '../../client/client.ts';
import type { Localized } from '../../schema/model.ts';

export interface ResourceRow {
  readonly id: string;
  readonly account: string;
  readonly type: string;
  readonly rev: number;
  /** Number of the audit entry that wrote the row last; orders all changes of all accounts. */
  readonly seq: number;
  /** What the user gave, and what was fixed when the object was created. */
  readonly attributes: JsonObject;
  /** What comes back when the work order of an update or deletion is rejected. */
  readonly prior: { readonly attributes: JsonObject; readonly outcome: string } | null;
  readonly phase: 'create' | 'update' | 'delete';
  /** Status while the operation runs, and when it is over. */
  readonly via: string;
  readonly outcome: string;
  readonly acceptedAt: number;
  /** Null while a work order is open. */
  readonly readyAt: number | null;
  /** The work order filed last. */
  readonly orderId: string | null;
  /** It belongs to the latest operation. */
  readonly ordered: boolean;
  /** When the object reaches, or reached, a status. */
  readonly reached: Readonly<Record<string, number>>;
  readonly createdAt: number;
  /** From this moment on the object is gone. */
  readonly deletedAt: number | null;
}

export interface EdgeRow {
  readonly from: string;
  readonly to: string;
  readonly attribute: string;
  readonly weak: boolean;
}

export interface OrderRow {
  readonly id: string;
  readonly account: string;
  readonly type: string;
  readonly resourceId: string;
  readonly kind: string;
  readonly by: string;
  readonly titles: Localized;
  readonly state: WorkOrderState;
  readonly fills: readonly string[];
  readonly values: JsonObject;
  readonly filedAt: number;
  readonly decidedAt: number | null;
  readonly reason: string | null;
}

export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly account: string;
  readonly actor: string;
  readonly action: string;
  readonly type: string;
  readonly resourceId: string;
  readonly requestId: string;
  readonly revBefore: number;
  readonly revAfter: number;
  readonly changes: JsonObject;
  readonly previousHash: string;
  readonly hash: string;
}

export interface TokenRow {
  readonly account: string;
  readonly operation: string;
  readonly token: string;
  readonly fingerprint: string;
  /** Null when the token is void: nothing was done under it, and nothing will be. */
  readonly answer: string | null;
  readonly expires: number;
}

/** Which object a creation's token has made. Kept as long as the object's row. */
export interface CreationRow {
  readonly account: string;
  readonly token: string;
  readonly id: string;
  readonly fingerprint: string;
}

/** A range of a pool that belongs to an object. */
export interface AllocationRow {
  readonly pool: string;
  readonly scope: string;
  readonly first: number;
  readonly last: number;
  readonly owner: string;
}

export interface AccessKeyRow {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly account: string;
  readonly role: 'tenant' | 'operator';
}

/** One version of a saved state of some tool. Versions of a name count from 1 and are never used again. */
export interface StateVersionRow {
  readonly account: string;
  readonly name: string;
  readonly version: number;
  /** Null where the state was deleted. */
  readonly serial: number | null;
  readonly lineage: string | null;
  readonly at: number;
  readonly who: string;
  /** Of the content as it was sent: bytes, and MD5 in base64. */
  readonly size: number;
  readonly md5: string;
}

export interface StateLockRow {
  readonly account: string;
  readonly name: string;
  readonly id: string;
  /** As the holder gave it: JSON. */
  readonly info: string;
  readonly who: string;
  /** Null when it never expires by itself. */
  readonly ttlSeconds: number | null;
  /** Grows with every renewal; when that was is for each process to observe. */
  readonly beat: number;
  readonly at: number;
}

export interface StateReader {
  stateHead(account: string, name: string): StateVersionRow | null;
  stateVersion(account: string, name: string, version: number): StateVersionRow | null;
  /** Compressed; null when there is no such version, or it has none. */
  stateContent(account: string, name: string, version: number): Uint8Array | null;
  /** Newest first, before the given version. */
  stateVersions(account: string, name: string, before: number, limit: number): readonly StateVersionRow[];
  /** The newest version of each name, in order of the names. */
  stateHeads(account: string, after: string, limit: number): readonly StateVersionRow[];
  stateLock(account: string, name: string): StateLockRow | null;
  resource(id: string): ResourceRow | null;
  /** Rows of a type in order of creation, after the given id; those that are gone at `now` are left out. */
  resourcesOf(
    account: string,
    type: string,
    after: string,
    limit: number,
    now: number,
  ): readonly ResourceRow[];
  /** Rows written after the given number, in that order. */
  resourcesSince(account: string, seq: number, limit: number): readonly ResourceRow[];
  /** Objects that hold on to this one: strong references of objects that are not gone at `now`. */
  edgesTo(id: string, now: number, limit: number): readonly EdgeRow[];
  /** Ids of a type's objects that refer to the object by this attribute. */
  referrers(id: string, type: string, attribute: string): readonly string[];
  /** The object that owns a value which serves as an identifier: `ztc_vpc`, `route_table_id`, `rtb-…`. */
  identified(account: string, type: string, attribute: string, value: string): string | null;
  counter(name: string): number;
  allocationsIn(
    pool: string,
    scope: string,
    first: number,
    last: number,
    limit: number,
  ): readonly AllocationRow[];
  allocationOf(pool: string, owner: string): AllocationRow | null;
  token(account: string, operation: string, token: string): TokenRow | null;
  creation(account: string, token: string): CreationRow | null;
  order(id: string): OrderRow | null;
  /** Null for any account or state. */
  orders(
    account: string | null,
    state: WorkOrderState | null,
    after: string,
    limit: number,
  ): readonly OrderRow[];
  audit(account: string | null, after: number, limit: number): readonly AuditRow[];
  auditHead(): { readonly seq: number; readonly hash: string };
  nonceUsed(accessKey: string, nonce: string): boolean;
  accessKeys(): readonly AccessKeyRow[];
  meta(key: string): Json | null;
}

export type Change =
  | { readonly put: 'resource'; readonly row: ResourceRow }
  | {
      readonly put: 'edges';
      readonly of: string;
      readonly ofType: string;
      readonly edges: readonly EdgeRow[];
    }
  | {
      readonly put: 'identifiers';
      readonly of: string;
      readonly account: string;
      readonly type: string;
      readonly values: readonly { readonly attribute: string; readonly value: string }[];
    }
  | { readonly put: 'counter'; readonly name: string; readonly value: number }
  | { readonly put: 'allocation'; readonly row: AllocationRow }
  | { readonly drop: 'allocation'; readonly row: AllocationRow }
  | { readonly put: 'token'; readonly row: TokenRow }
  | { readonly put: 'creation'; readonly row: CreationRow }
  | { readonly put: 'order'; readonly row: OrderRow }
  | { readonly put: 'audit'; readonly row: AuditRow }
  | { readonly put: 'stateVersion'; readonly row: StateVersionRow; readonly content: Uint8Array | null }
  | { readonly put: 'stateLock'; readonly row: StateLockRow }
  | { readonly drop: 'stateLock'; readonly account: string; readonly name: string }
  /** Removes versions of a name up to this one. */
  | {
      readonly drop: 'stateVersions';
      readonly account: string;
      readonly name: string;
      readonly upTo: number;
    }
  | { readonly put: 'nonce'; readonly accessKey: string; readonly nonce: string; readonly at: number }
  | { readonly put: 'accessKey'; readonly row: AccessKeyRow }
  | { readonly put: 'meta'; readonly key: string; readonly value: Json }
  /** Removes what has run out: tokens, nonces (of the time of day), and references of objects that are gone. */
  | { readonly drop: 'expired'; readonly now: number; readonly noncesBefore: number }
  /** Removes everything but access keys and settings. */
  | { readonly drop: 'everything' };

export interface Decision<T> {
  readonly result: T;
  readonly changes: readonly Change[];
}

export interface Store {
  read<T>(work: (state: StateReader) => T): Promise<T>;
  /** Resolves after the changes are on the disk. Work that throws changes nothing. */
  write<T>(work: (state: StateReader) => Decision<T>): Promise<T>;
  /** Called when a transaction whose work had been run was not committed after all. */
  onRollback(listener: () => void): void;
  close(): Promise<void>;
}
