/** Files in the making, beside the file that they become: whole or not there at all is what everybody else sees of it. */

import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Names its maker, so that it can be told when nobody will finish it any more. */
export const draftOf = (path: string): string => `${path}.${process.pid}.tmp`;

/** The same for things that are made in several places at once, on machines that know nothing of each other. */
export const uniqueDraftOf = (path: string): string => `${path}.${process.pid}-${randomUUID()}.tmp`;

const DRAFT = /^\.(\d+)(-[0-9a-f-]{36})?\.tmp$/;

/**
 * Takes away what runs have left that were cut off just before the end. Only for whoever keeps other runs away: the
 * processes of other machines cannot be seen.
 */
export function removeOldDrafts(path: string): void {
  const name = basename(path);
  for (const other of namesIn(dirname(path))) {
    const [, pid] = (other.startsWith(name) && DRAFT.exec(other.slice(name.length))) || [];
    // Those of our own number are of an earlier process, or are just about to be written anew.
    if (pid === undefined || (Number(pid) !== process.pid && exists(Number(pid)))) continue;
    try {
      rmSync(join(dirname(path), other), { force: true });
    } catch {
      // It is in nobody's way; the next run tries again.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
}
