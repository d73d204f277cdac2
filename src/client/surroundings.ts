/** What a client takes from the world besides the network. Only simulations give another. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../controlplane/clock.ts';

export interface Surroundings {
  /** The time of day that requests are dated with. */
  readonly clock: Clock;
  /** Milliseconds that only grow. */
  elapsed(): number;
  /** Rejects when the signal comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** Never the same twice. */
  nonce(): string;
}

export const REAL: Surroundings = {
  clock: systemClock,
  elapsed: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
  random: () => Math.random(),
  nonce: () => randomBytes(12).toString('base64url'),
};
