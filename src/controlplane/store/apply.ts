/** Changes as SQL. */
import type { Change } from './port.ts';
import { fromAudit, fromOrder, fromResource, VOID } from './rows.ts';
import type { Statements } from './statements.ts';
import { DATA_TABLES } from './tables.ts';

type Put<K extends string> = Extract<Change, { put: K }>;
type Puts = {
  readonly [K in Extract<Change, { put: string }>['put']]: (db: Statements, change: Put<K>) => void;
};

const PUTS: Puts = {
  resource: (db, { row }) =>
    db.run(`INSERT OR REPLACE INTO resource VALUES (${marks(17)})`, ...fromResource(row)),
  edges: (db, { of, ofType, edges }) => {
    db.run('DELETE FROM edge WHERE from_id = ?', of);
    for (const { to, attribute, weak } of edges) {
      db.run('INSERT OR IGNORE INTO edge VALUES (?,?,?,?,?)', to, of, attribute, ofType, weak ? 1 : 0);
    }
  },
  identifiers: (db, { of, account, type, values }) => {
    db.run('DELETE FROM identifier WHERE id = ?', of);
    for (const { attribute, value } of values) {
      db.run('INSERT INTO identifier VALUES (?,?,?,?,?)', account, type, attribute, value, of);
    }
  },
  counter: (db, { name, value }) => db.run('INSERT OR REPLACE INTO counter VALUES (?,?)', name, value),
  allocation: (db, { row: { pool, scope, first, last, owner } }) =>
    db.run('INSERT INTO allocation VALUES (?,?,?,?,?)', pool, scope, first, last, owner),
  token: (db, { row: { account, operation, token, fingerprint, answer, expires } }) =>
    db.run(
      `INSERT OR REPLACE INTO token VALUES (${marks(6)})`,
      account,
      operation,
      token,
      fingerprint,
      answer ?? VOID,
      expires,
    ),
  creation: (db, { row: { account, token, id, fingerprint } }) =>
    db.run('INSERT OR REPLACE INTO creation VALUES (?,?,?,?)', account, token, id, fingerprint),
  order: (db, { row }) =>
    db.run(`INSERT OR REPLACE INTO work_order VALUES (${marks(13)})`, ...fromOrder(row)),
  audit: (db, { row }) => db.run(`INSERT INTO audit VALUES (${marks(13)})`, ...fromAudit(row)),
  stateVersion: (db, { row: { account, name, version, serial, lineage, at, who, size, md5 }, content }) =>
    db.run(
      `INSERT INTO state_version VALUES (${marks(10)})`,
      account,
      name,
      version,
      serial,
      lineage,
      at,
      who,
      size,
      md5,
      content,
    ),
  stateLock: (db, { row: { account, name, id, info, who, ttlSeconds, beat, at } }) =>
    db.run(
      `INSERT OR REPLACE INTO state_lock VALUES (${marks(8)})`,
      account,
      name,
      id,
      info,
      who,
      ttlSeconds,
      beat,
      at,
    ),
  nonce: (db, { accessKey, nonce, at }) => db.run('INSERT INTO nonce VALUES (?,?,?)', accessKey, nonce, at),
  accessKey: (db, { row: { accessKey, secretKey, account, role } }) =>
    db.run('INSERT OR REPLACE INTO access_key VALUES (?,?,?,?)', accessKey, secretKey, account, role),
  meta: (db, { key, value }) =>
    db.run('INSERT OR REPLACE INTO meta VALUES (?,?)', key, JSON.stringify(value)),
};

const marks = (count: number): string => Array(count).fill('?').join(',');

export function apply(db: Statements, change: Change): void {
  if ('drop' in change) (DROPS[change.drop] as (db: Statements, change: Change) => void)(db, change);
  else (PUTS[change.put] as (db: Statements, change: Change) => void)(db, change);
}

type Drop<K extends string> = Extract<Change, { drop: K }>;
type Drops = {
  readonly [K in Extract<Change, { drop: string }>['drop']]: (db: Statements, change: Drop<K>) => void;
};

const DROPS: Drops = {
  allocation: (db, { row: { pool, scope, first } }) =>
    db.run('DELETE FROM allocation WHERE pool = ? AND scope = ? AND first = ?', pool, scope, first),
  stateLock: (db, { account, name }) =>
    db.run('DELETE FROM state_lock WHERE account = ? AND name = ?', account, name),
  stateVersions: (db, { account, name, upTo }) =>
    db.run('DELETE FROM state_version WHERE account = ? AND name = ? AND version <= ?', account, name, upTo),
  expired: (db, { now, noncesBefore }) => {
    db.run('DELETE FROM token WHERE expires < ?', now);
    db.run('DELETE FROM nonce WHERE at < ?', noncesBefore);
    const gone = 'SELECT id FROM resource WHERE deleted_at <= ?';
    db.run(`DELETE FROM edge WHERE from_id IN (${gone})`, now);
    db.run(`DELETE FROM identifier WHERE id IN (${gone})`, now);
  },
  everything: (db) => {
    for (const table of DATA_TABLES) db.run(`DELETE FROM ${table}`);
  },
};
