/** Stands in front of the control plane's database. */

import { DatabaseSync } from 'node:sqlite';
import type { Decision, StateReader } from '../../../src/controlplane/store/port.ts';
import { DEFECT_VARIABLE } from '../boundaries.ts';
import { reached } from './reached.ts';

const { href } = new URL('../../../dist/src/controlplane/store/sqlite.js', import.meta.url);
const real = (await import(href)) as typeof import('../../../src/controlplane/store/sqlite.ts');

const EARLY_MS = 20;

export class SqliteStore extends real.SqliteStore {
  override async write<T>(work: (state: StateReader) => Decision<T>): Promise<T> {
    reached('before server.write');
    const result = await (process.env[DEFECT_VARIABLE] === 'early-answer'
      ? this.#early(work)
      : super.write(work));
    reached('after server.write');
    return result;
  }

  /** What it would come to, and a moment later it does. */
  async #early<T>(work: (state: StateReader) => Decision<T>): Promise<T> {
    const { result } = await this.read(work);
    setTimeout(() => void super.write(work).catch(() => {}), EARLY_MS);
    return result;
  }
}

const { exec } = DatabaseSync.prototype;

/** The database itself is a part of Node: its commits are seen there. */
DatabaseSync.prototype.exec = function (this: DatabaseSync, text: string): void {
  const commits = text === 'COMMIT';
  if (commits) reached('before server.commit');
  exec.call(this, text);
  if (commits) reached('after server.commit');
};
