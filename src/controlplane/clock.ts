/** Milliseconds since 1970. Everything in the control plane that depends on time asks a clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Milliseconds since some moment, whatever the time of day is set to. */
export const monotonicClock: Clock = { now: () => performance.now() };

/** How a virtual clock stands to the one beneath it. */
export interface ClockState {
  /** Milliseconds ahead of the clock beneath. */
  readonly offset: number;
  /** The moment it stands still at; null while it runs. */
  readonly frozenAt: number | null;
}

/** A clock that can be moved forward and stopped. It never goes back, not even when the one beneath it does. */
export class ControlledClock implements Clock {
  readonly #base: Clock;
  #state: ClockState;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(base: Clock, state: ClockState = { offset: 0, frozenAt: null }) {
    this.#base = base;
    this.#state = state;
  }

  now(): number {
    const { offset, frozenAt } = this.#state;
    if (frozenAt !== null) return frozenAt;
    const now = this.#base.now() + offset;
    if (now < this.#latest) this.#state = { offset: offset + this.#latest - now, frozenAt };
    else this.#latest = now;
    return this.#latest;
  }

  /** Things have happened at this moment already: it is not earlier now. */
  reach(moment: number): void {
    if (this.now() >= moment) return;
    if (this.#state.frozenAt === null) this.#latest = moment;
    else this.#state = { ...this.#state, frozenAt: moment };
  }

  get state(): ClockState {
    return this.#state;
  }

  restore(state: ClockState): void {
    this.#state = state;
  }

  advance(milliseconds: number): void {
    const { offset, frozenAt } = this.#state;
    this.#state =
      frozenAt === null
        ? { offset: offset + milliseconds, frozenAt }
        : { offset, frozenAt: frozenAt + milliseconds };
  }

  freeze(): void {
    this.#state = { offset: this.#state.offset, frozenAt: this.now() };
  }

  /** Goes on from where it stood. */
  resume(): void {
    const { frozenAt } = this.#state;
    if (frozenAt === null) return;
    this.#latest = frozenAt;
    this.#state = { offset: frozenAt - this.#base.now(), frozenAt: null };
  }
}
