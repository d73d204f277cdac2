/**
 * One run at a time per state file: a lock file that names its owner. The lock of a run that no longer exists is taken
 * over, that of a living one never. A run of real Terraform is seen and respected; it does not see ours.
 */

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Diagnostic, DiagnosticError } from '../../values/diagnostic.ts';
import { type EngineClock, systemClock } from '../ports.ts';
import {
  ageOf,
  createLock,
  type LockRecord,
  lockPath,
  type OwnLock,
  readLock,
  type Sighting,
  takeAway,
} from './lock-file.ts';
import { isRunning, thisProcess, whoAmI } from './process-identity.ts';
import { isLocked, lockedBy, lockLost } from './refusals.ts';
import type { LockHolder, LockKeeper, Release } from './storage.ts';
import { terraformLockHolder } from './terraform-lock.ts';

export interface LockOptions {
  readonly clock?: EngineClock;
  /** Told when a lock was taken over. */
  readonly warn?: (warning: Diagnostic) => void;
  /** What must be done when the process ends, whatever ends it; the answer takes that back. */
  readonly atExit?: (act: () => void) => () => void;
}

export interface Held {
  /** Throws `ZTC-E-STATE-LOCK-LOST` when somebody else may be at work by now. */
  check(): void;
  release(): void;
}

const BEAT_MS = 10_000;
/** Nobody who lives lets this long pass: seen with this process's own eyes and clock. */
const SILENCE_MS = 60_000;
/** The same by the clock of the file server, whose jumps are not seen. */
const OLD_MS = 600_000;

export class FileLock implements LockKeeper {
  readonly #statePath: string;
  readonly #file: string;
  readonly #clock: EngineClock;
  readonly #warn: (warning: Diagnostic) => void;
  readonly #atExit: (act: () => void) => () => void;
  /** The lock of another machine, since it was last seen to change. */
  #watched: { readonly text: string; readonly mtimeMs: number; readonly since: number } | undefined;

  constructor(statePath: string, options: LockOptions = {}) {
    this.#statePath = statePath;
    this.#file = lockPath(statePath);
    this.#clock = options.clock ?? systemClock;
    this.#warn = options.warn ?? (() => {});
    this.#atExit = options.atExit ?? atProcessExit;
  }

  /** Throws `ZTC-E-STATE-LOCKED` with the holder's name. */
  acquire(operation: string): Held {
    const terraform = terraformLockHolder(this.#statePath);
    if (terraform !== undefined) throw this.#locked(terraformText(terraform), '');
    const { machine, pid, started } = thisProcess();
    const who = whoAmI();
    const created = this.#clock.date().toISOString();
    const record = { id: randomUUID(), operation, who, created, machine, pid, started };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const own = createLock(this.#file, record);
      if (own) return this.#hold(own);
      const seen = readLock(this.#file);
      if (!seen) continue;
      const why = this.#whyOver(seen);
      if (why === undefined) throw this.#locked(describe(seen.record), adviceFor(seen.record));
      takeAway(this.#file, seen);
      this.#warn(takenOver(seen.record, why, this.#file));
    }
    throw this.#locked(describe(readLock(this.#file)?.record), '');
  }

  async holder(): Promise<LockHolder | undefined> {
    const seen = readLock(this.#file);
    if (seen) {
      const { record } = seen;
      return {
        id: record?.id ?? '',
        text: describe(record),
        alive: record && isAlive(record),
        removable: true,
      };
    }
    const terraform = terraformLockHolder(this.#statePath);
    return terraform === undefined
      ? undefined
      : { id: TERRAFORM, text: terraformText(terraform), alive: true, removable: false };
  }

  async remove({ id }: LockHolder): Promise<void> {
    const seen = readLock(this.#file);
    if (seen && (seen.record?.id ?? '') === id) takeAway(this.#file, seen);
  }

  #hold(own: OwnLock): Held {
    let beating = (): void => {};
    const beat = (): void => {
      own.beat();
      beating = this.#clock.later(BEAT_MS, beat);
    };
    beating = this.#clock.later(BEAT_MS, beat);
    const end = (): void => {
      beating();
      own.remove();
    };
    const stay = this.#atExit(end);
    return {
      check: () => this.#check(own),
      release: () => {
        stay();
        end();
      },
    };
  }

  #check(own: OwnLock): void {
    const file = this.#statePath;
    if (!own.isOurs) {
      const holder = readLock(this.#file);
      const now = holder ? ` It belongs to ${describe(holder.record)}.` : '';
      throw lockLost(`The lock of this run was taken away.${now}`, { file });
    }
    const terraform = terraformLockHolder(this.#statePath);
    if (terraform !== undefined)
      throw lockLost(
        `${terraformText(terraform)} has begun to work on the state, without a look at our lock.`,
        {
          file,
        },
      );
  }

  /** Undefined while the owner may be at work. */
  #whyOver(seen: Sighting): string | undefined {
    const alive = seen.record && isAlive(seen.record);
    if (alive === true) return undefined;
    if (alive === false) return 'its process no longer exists';
    if (this.#unchangedFor(seen) >= SILENCE_MS) return `it was not renewed for ${SILENCE_MS / 1000} s`;
    if (ageOf(this.#file, seen) >= OLD_MS) return `it was not renewed for ${OLD_MS / 60_000} min`;
    return undefined;
  }

  #unchangedFor({ text, mtimeMs }: Sighting): number {
    const now = this.#clock.now();
    if (this.#watched?.text !== text || this.#watched.mtimeMs !== mtimeMs)
      this.#watched = { text, mtimeMs, since: now };
    return now - this.#watched.since;
  }

  #locked(holder: string, advice: string): DiagnosticError {
    return lockedBy(holder, advice, { file: this.#statePath });
  }
}

const ATTEMPTS = 3;
const TERRAFORM = 'terraform';
const terraformText = (pid: number): string => `Terraform (process ${pid})`;

/** Undefined for a process of another machine, which cannot be asked. */
const isAlive = (record: LockRecord): boolean | undefined =>
  record.machine === thisProcess().machine ? isRunning(record) : undefined;

function describe(record: LockRecord | undefined): string {
  if (!record) return 'a run that has left no name';
  return `${record.who} (process ${record.pid}, ${record.operation} since ${record.created})`;
}

function adviceFor(record: LockRecord | undefined): string {
  if (record && isAlive(record)) return '';
  const silence = `With --lock-timeout=${(2 * SILENCE_MS) / 60_000}m the lock is taken over if it is not renewed.`;
  return `${silence} 'ztc state unlock' ends it when it is certain that no run is under way.`;
}

function takenOver(record: LockRecord | undefined, why: string, file: string): Diagnostic {
  const detail = `The lock of ${describe(record)} was taken over: ${why}.`;
  return { severity: 'warning', code: 'ZTC-W-LOCK-TAKEN', summary: 'Lock taken over', detail, file };
}

function atProcessExit(act: () => void): () => void {
  process.once('exit', act);
  return () => process.off('exit', act);
}

const RETRY_MS = 200;

export interface Waiting {
  readonly ms: number;
  /** Whoever waits is asked to stop. */
  readonly signal?: AbortSignal;
  /** Told once, what is waited for. */
  readonly tell?: (why: string) => void;
}

/** Takes a lock as soon as its holder is done; throws when the time is over. */
export async function lockedWithin(
  { ms, signal, tell }: Waiting,
  lock: () => Release | Promise<Release>,
): Promise<Release> {
  const end = performance.now() + ms;
  for (let told = false; ; ) {
    try {
      return await lock();
    } catch (e) {
      if (!isLocked(e) || performance.now() >= end || signal?.aborted) throw e;
      if (!told && e instanceof DiagnosticError) tell?.(e.diagnostics[0]?.detail ?? '');
      told = true;
      await setTimeout(RETRY_MS, undefined, signal ? { signal } : {}).catch(() => {});
    }
  }
}
