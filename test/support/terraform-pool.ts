/** Terraform in processes that stay: a command takes a quarter of the time that a process of its own would take. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanEnv } from './cli.ts';
import { type Outcome, PYTHON, setUpTerraform } from './terraform.ts';

/** No command of the tests comes near this; one that does hangs. */
const PATIENCE_MS = 120_000;

/** One process that answers one command at a time. */
class Worker {
  #child: ChildProcess | undefined;
  #settle: { readonly done: (outcome: Outcome) => void; readonly fail: (error: Error) => void } | undefined;

  async run(folder: string, args: readonly string[]): Promise<Outcome> {
    this.#child ??= this.#start();
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    this.#settle = { done: resolve, fail: reject };
    const timer = setTimeout(() => {
      reject(new Error(`terraform ${args.join(' ')} hangs`));
      this.stop();
    }, PATIENCE_MS);
    this.#child.stdin?.write(`${JSON.stringify({ folder, args })}\n`);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#settle = undefined;
    }
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcess {
    const child = spawn(PYTHON, [join(import.meta.dirname, 'terraform-worker.py')], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...cleanEnv(), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
    });
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.#child = undefined;
      this.#settle?.fail(new Error(`Terraform's process has ended: ${code ?? signal}`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.#settle?.done(JSON.parse(line)));
    return child;
  }
}

/** As many commands at the same time as there are workers; the others wait. */
export class TerraformPool implements Disposable {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(size = 2) {
    setUpTerraform();
    this.#workers = Array.from({ length: size }, () => new Worker());
    this.#idle = [...this.#workers];
  }

  async run(folder: string, ...args: readonly string[]): Promise<Outcome> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((free) => this.#waiting.push(free)));
    try {
      return await worker.run(folder, args);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#idle.push(worker);
    }
  }

  [Symbol.dispose](): void {
    for (const worker of this.#workers) worker.stop();
  }
}
