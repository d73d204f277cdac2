import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { apply } from './apply.ts';
import type { Decision, StateReader, Store } from './port.ts';
import { readerOf, Statements } from './statements.ts';
import { MIGRATIONS, SCHEMA_VERSION, TABLES } from './tables.ts';

/** Most writes that share one transaction, and so one flush to the disk. */
const MAX_BATCH = 256;

interface Pending {
  readonly work: (state: StateReader) => Decision<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** The embedded store. One connection; several processes may have the same file open. */
export class SqliteStore implements Store {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  readonly #reader: StateReader;
  readonly #queue: Pending[] = [];
  readonly #rollbackListeners: (() => void)[] = [];
  #scheduled = false;
  #closed = false;

  constructor(dir: string) {
    if (dir !== ':memory:') mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#db = new DatabaseSync(dir === ':memory:' ? dir : join(dir, 'controlplane.sqlite'));
    try {
      prepare(this.#db, dir === ':memory:');
    } catch (error) {
      this.#db.close();
      throw error;
    }
    this.#statements = new Statements(this.#db);
    this.#reader = readerOf(this.#statements);
  }

  /** A batch runs from BEGIN to COMMIT without a pause, so a read never sees a row whose commit is not on the disk. */
  read<T>(work: (state: StateReader) => T): Promise<T> {
    return new Promise((resolve) => resolve(work(this.#reader)));
  }

  write<T>(work: (state: StateReader) => Decision<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) return reject(new Error('the store is closed'));
      this.#queue.push({ work, resolve: resolve as (result: unknown) => void, reject });
      this.#schedule();
    });
  }

  onRollback(listener: () => void): void {
    this.#rollbackListeners.push(listener);
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    while (this.#queue.length > 0) this.#flush();
    this.#closed = true;
    this.#db.close();
    return Promise.resolve();
  }

  /** After the requests that have arrived by now: what comes in while a commit runs makes up the next batch. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#closed) return;
      this.#flush();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const batch = this.#queue.splice(0, MAX_BATCH);
    if (batch.length === 0) return;
    try {
      const outcomes = this.#commit(batch);
      batch.forEach((pending, at) => {
        const outcome = outcomes[at];
        if (outcome && 'result' in outcome) pending.resolve(outcome.result);
        else pending.reject(outcome?.error);
      });
    } catch (error) {
      for (const listener of this.#rollbackListeners) listener();
      for (const pending of batch) pending.reject(error);
    }
  }

  #commit(batch: readonly Pending[]): readonly Outcome[] {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const outcomes = batch.map(({ work }): Outcome => {
        let decision: Decision<unknown>;
        try {
          decision = work(this.#reader);
        } catch (error) {
          return { error };
        }
        for (const change of decision.changes) apply(this.#statements, change);
        return { result: decision.result };
      });
      this.#db.exec('COMMIT');
      return outcomes;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** Sets what durability depends on, and refuses to go on when the database did not take it. */
function prepare(db: DatabaseSync, inMemory: boolean): void {
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  db.exec('PRAGMA wal_autocheckpoint = 4000');
  const read = (name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  const expected: readonly (readonly [string, unknown])[] = [
    ['journal_mode', inMemory ? 'memory' : 'wal'],
    ['synchronous', 2],
  ];
  for (const [name, value] of expected) {
    if (read(name) !== value)
      throw new Error(`the database has ${name} = ${String(read(name))}, not ${String(value)}`);
  }
  db.exec('BEGIN IMMEDIATE');
  // Another process may be starting as well: what the version is counts from here on.
  const version = Number(read('user_version'));
  if (version > SCHEMA_VERSION)
    throw new Error(
      `the data folder has format ${version}; this version reads up to format ${SCHEMA_VERSION}`,
    );
  db.exec(TABLES);
  for (let from = version; from > 0 && from < SCHEMA_VERSION; from += 1) db.exec(MIGRATIONS[from] ?? '');
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}
