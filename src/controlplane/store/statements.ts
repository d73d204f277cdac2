/** The embedded store's SQL: every statement once, prepared at first use. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { JsonObject, WorkOrderState } from '../../client/client.ts';
import type { AccessKeyRow, StateReader } from './port.ts';
import {
  map,
  type Row,
  toAllocation,
  toAudit,
  toCreation,
  toEdge,
  toOrder,
  toResource,
  toToken,
} from './rows.ts';
import { savedStateReader } from './saved-states.ts';

type Bind = string | number | null | Uint8Array;

export class Statements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  run(sql: string, ...values: Bind[]): void {
    this.#of(sql).run(...values);
  }

  one(sql: string, ...values: Bind[]): Row | undefined {
    return this.#of(sql).get(...values);
  }

  all(sql: string, ...values: Bind[]): Row[] {
    return this.#of(sql).all(...values);
  }

  #of(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const made = this.#db.prepare(sql);
    this.#prepared.set(sql, made);
    return made;
  }
}

/** Reads straight from the database. */
export function readerOf(db: Statements): StateReader {
  return {
    resource: (id) => map(db.one('SELECT * FROM resource WHERE id = ?', id), toResource),
    resourcesOf: (account, type, after, limit, now) =>
      db
        .all(
          `SELECT * FROM resource WHERE account = ? AND type = ? AND id > ?
           AND (deleted_at IS NULL OR deleted_at > ?) ORDER BY id LIMIT ?`,
          account,
          type,
          after,
          now,
          limit,
        )
        .map(toResource),
    resourcesSince: (account, seq, limit) =>
      db
        .all('SELECT * FROM resource WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?', account, seq, limit)
        .map(toResource),
    edgesTo: (id, now, limit) =>
      db
        .all(
          `SELECT edge.* FROM edge JOIN resource ON resource.id = edge.from_id
           WHERE edge.to_id = ? AND edge.weak = 0 AND edge.from_id <> ?
           AND (resource.deleted_at IS NULL OR resource.deleted_at > ?) LIMIT ?`,
          id,
          id,
          now,
          limit,
        )
        .map(toEdge),
    referrers: (id, type, attribute) =>
      db
        .all(
          'SELECT from_id FROM edge WHERE to_id = ? AND from_type = ? AND attribute = ?',
          id,
          type,
          attribute,
        )
        .map((row) => row.from_id as string),
    identified: (account, type, attribute, value) =>
      map(
        db.one(
          'SELECT id FROM identifier WHERE account = ? AND type = ? AND attribute = ? AND value = ?',
          account,
          type,
          attribute,
          value,
        ),
        (row) => row.id as string,
      ),
    counter: (name) => (db.one('SELECT value FROM counter WHERE name = ?', name)?.value ?? 0) as number,
    allocationsIn: (pool, scope, first, last, limit) =>
      db
        .all(
          `SELECT * FROM allocation WHERE pool = ? AND scope = ? AND first <= ? AND last >= ? ORDER BY first LIMIT ?`,
          pool,
          scope,
          last,
          first,
          limit,
        )
        .map(toAllocation),
    allocationOf: (pool, owner) =>
      map(db.one('SELECT * FROM allocation WHERE owner = ? AND pool = ?', owner, pool), toAllocation),
    token: (account, operation, token) =>
      map(
        db.one(
          'SELECT * FROM token WHERE account = ? AND operation = ? AND token = ?',
          account,
          operation,
          token,
        ),
        toToken,
      ),
    creation: (account, token) =>
      map(db.one('SELECT * FROM creation WHERE account = ? AND token = ?', account, token), toCreation),
    ...journalReader(db),
    ...savedStateReader(db),
  };
}

type Journal = Pick<
  StateReader,
  'order' | 'orders' | 'audit' | 'auditHead' | 'nonceUsed' | 'accessKeys' | 'meta'
>;

/** Work orders, audit trail, keys and settings. */
function journalReader(db: Statements): Journal {
  return {
    order: (id) => map(db.one('SELECT * FROM work_order WHERE id = ?', id), toOrder),
    orders: (account: string | null, state: WorkOrderState | null, after, limit) =>
      db
        .all(
          `SELECT * FROM work_order WHERE id > ?1 AND (?2 IS NULL OR account = ?2) AND (?3 IS NULL OR state = ?3)
           ORDER BY id LIMIT ?4`,
          after,
          account,
          state,
          limit,
        )
        .map(toOrder),
    audit: (account, after, limit) =>
      (account === null
        ? db.all('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?', after, limit)
        : db.all(
            'SELECT * FROM audit WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?',
            account,
            after,
            limit,
          )
      ).map(toAudit),
    auditHead: () => {
      const row = db.one('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
      return { seq: (row?.seq ?? 0) as number, hash: (row?.hash ?? '') as string };
    },
    nonceUsed: (key, nonce) =>
      db.one('SELECT 1 FROM nonce WHERE access_key = ? AND nonce = ?', key, nonce) !== undefined,
    accessKeys: () =>
      db.all('SELECT * FROM access_key').map(
        (row): AccessKeyRow => ({
          accessKey: row.access_key as string,
          secretKey: row.secret_key as string,
          account: row.account as string,
          role: row.role as AccessKeyRow['role'],
        }),
      ),
    meta: (key) => {
      const row = db.one('SELECT value FROM meta WHERE key = ?', key);
      return row === undefined ? null : (JSON.parse(row.value as string) as JsonObject);
    },
  };
}
