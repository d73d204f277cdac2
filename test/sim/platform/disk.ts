/**
 * The database of the control plane on a disk that forgets what was not flushed. Rows are in a real SQLite in memory,
 * written by the production statements; what a crash leaves is the beginning of the list of transactions.
 */

import { DatabaseSync } from 'node:sqlite';
import { apply } from '../../../src/controlplane/store/apply.ts';
import type { Change, StateReader } from '../../../src/controlplane/store/port.ts';
import { readerOf, Statements } from '../../../src/controlplane/store/statements.ts';
import { TABLES } from '../../../src/controlplane/store/tables.ts';
import type { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';

/** One database serves many simulations, one after the other: making one costs more than most of them. */
export class Bench {
  readonly db: DatabaseSync;
  readonly statements: Statements;
  readonly reader: StateReader;
  readonly #tables: readonly string[];

  constructor() {
    this.db = new DatabaseSync(':memory:');
    this.db.exec(TABLES);
    this.statements = new Statements(this.db);
    this.reader = readerOf(this.statements);
    const found = this.db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    this.#tables = found.map(({ name }) => String(name)).filter((name) => !name.startsWith('sqlite_'));
  }

  wipe(): void {
    for (const table of this.#tables) this.statements.run(`DELETE FROM ${table}`);
  }

  rows(sql: string, ...values: (string | number | null)[]): readonly Record<string, unknown>[] {
    return this.statements.all(sql, ...values);
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) apply(this.statements, change);
  }
}

/** How a transaction gets to the disk. Resolves when it may be acknowledged. */
export type Commit = (process: Process, changes: readonly Change[]) => Promise<void>;

/** As SQLite numbers them. */
const ERRORS = { 'database is locked': 5, 'disk I/O error': 10, 'database or disk is full': 13 } as const;

export class PlatformDisk {
  readonly bench: Bench;
  readonly world: World;
  /** Every transaction that was ever begun to be written, in order. */
  readonly #log: (readonly Change[])[] = [];
  #synced = 0;
  /** Revisions of objects that a power failure cannot take any more. */
  readonly durable = new Map<string, number>();
  /** One transaction at a time, of whichever process. */
  #turn: Promise<void> = Promise.resolve();
  #flying: readonly Change[] | undefined;
  /** How often there was none. */
  #power = 0;

  constructor(world: World, bench: Bench) {
    this.world = world;
    this.bench = bench;
    bench.wipe();
  }

  /** Alone with the database. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.then(
      () => {},
      () => {},
    );
    return mine;
  }

  commit: Commit = async (process, changes) => {
    const { world } = this;
    const power = this.#power;
    this.#flying = changes;
    await world.scheduler.sleep(world.between(0.2, 6));
    if (power !== this.#power) return new Promise(() => {});
    this.#flying = undefined;
    // Whoever was killed had told the system to write by then, or had not.
    if (!process.alive && world.random.chance(0.5)) return;
    if (world.trouble(0.006)) this.#fail(changes);
    this.write(changes);
    this.sync();
  };

  /** After an I/O error a restart may find the transaction, or not. */
  #fail(changes: readonly Change[]): never {
    const { random, counts } = this.world;
    const message = random.pick(Object.keys(ERRORS) as (keyof typeof ERRORS)[]);
    counts.faults += 1;
    this.world.note(`store: ${message}`);
    if (message === 'disk I/O error' && random.chance(0.5)) {
      this.write(changes);
      this.sync();
    }
    throw Object.assign(new Error(message), { errcode: ERRORS[message] });
  }

  /** Everybody sees it; whether it lasts is another question. */
  write(changes: readonly Change[]): void {
    this.bench.db.exec('BEGIN');
    this.bench.apply(changes);
    this.bench.db.exec('COMMIT');
    this.#log.push(changes);
  }

  /** What was written until now lasts. */
  sync(): void {
    for (; this.#synced < this.#log.length; this.#synced++) {
      for (const change of this.#log[this.#synced] as readonly Change[])
        if ('put' in change && change.put === 'resource') this.durable.set(change.row.id, change.row.rev);
    }
  }

  /** Of what was not flushed a part is there, in order; each transaction wholly or not at all. */
  powerFailure(): void {
    this.#power += 1;
    this.#turn = Promise.resolve();
    const flying = this.#flying;
    this.#flying = undefined;
    const open = this.#log.length - this.#synced;
    const kept = this.world.random.between(0, open);
    if (kept < open) this.#rebuild(this.#synced + kept);
    else if (flying && this.world.random.chance(0.5)) this.write(flying);
    this.sync();
    this.world.note(`store: ${open - kept} transactions lost, ${this.#log.length} left`);
  }

  #rebuild(length: number): void {
    this.#log.length = length;
    this.bench.wipe();
    this.bench.db.exec('BEGIN');
    for (const changes of this.#log) this.bench.apply(changes);
    this.bench.db.exec('COMMIT');
  }
}
