/** Milliseconds since 1970. Everything in the control plane that depends on time asks a clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** How a virtual clock stands to the one beneath it. */
export interface ClockState {
  /** Milliseconds ahead of the clock beneath. */
  readonly offset: number;
  /** The moment it stands still at; null while it runs. */
  readonly frozenAt: number | null;
}

/** A clock that can be moved forward and stopped. It never goes back. */
export class ControlledClock implements Clock {
  readonly #base: Clock;
  #state: ClockState;

  constructor(base: Clock, state: ClockState = { offset: 0, frozenAt: null }) {
    this.#base = base;
    this.#state = state;
  }

  now(): number {
    return this.#state.frozenAt ?? this.#base.now() + this.#state.offset;
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
    if (frozenAt !== null) this.#state = { offset: frozenAt - this.#base.now(), frozenAt: null };
  }
}
