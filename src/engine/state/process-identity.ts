/** Who this process is, and whether another one that was seen earlier still runs. */

import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';

export interface ProcessIdentity {
  /** Processes of one machine can see each other. */
  readonly machine: string;
  readonly pid: number;
  /** Tells a process from a later one with the same number. */
  readonly started: string;
}

export const thisProcess = (): ProcessIdentity => ({
  machine: thisMachine(),
  pid: process.pid,
  started: startOf(process.pid),
});

/**
 * The run of a system and the processes that are seen there: a host name alone is shared by containers and clones.
 * Where the system does not tell, the name must do.
 */
function thisMachine(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Of a process of this machine. One that is stopped runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === '' || startOf(pid) === started;
}

/** Linux: clock ticks from boot to the start of the process. Elsewhere unknown, as is that of a zombie. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? '' : (fields[18] ?? '');
  } catch {
    return '';
  }
}

/** `user@host`, for people. */
export function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `unknown@${hostname()}`;
  }
}
