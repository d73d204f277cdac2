/** Terraform and the providers that it starts, as a group of processes that can be killed whole or in part. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Env, type Outcome, Running } from './cli.ts';
import { PYTHON, terraformEnv } from './terraform.ts';

const SCRIPT = join(import.meta.dirname, 'terraform-live.py');
const LOOK_MS = 50;
const LOOKS = 200;

export class TerraformGroup {
  /** Of Terraform itself; what it has said before it was killed is in it. */
  readonly ended: Promise<Outcome>;
  readonly #pid: number | undefined;
  #over = false;

  constructor(folder: string, args: readonly string[], env: Env) {
    const child = spawn(PYTHON, [SCRIPT, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...terraformEnv(), ...env },
    });
    this.#pid = child.pid;
    this.ended = new Running(child).ended.finally(() => {
      this.#over = true;
    });
  }

  /** SIGKILL for Terraform, and if `whole` for its providers too. */
  kill(whole: boolean): void {
    if (this.#pid === undefined || (this.#over && !whole)) return;
    signal(whole ? -this.#pid : this.#pid, 'SIGKILL');
  }

  /** Providers whose Terraform was killed come to their end by themselves; what does not is ended here. */
  async stop(): Promise<void> {
    if (!this.#over) this.kill(true);
    await this.ended.catch(() => {});
    for (let look = 0; look < LOOKS && this.#lives(); look += 1) await sleep(LOOK_MS);
    this.kill(true);
  }

  #lives(): boolean {
    return this.#pid !== undefined && signal(-this.#pid, 0);
  }
}

/** Whether there is anybody whom it could reach. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw e;
  }
}
