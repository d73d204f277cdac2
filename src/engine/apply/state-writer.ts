/** The way of the changing state to where it is kept: often enough to be of use to others, rarely enough to be cheap. */

import type { EngineClock, Listener, OperationLog } from '../ports.ts';
import type { State } from '../state/model.ts';
import type { StateStorage } from '../state/storage.ts';
import type { TypeOf } from '../state/write.ts';
import type { WorkingState } from './working-state.ts';

const INTERVAL_MS = 1000;
/** A write may take a twentieth of the time. */
const SHARE = 20;

export interface StateWriterOptions {
  readonly state: WorkingState;
  readonly log: Pick<OperationLog, 'saving'>;
  readonly storage: StateStorage;
  readonly typeOf: TypeOf;
  readonly clock: EngineClock;
  readonly emit: Listener;
}

export class StateWriter {
  readonly #options: StateWriterOptions;
  #written = -1;
  #nextAt: number;
  #last: State | undefined;
  /** Calls off the write that is planned for later. */
  #planned: (() => void) | undefined;
  /** One write at a time. */
  #running: Promise<State> | undefined;

  constructor(options: StateWriterOptions) {
    this.#options = options;
    this.#nextAt = options.clock.now() + INTERVAL_MS;
  }

  /** Called after every operation; writes when it is time, at the latest soon after: the next operation may take long. */
  changed(): void {
    if (this.#planned) return;
    const wait = Math.max(0, this.#nextAt - this.#options.clock.now());
    if (wait === 0) void this.#early();
    else this.#planned = this.#options.clock.later(wait, () => void this.#early());
  }

  /** A write that fails here is tried again by the next one, which tells. */
  async #early(): Promise<void> {
    this.#planned = undefined;
    if (this.#running) return;
    await this.flush().catch(() => {});
  }

  async flush(): Promise<State> {
    this.#planned?.();
    this.#planned = undefined;
    while (this.#running) await this.#running.catch(() => {});
    if (this.#last && this.#written === this.#options.state.version) return this.#last;
    this.#running = this.#write();
    try {
      return await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  async #write(): Promise<State> {
    const { state, log, storage, typeOf, clock, emit } = this.#options;
    const start = clock.now();
    const { version } = state;
    const saved = log.saving();
    try {
      this.#last = await storage.write(state.snapshot(), typeOf);
      this.#written = version;
      saved(this.#last.serial);
    } finally {
      const now = clock.now();
      this.#nextAt = now + Math.max(INTERVAL_MS, (now - start) * SHARE);
    }
    emit({ kind: 'state_written', serial: this.#last.serial });
    return this.#last;
  }
}
