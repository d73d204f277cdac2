import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { apply } from './apply.ts';
import { kindOf, toldOf, unusable } from './failures.ts';
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

interface SqliteOptions {
  /** Told once, when the database cannot be trusted any more. */
  readonly onFailure?: (error: unknown) => void;
  /** Told after every commit how many writes it was for. */
  readonly onCommit?: (writes: number) => void;
  /** Most pages of the database; a disk has an end too. */
  readonly maxPages?: number;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

/**
 * The embedded store. One connection; several processes may have the same file open. After an error of the disk nothing is
 * served any more: what a failed flush has left behind is known to nobody, so the next process reads it from the disk anew.
 */
export class SqliteStore implements Store {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  readonly #reader: StateReader;
  readonly #queue: Pending[] = [];
  readonly #rollbackListeners: (() => void)[] = [];
  #scheduled = false;
  readonly #options: SqliteOptions;
  #closed = false;
  #failure: unknown;

  constructor(dir: string, options: SqliteOptions = {}) {
    this.#options = options;
    this.#db = opened(dir);
    this.#statements = new Statements(this.#db);
    this.#reader = readerOf(this.#statements);
    if (options.maxPages !== undefined) this.allow(options.maxPages);
  }

  /** Lets the database grow to so many pages. */
  allow(pages: number): void {
    this.#db.exec(`PRAGMA max_page_count = ${pages}`);
  }

  /** A batch runs from BEGIN to COMMIT without a pause, so a read never sees a row whose commit is not on the disk. */
  read<T>(work: (state: StateReader) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      try {
        resolve(work(this.#reader));
      } catch (error) {
        reject(this.#told(error));
      }
    });
  }

  write<T>(work: (state: StateReader) => Decision<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
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
      // Of a commit that failed nothing counts, whatever the single writes were told by then.
      for (const listener of this.#rollbackListeners) listener();
      const told = this.#told(error);
      const waiting = this.#failure === undefined ? [] : this.#queue.splice(0);
      for (const pending of [...batch, ...waiting]) pending.reject(told);
    }
  }

  #told(error: unknown): unknown {
    const told = toldOf(error);
    if (kindOf(error) !== 'broken' || this.#failure !== undefined) return told;
    this.#failure = told;
    this.#options.onFailure?.(error);
    return told;
  }

  #commit(batch: readonly Pending[]): readonly Outcome[] {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const outcomes = batch.map(({ work }): Outcome => {
        let decision: Decision<unknown>;
        try {
          decision = work(this.#reader);
        } catch (error) {
          // A refusal is about this write; an error of the database is about all of them.
          if (kindOf(error) !== undefined) throw error;
          return { error };
        }
        for (const change of decision.changes) apply(this.#statements, change);
        return { result: decision.result };
      });
      this.#db.exec('COMMIT');
      this.#options.onCommit?.(batch.length);
      return outcomes;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** The error that made it necessary is the one that counts. */
  #rollBack(): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch (error) {
      this.#told(error);
    }
  }
}

function opened(dir: string): DatabaseSync {
  const inMemory = dir === ':memory:';
  try {
    if (!inMemory) mkdirSync(dir, { recursive: true, mode: 0o700 });
    const db = new DatabaseSync(inMemory ? dir : join(dir, 'controlplane.sqlite'));
    try {
      prepare(db, inMemory);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw unusable(dir, error);
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
