/** What all parts of one simulation share. */

import { Random } from '../../fuzz/random.ts';
import { Scheduler } from './scheduler.ts';
import { Trace } from './trace.ts';

/** A promise that was broken. */
export interface Violation {
  readonly at: number;
  readonly promise: string;
  readonly detail: string;
}

export interface Counts {
  lives: number;
  crashes: number;
  requests: number;
  acknowledged: number;
  faults: number;
}

const DAY = 24 * 3600 * 1000;
const EPOCH = Date.UTC(2026, 0, 5);

export class World {
  readonly seed: number;
  readonly scheduler = new Scheduler();
  readonly random: Random;
  readonly trace: Trace;
  readonly violations: Violation[] = [];
  readonly counts: Counts = { lives: 0, crashes: 0, requests: 0, acknowledged: 0, faults: 0 };
  /** Whether things go wrong. At rest they do not any more. */
  stormy = true;
  /** How far the machine's clock has been put forward or back. */
  #shift = 0;
  #furthest = 0;
  #forward = 0;
  #names = 0;

  constructor(seed: number, tell?: (line: string) => void) {
    this.seed = seed;
    this.random = new Random(seed);
    this.trace = new Trace(tell);
  }

  /** Time of day of the one machine that all of it runs on. */
  readonly wallClock = { now: (): number => EPOCH + Math.round(this.scheduler.now) + this.#shift };

  jump(ms: number): void {
    this.#shift += ms;
    this.#furthest = Math.max(this.#furthest, this.#shift);
    this.#forward += Math.max(0, ms);
    this.note(`clock jumps ${ms}`);
  }

  /** Nothing goes wrong from now on, and the clock shows no time that it has shown before. */
  calm(): void {
    this.stormy = false;
    this.#shift = this.#furthest;
  }

  /** The platform may have forgotten what was done under tokens, but for creations. */
  get tokensRunOut(): boolean {
    return this.#forward + this.scheduler.now >= DAY;
  }

  note(what: string): void {
    this.trace.add(this.scheduler.now, what);
  }

  violate(promise: string, detail: string): void {
    this.note(`VIOLATION ${promise}: ${detail}`);
    this.violations.push({ at: this.scheduler.now, promise, detail });
  }

  /** True with this probability while things go wrong. */
  trouble(probability: number): boolean {
    return this.stormy && this.random.chance(probability);
  }

  /** So many milliseconds, evenly between the bounds. */
  between(low: number, high: number): number {
    return low + this.random.next() * (high - low);
  }

  /** Different every time, and the same for the same seed. */
  name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }
}
