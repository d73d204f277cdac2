/** A journal in a file on this machine. */

import { close, constants, fdatasync, openSync, write } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { draftOf, removeOldDrafts } from '../state/drafts.ts';
import type { JournalMedium } from './medium.ts';

export class JournalFile implements JournalMedium {
  readonly location: string;
  /** A number, not a handle: a run that is thrown away need not close it. */
  #file: number | undefined;

  constructor(path: string) {
    this.location = path;
  }

  async load(): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.location);
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw e;
    }
  }

  async append(bytes: Uint8Array, sync: boolean): Promise<void> {
    this.#file ??= openSync(this.location, constants.O_WRONLY | constants.O_APPEND);
    for (let at = 0; at < bytes.length; )
      at += (await io.write(this.#file, bytes, at, bytes.length - at)).bytesWritten;
    if (sync) await io.fdatasync(this.#file);
  }

  async replace(bytes: Uint8Array): Promise<void> {
    await this.close();
    await mkdir(dirname(this.location), { recursive: true });
    removeOldDrafts(this.location);
    const temporary = draftOf(this.location);
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.location);
    } catch (e) {
      await rm(temporary, { force: true }).catch(() => {});
      throw e;
    }
    await syncFolder(dirname(this.location));
  }

  async remove(): Promise<void> {
    await this.close();
    removeOldDrafts(this.location);
    await rm(this.location, { force: true });
    await syncFolder(dirname(this.location));
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) await io.close(file);
  }
}

const io = { write: promisify(write), fdatasync: promisify(fdatasync), close: promisify(close) };

/** So that a name that was given or taken away stays so. Some file systems refuse; it is as durable there as it gets. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch {
    // See above.
  } finally {
    await handle?.close();
  }
}
