/** The store of one server process: groups of writes, as the production store makes them, on a simulated disk. */

import { kindOf, toldOf } from '../../../src/controlplane/store/failures.ts';
import type { Decision, StateReader, Store } from '../../../src/controlplane/store/port.ts';
import type { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';
import type { PlatformDisk } from './disk.ts';

interface Pending {
  readonly work: (state: StateReader) => Decision<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

export class SimStore implements Store {
  readonly #process: Process;
  readonly #world: World;
  readonly #disk: PlatformDisk;
  readonly #queue: Pending[] = [];
  readonly #rollbackListeners: (() => void)[] = [];
  readonly #onFailure: () => void;
  #flushing = false;
  #failure: unknown;

  /** `onFailure`: nothing is served any more. */
  constructor(process: Process, world: World, disk: PlatformDisk, onFailure: () => void) {
    this.#onFailure = onFailure;
    this.#process = process;
    this.#world = world;
    this.#disk = disk;
  }

  read<T>(work: (state: StateReader) => T): Promise<T> {
    return this.#process.port(async () => {
      if (this.#failure !== undefined) throw this.#failure;
      return work(this.#disk.bench.reader);
    });
  }

  write<T>(work: (state: StateReader) => Decision<T>): Promise<T> {
    return this.#process.port(
      () =>
        new Promise<T>((resolve, reject) => {
          if (this.#failure !== undefined) return reject(this.#failure);
          this.#queue.push({ work, resolve: resolve as (result: unknown) => void, reject });
          this.#schedule();
        }),
    );
  }

  onRollback(listener: () => void): void {
    this.#rollbackListeners.push(listener);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #schedule(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    this.#world.scheduler.after(this.#world.between(0, 1), () => {
      if (this.#process.alive) void this.#disk.exclusive(() => this.#flush());
    });
  }

  async #flush(): Promise<void> {
    if (!this.#process.alive) return;
    const batch = this.#queue.splice(0);
    const { db } = this.#disk.bench;
    db.exec('BEGIN');
    const { outcomes, changes } = this.#decide(batch);
    db.exec('ROLLBACK');
    this.#world.note(`${this.#process.name}: ${batch.length} writes, ${changes.length} changes`);
    try {
      if (changes.length > 0) await this.#disk.commit(this.#process, changes);
      // Whoever died meanwhile tells nobody.
      if (!this.#process.alive) return;
      batch.forEach((pending, at) => {
        const outcome = outcomes[at];
        if (outcome && 'result' in outcome) pending.resolve(outcome.result);
        else pending.reject(outcome?.error);
      });
    } catch (error) {
      for (const listener of this.#rollbackListeners) listener();
      this.#failed(batch, error);
    }
    this.#flushing = false;
    if (this.#queue.length > 0) this.#schedule();
  }

  #failed(batch: readonly Pending[], error: unknown): void {
    const told = toldOf(error);
    if (kindOf(error) === 'broken') {
      this.#failure = told;
      this.#onFailure();
    }
    const waiting = this.#failure === undefined ? [] : this.#queue.splice(0);
    for (const pending of [...batch, ...waiting]) pending.reject(told);
  }

  /** Later writes of a group see the earlier ones, and nobody else does yet. */
  #decide(batch: readonly Pending[]) {
    const { bench } = this.#disk;
    const changes: Decision<unknown>['changes'][number][] = [];
    const outcomes = batch.map(({ work }): Outcome => {
      try {
        const decision = work(bench.reader);
        bench.apply(decision.changes);
        changes.push(...decision.changes);
        return { result: decision.result };
      } catch (error) {
        return { error };
      }
    });
    return { outcomes, changes };
  }
}
