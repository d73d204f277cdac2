/** The command line as users have it: real processes in a folder of their own, and nothing left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = join(import.meta.dirname, '../..');
const ZTC = join(ROOT, 'bin/ztc');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Env = Readonly<Record<string, string>>;

/** A process that runs; what it has said so far can be waited for. */
export class Running {
  readonly ended: Promise<Outcome>;
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.ended = new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (code) => done({ code, stdout: this.#stdout, stderr: this.#stderr }));
    });
  }

  /** Resolves with the first match on stderr; fails when the process ends without one. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let over = false;
    const end = this.ended.then(() => {
      over = true;
    });
    for (;;) {
      const found = pattern.exec(this.#stderr);
      if (found) return found;
      if (over) throw new Error(`ended without saying ${pattern}:\n${this.#stdout}\n${this.#stderr}`);
      await Promise.race([end, sleep(20)]);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.ended.catch(() => {});
  }
}

/** A temporary folder to run `ztc` in. Disposing it ends what still runs there and removes the folder. */
export class Project implements AsyncDisposable {
  readonly dir: string;
  readonly #running = new Set<Running>();
  readonly #env: Env;

  constructor(env: Env = {}) {
    if (!existsSync(join(ROOT, 'dist/src/cli/main.js')))
      throw new Error("ztc is not built: run 'sh scripts/build.sh' first");
    this.dir = mkdtempSync(join(tmpdir(), 'ztc-e2e-'));
    this.#env = env;
  }

  /** A project that runs one of the examples, as its own `cdktf.json` would. */
  static ofExample(name: string): Project {
    const project = new Project();
    project.writeJson('cdktf.json', {
      language: 'typescript',
      app: `node ${JSON.stringify(join(ROOT, 'examples', name, 'main.ts'))}`,
      output: 'cdktf.out',
    });
    return project;
  }

  /** A copy that can be spoilt. */
  copy(): Project {
    const other = new Project(this.#env);
    cpSync(this.dir, other.dir, { recursive: true });
    return other;
  }

  path(file: string): string {
    return join(this.dir, file);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  writeJson(file: string, value: unknown): void {
    this.write(file, `${JSON.stringify(value, null, 2)}\n`);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(this.path(file));
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true, force: true });
  }

  start(args: readonly string[], env: Env = {}): Running {
    const child = spawn(ZTC, args, {
      cwd: this.dir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...cleanEnv(), ...this.#env, ...env },
    });
    const running = new Running(child);
    this.#running.add(running);
    void running.ended.then(
      () => this.#running.delete(running),
      () => this.#running.delete(running),
    );
    return running;
  }

  /** Runs `ztc` to its end. */
  ztc(...args: readonly string[]): Promise<Outcome> {
    return this.start(args).ended;
  }

  /** As `ztc`, where anything but this exit code is a failure that shows what was said. */
  async must(code: number, ...args: readonly string[]): Promise<string> {
    const outcome = await this.ztc(...args);
    if (outcome.code !== code)
      throw new Error(
        `ztc ${args.join(' ')} ended with ${outcome.code}\n${outcome.stderr.slice(-4000)}\n${outcome.stdout.slice(0, 1000)}`,
      );
    return outcome.stdout;
  }

  async json<T>(code: number, ...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.must(code, ...args)) as T;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running].map((one) => one.stop()));
    if (this.has('.ztc/server.json')) await this.ztc('controlplane', 'stop');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The environment without anybody's settings of ztc, Terraform, colours or language. */
export function cleanEnv(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(ZTC_|TF_|CDKTF_|NODE_|VITEST|LC_|LANG|FORCE_COLOR|CI$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: '1', LANG: 'en_US.UTF-8' };
}
