/** Milliseconds since 1970. Everything in the control plane that depends on time asks a clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
