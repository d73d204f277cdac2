/**
 * One run at a time per state: a lock file that names its owner. The lock of a process that no longer exists is taken
 * over. A run of real Terraform is seen and respected; it does not see ours.
 */

import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { Release } from './storage.ts';
import { terraformLockHolder } from './terraform-lock.ts';

export interface LockInfo {
  readonly id: string;
  readonly operation: string;
  readonly who: string;
  readonly host: string;
  readonly pid: number;
  /** Tells a process from a later one with the same number. */
  readonly started: string;
  readonly created: string;
}

export const lockPath = (statePath: string): string =>
  join(dirname(statePath), `.${basename(statePath)}.ztc-lock`);

/** Throws `ZTC-E-STATE-LOCKED` with the holder's name. The result releases the lock. */
export function acquireLock(statePath: string, operation: string): Release {
  const terraform = terraformLockHolder(statePath);
  if (terraform !== undefined) throw lockedByTerraform(terraform, statePath);
  const file = lockPath(statePath);
  const mine = ownInfo(operation);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(file, mine)) return async () => release(file, mine.id);
    const holder = readLock(file);
    if (holder === undefined) continue;
    if (isAlive(holder)) throw locked(holder, file);
    takeAway(file, holder);
  }
  throw locked(readLock(file), file);
}

const RETRY_MS = 200;

/** Takes a lock as soon as its holder is done; throws when the time is over. */
export async function lockedWithin(ms: number, lock: () => Release | Promise<Release>): Promise<Release> {
  const end = performance.now() + ms;
  for (;;) {
    try {
      return await lock();
    } catch (e) {
      if (!isLocked(e) || performance.now() >= end) throw e;
      await setTimeout(RETRY_MS);
    }
  }
}

const isLocked = (e: unknown): boolean =>
  e instanceof DiagnosticError && e.diagnostics.some(({ code }) => code === 'ZTC-E-STATE-LOCKED');

function ownInfo(operation: string): LockInfo {
  const host = hostname();
  return {
    id: randomUUID(),
    operation,
    who: `${userName()}@${host}`,
    host,
    pid: process.pid,
    started: startOf(process.pid),
    created: new Date().toISOString(),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function tryCreate(file: string, info: LockInfo): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(info)}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'EEXIST') return false;
    const detail = `The lock file cannot be made: ${(e as Error).message}.`;
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-LOCK', 'State not locked', detail, { file }));
  }
}

/** Undefined when it is gone; a file that cannot be understood is held by nobody we could name. */
export function readLock(file: string): LockInfo | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as LockInfo;
  } catch {
    return { id: '', operation: '', who: 'unknown', host: '', pid: 0, started: '', created: '' };
  }
}

/** Processes of other machines cannot be asked, so their locks stand. */
function isAlive({ host, pid, started }: LockInfo): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return started === startOf(pid);
  try {
    process.kill(pid, 0);
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
  return started === '' || startOf(pid) === started;
}

/** Linux: clock ticks from boot to the start of the process. Elsewhere unknown. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Only one of several runs can move the dead lock away; one that moved a new lock puts it back. */
function takeAway(file: string, dead: LockInfo): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (readLock(aside)?.id !== dead.id) linkSync(aside, file);
  } catch {
    // A third run was faster; it holds the lock now.
  } finally {
    unlinkSync(aside);
  }
}

function release(file: string, id: string): void {
  if (readLock(file)?.id === id) unlinkSync(file);
}

function locked(holder: LockInfo | undefined, file: string): DiagnosticError {
  const by = holder
    ? `${holder.who} (process ${holder.pid}, ${holder.operation} since ${holder.created})`
    : 'another run';
  const detail = `The state is locked by ${by}. Wait for that run to end. If it is certain that none is under way, delete ${file}.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-STATE-LOCKED', 'State is locked', detail, { file }));
}

function lockedByTerraform(pid: number, file: string): DiagnosticError {
  const detail = `Terraform (process ${pid}) is at work on the state. Wait for that run to end.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-STATE-LOCKED', 'State is locked', detail, { file }));
}
