/** The state of an object is a function of its row and the time. Nothing has to run for it to change. */
import type { Lifecycle, Transition } from '../schema/model.ts';
import type { Profile } from './api.ts';
import { sha256 } from './json.ts';
import type { ResourceRow } from './store/port.ts';

export function isGone(row: ResourceRow, now: number): boolean {
  return row.deletedAt !== null && row.deletedAt <= now;
}

/** An operation is running, or waits for a work order. */
export function inTransition(row: ResourceRow, now: number): boolean {
  return row.readyAt === null || now < row.readyAt;
}

export function statusOf(row: ResourceRow, now: number): string {
  return inTransition(row, now) ? row.via : row.outcome;
}

export function isReady(row: ResourceRow, lifecycle: Lifecycle, now: number): boolean {
  return row.phase !== 'delete' && !inTransition(row, now) && lifecycle.ready.includes(row.outcome);
}

export function hasFailed(row: ResourceRow, lifecycle: Lifecycle, now: number): boolean {
  return !inTransition(row, now) && !isGone(row, now) && !lifecycle.ready.includes(row.outcome);
}

/** When the object reached a status; null while it has not. */
export function reachedAt(row: ResourceRow, status: string, now: number): number | null {
  const at = row.reached[status];
  return at !== undefined && at <= now ? at : null;
}

const FACTOR: Readonly<Record<Profile, number>> = { instant: 0, fast: 0.01, realistic: 1 };

/** Milliseconds that a transition takes: the same for the same seed and object, spread over the given range. */
export function duration(transition: Transition, profile: Profile, seed: number, key: string): number {
  const factor = FACTOR[profile];
  if (factor === 0) return 0;
  const [least, most] = transition.seconds;
  return Math.round((least + (most - least) * fraction(seed, key)) * 1000 * factor);
}

/** A number from 0 up to 1 that looks random and follows from the seed and the key. */
export function fraction(seed: number, key: string): number {
  return Number.parseInt(sha256(`${seed} ${key}`).slice(0, 12), 16) / 2 ** 48;
}
