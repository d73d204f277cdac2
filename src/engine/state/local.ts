/** The state in a file on this machine. A write is complete or did not happen, whatever interrupts it. */

import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { draftOf, removeOldDrafts } from './drafts.ts';
import { FileLock, type Held, type LockOptions } from './lock.ts';
import { EMPTY_STATE, type State } from './model.ts';
import { readState } from './read.ts';
import type { StateStorage } from './storage.ts';
import { digestOf, successor, type Version, versionOf } from './versions.ts';
import { stateText, type TypeOf } from './write.ts';

export function readStateFile(path: string): State | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readBytes(path);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const detail = `The state cannot be read: ${(e as Error).message}.`;
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-IO', 'Unreadable state', detail, { file: path }));
  }
  return readState(bytes, path);
}

/** As `readFileSync`, which stops at 2 GiB. */
function readBytes(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(fstatSync(file).size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, Math.min(bytes.length - length, LONGEST_READ), length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

const LONGEST_READ = 1 << 30;

/** Reads again only what has changed: an apply asks several times what the file says. */
class StateFile {
  readonly #path: string;
  #identity: string | undefined;
  #state: State | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  read(): State | undefined {
    const identity = identityOf(this.#path);
    if (identity === undefined || identity !== this.#identity) this.#state = readStateFile(this.#path);
    this.#identity = identity;
    return this.#state;
  }

  forget(): void {
    this.#identity = undefined;
    this.#state = undefined;
  }
}

/** Another one after every write, whoever wrote. */
function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
}

/** A file in the making. After `commit` its content survives a power failure; before, nothing has happened. */
class Draft {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: number;

  constructor(path: string) {
    this.#path = path;
    this.#temporary = draftOf(path);
    this.#file = openSync(this.#temporary, 'w', 0o600);
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }

  commit(): void {
    fsyncSync(this.#file);
    renameSync(this.#temporary, this.#path);
    syncFolder(dirname(this.#path));
  }

  /** After a commit nothing is left to be thrown away. */
  [Symbol.dispose](): void {
    closeSync(this.#file);
    rmSync(this.#temporary, { force: true });
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Some file systems refuse this; the rename is as durable there as it gets.
  } finally {
    closeSync(handle);
  }
}

export interface LocalOptions {
  readonly path: string;
  readonly newLineage: () => string;
  readonly lock?: LockOptions;
}

export function createLocalStorage({ path, newLineage, lock }: LocalOptions): StateStorage {
  const file = new StateFile(path);
  const locks = new FileLock(path, lock);
  let held: Held | undefined;
  let last: Version | undefined;
  let backedUp = false;
  const aboutToWrite = (): void => {
    held?.check();
    if (!backedUp && existsSync(path)) copyFileSync(path, `${path}.backup`);
    backedUp = true;
  };
  return {
    location: path,
    locks,
    checkLock: () => held?.check(),
    read: async () => file.read() ?? EMPTY_STATE,
    async write(state, typeOf) {
      const found = last ? undefined : file.read();
      const before = last ?? (found && versionOf(found, typeOf));
      const next = successor(state, before, newLineage);
      const digest = saved(() => replaceFile(path, next, typeOf, before?.digest, aboutToWrite), path);
      if (digest === before?.digest) return before.state;
      file.forget();
      last = { digest, state: next };
      return next;
    },
    async lock(operation) {
      const mine = locks.acquire(operation);
      held = mine;
      removeOldDrafts(path);
      // Others may have written before.
      last = undefined;
      return async () => {
        if (held === mine) held = undefined;
        mine.release();
      };
    },
  };
}

/** Writes the state unless the file says the same already. Returns the digest of what the file says then. */
function replaceFile(
  path: string,
  state: State,
  typeOf: TypeOf,
  present: string | undefined,
  aboutToWrite: () => void,
): string {
  using draft = new Draft(path);
  const { head, content } = stateText(state, typeOf);
  draft.write(head);
  const digest = digestOf(state, content, (piece) => draft.write(piece));
  if (digest === present) return digest;
  aboutToWrite();
  draft.commit();
  return digest;
}

function saved<T>(write: () => T, path: string): T {
  try {
    return write();
  } catch (e) {
    if (!isSystemError(e)) throw e;
    const detail = `The state could not be written: ${e.message}.`;
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-IO', 'State not saved', detail, { file: path }));
  }
}

const isSystemError = (e: unknown): e is NodeJS.ErrnoException => e instanceof Error && 'syscall' in e;
