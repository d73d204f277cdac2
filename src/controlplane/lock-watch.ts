/**
 * When locks with a time to live run out. Each process goes by its own monotonic clock and by what it has seen itself:
 * a clock that is set does not end a lock early, and after a restart a holder has its full time again.
 */
import type { Clock } from './clock.ts';
import type { StateLockRow } from './store/port.ts';

interface Sighting {
  readonly id: string;
  readonly beat: number;
  readonly at: number;
}

export class LockWatch {
  readonly #monotonic: Clock;
  readonly #seen = new Map<string, Sighting>();

  constructor(monotonic: Clock) {
    this.#monotonic = monotonic;
  }

  /** True when nothing has renewed the lock for its whole time. The first sight of a renewal starts the time. */
  expired({ account, name, id, beat, ttlSeconds }: StateLockRow): boolean {
    if (ttlSeconds === null) return false;
    const key = `${account} ${name}`;
    const now = this.#monotonic.now();
    const last = this.#seen.get(key);
    if (last?.id === id && last.beat === beat) return now - last.at >= ttlSeconds * 1000;
    this.#seen.set(key, { id, beat, at: now });
    return false;
  }
}
