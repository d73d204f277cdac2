/**
 * The lock that real Terraform holds on a state file while it works: one of the operating system, which Node can see on
 * Linux but not take. The file that Terraform leaves beside the state proves nothing: it outlives a killed run.
 */

import { readFileSync, statSync } from 'node:fs';

/** The process that writes the state under Terraform's lock; undefined when nobody does or it cannot be told. */
export function terraformLockHolder(statePath: string): number | undefined {
  const state = statSync(statePath, { throwIfNoEntry: false });
  if (!state) return undefined;
  const file = `${deviceText(state.dev)}:${state.ino}`;
  const holder = locks().find((lock) => lock.file === file && lock.pid !== process.pid);
  return holder?.pid;
}

interface FileLock {
  readonly pid: number;
  /** `fe:01:1234`: device and inode. */
  readonly file: string;
}

/** `1: POSIX  ADVISORY  WRITE 4711 fe:01:1234 0 EOF`; processes that wait for a lock have an arrow. */
function locks(): readonly FileLock[] {
  let text: string;
  try {
    text = readFileSync('/proc/locks', 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line): readonly FileLock[] => {
    const [, kind, , access, pid, file] = line.split(/\s+/);
    return kind === 'POSIX' && access === 'WRITE' && pid !== undefined && file !== undefined
      ? [{ pid: Number(pid), file }]
      : [];
  });
}

/** Major and minor number, as the kernel packs and prints them. */
function deviceText(dev: number): string {
  const major = Math.floor(dev / 256) % 4096;
  const minor = (dev % 256) + Math.floor(dev / 1_048_576) * 256;
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':');
}
