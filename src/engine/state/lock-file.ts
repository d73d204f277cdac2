/** The file that is a lock: made by one run only, renewed by its owner, moved away by one run only. */

import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { removeOldDrafts, uniqueDraftOf } from './drafts.ts';
import type { ProcessIdentity } from './process-identity.ts';

export interface LockRecord extends ProcessIdentity {
  /** Grows while the owner lives. Of one length, so that it can be written over. */
  readonly beat: string;
  readonly id: string;
  readonly operation: string;
  readonly who: string;
  readonly created: string;
}

export interface Sighting {
  readonly text: string;
  /** A file that cannot be understood is held by nobody that could be named. */
  readonly record: LockRecord | undefined;
  /** By the clock of whoever keeps the file. */
  readonly mtimeMs: number;
}

export const lockPath = (statePath: string): string =>
  join(dirname(statePath), `.${basename(statePath)}.ztc-lock`);

/** Undefined when there is none. */
export function readLock(file: string): Sighting | undefined {
  try {
    const { mtimeMs } = statSync(file);
    const text = readFileSync(file, 'utf8');
    return { text, record: parsed(text), mtimeMs };
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem('read', file, e);
  }
}

function parsed(text: string): LockRecord | undefined {
  try {
    const record = JSON.parse(text) as LockRecord | null;
    return typeof record?.id === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}

const FIRST_BEAT = '0000000000';
/** Behind `{"beat":"`. */
const BEAT_AT = 9;

/** Undefined when somebody else has one. The file is there with all it says, or not at all. */
export function createLock(file: string, record: Omit<LockRecord, 'beat'>): OwnLock | undefined {
  const draft = uniqueDraftOf(file);
  const text = `${JSON.stringify({ beat: FIRST_BEAT, ...record })}\n`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (e) {
      if (!NO_LINKS.has((e as NodeJS.ErrnoException).code)) throw e;
      writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    }
    removeOldDrafts(file);
    return new OwnLock(file, record.id);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw problem('made', file, e);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** File systems on which a file has one name only. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP']);

/** Renewed through the open file: a lock that was taken over by another file is never written into. */
export class OwnLock {
  readonly #file: string;
  readonly #id: string;
  readonly #handle: number;
  #beats = 0;

  constructor(file: string, id: string) {
    this.#file = file;
    this.#id = id;
    this.#handle = openSync(file, 'r+');
  }

  /** The same file, or at least one that says the same: not every file system numbers its files. */
  get isOurs(): boolean {
    const there = statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    if (!there) return false;
    const own = fstatSync(this.#handle, { bigint: true });
    if (own.ino === there.ino && own.dev === there.dev) return true;
    return readLock(this.#file)?.record?.id === this.#id;
  }

  /** What fails here is tried again by the next one; others look for longer than that. */
  beat(): void {
    try {
      this.#beats++;
      writeSync(this.#handle, String(this.#beats).padStart(FIRST_BEAT.length, '0'), BEAT_AT);
      fdatasyncSync(this.#handle);
    } catch {}
  }

  remove(): void {
    const ours = this.isOurs;
    closeSync(this.#handle);
    if (ours) unlinkSync(this.#file);
  }
}

/** Of several runs only one can move the lock away; one that moved another lock puts it back. */
export function takeAway(file: string, seen: Sighting): void {
  const aside = uniqueDraftOf(file);
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (readLock(aside)?.record?.id !== seen.record?.id) linkSync(aside, file);
  } catch {
    // A third run was faster; it holds the lock now.
  } finally {
    unlinkSync(aside);
  }
}

/** How long ago the lock was renewed, by one clock: that of whoever keeps both files. */
export function ageOf(file: string, { mtimeMs }: Sighting): number {
  const probe = uniqueDraftOf(file);
  try {
    writeFileSync(probe, '', { flag: 'wx', mode: 0o600 });
    return statSync(probe).mtimeMs - mtimeMs;
  } catch (e) {
    throw problem('made', file, e);
  } finally {
    rmSync(probe, { force: true });
  }
}

function problem(done: string, file: string, e: unknown): DiagnosticError {
  const detail = `The lock file cannot be ${done}: ${(e as Error).message}.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-STATE-LOCK', 'State not locked', detail, { file }));
}
