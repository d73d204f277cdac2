/** The state in a file on this machine. A write is complete or did not happen, whatever interrupts it. */

import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { EMPTY_STATE, type State } from './model.ts';
import { readState } from './read.ts';
import { type TypeOf, writeState } from './write.ts';

/** Where a state lives. `read` gives an empty state when there is none yet. */
export interface StateStorage {
  read(): State;
  /** Returns the state as written: with its lineage, and a serial that has grown if the content has changed. */
  write(state: State, typeOf: TypeOf): State;
  /** Keeps other runs out; throws when one is under way. Returns what lets them in again. */
  lock(operation: string): () => void;
  readonly location: string;
}

export function readStateFile(path: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const detail = `The state cannot be read: ${(e as Error).message}.`;
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-IO', 'Unreadable state', detail, { file: path }));
  }
  return readState(text, path);
}

/** Temporary file, fsync, rename, fsync of the folder: after this call the content survives a power failure. */
export function writeFileAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (e) {
    if (existsSync(temporary)) unlinkSync(temporary);
    const detail = `The state could not be written: ${(e as Error).message}.`;
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-IO', 'State not saved', detail, { file: path }));
  }
  syncFolder(dirname(path));
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
  readonly lock: (path: string, operation: string) => () => void;
  readonly newLineage: () => string;
}

export function createLocalStorage({ path, lock, newLineage }: LocalOptions): StateStorage {
  let last: { readonly text: string; readonly state: State } | undefined;
  let backedUp = false;
  return {
    location: path,
    read: () => readStateFile(path) ?? EMPTY_STATE,
    write(state, typeOf) {
      const lineage = state.lineage || newLineage();
      const before = last ?? onDisk(path, typeOf);
      const same =
        before && before.text === writeState({ ...state, lineage, serial: before.state.serial }, typeOf);
      if (same) return before.state;
      const serial = (before?.state.serial ?? state.serial) + 1;
      const next = { ...state, lineage, serial };
      const text = writeState(next, typeOf);
      if (!backedUp && existsSync(path)) copyFileSync(path, `${path}.backup`);
      backedUp = true;
      writeFileAtomically(path, text);
      last = { text, state: next };
      return next;
    },
    lock: (operation) => lock(path, operation),
  };
}

/** What the file says, in our own words, so that a foreign way of writing the same is no change. */
function onDisk(path: string, typeOf: TypeOf): { text: string; state: State } | undefined {
  const state = readStateFile(path);
  return state && { text: writeState(state, typeOf), state };
}
