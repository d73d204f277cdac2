/** Real Terraform in a process that stays: a command costs a fifth of what it costs with a process of its own. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanEnv, ROOT } from '../support/cli.ts';

const PYTHON = join(ROOT, 'node_modules', '.cache', 'ztc-terraform', 'bin', 'python');
/** The library keeps memory of each command; a new process forgets it. */
const COMMANDS_PER_PROCESS = 400;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly lines: AsyncIterator<string>;
  left: number;
}

/** One command at a time. */
export class TerraformWorker implements Disposable {
  #running: Running | undefined;

  async run(folder: string, ...args: readonly string[]): Promise<Outcome> {
    if (this.#running?.left === 0) this[Symbol.dispose]();
    this.#running ??= start();
    const { process, lines } = this.#running;
    this.#running.left -= 1;
    process.stdin.write(`${JSON.stringify([folder, ...args])}\n`);
    const answer = await lines.next();
    if (answer.done) throw new Error(`Terraform ended unexpectedly in ${folder}: ${args.join(' ')}`);
    const [code, stdout, stderr] = JSON.parse(answer.value) as [number, string, string];
    return { code, stdout, stderr };
  }

  [Symbol.dispose](): void {
    this.#running?.process.stdin.end();
    this.#running = undefined;
  }
}

function start(): Running {
  const env = { ...cleanEnv(), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const child = spawn(PYTHON, [join(import.meta.dirname, 'terraform-worker.py')], { env });
  child.stderr.resume();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { process: child, lines, left: COMMANDS_PER_PROCESS };
}
