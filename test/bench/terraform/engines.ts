/** Both engines on a folder of their own with the same configuration, one command at a time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON, setUpTerraform, terraform as terraformCommand } from '../../support/terraform.ts';
import { once, type Sample } from '../measure.ts';
import { configuration, type Shape } from './shapes.ts';

export const STEPS = {
  plan: 'plan, everything new',
  apply: 'apply',
  replan: 'plan, no changes',
  replanOffline: 'plan -refresh=false, no changes',
  destroy: 'destroy',
} as const;

export type Step = keyof typeof STEPS;

export interface Engine {
  run(step: Step): Sample;
  /** Forgets what was applied. */
  clear(): void;
}

const MAIN = 'main.tf.json';
const STATES = ['.ztc', 'terraform.tfstate', 'terraform.tfstate.backup'];

/** `-detailed-exitcode` makes a failure of a plan that has changes. */
const FLAGS: Readonly<Record<Step, readonly string[]>> = {
  plan: ['plan'],
  apply: ['apply', '-auto-approve'],
  replan: ['plan', '-detailed-exitcode'],
  replanOffline: ['plan', '-detailed-exitcode', '-refresh=false'],
  destroy: ['destroy', '-auto-approve'],
};

function folderFor(parent: string, name: string, shape: Shape, count: number): string {
  const dir = join(parent, `${name}-${shape}-${count}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, MAIN), JSON.stringify(configuration(shape, count), undefined, 2));
  return dir;
}

export function ztcEngine(parent: string, shape: Shape, count: number, longestMs: number): Engine {
  const dir = folderFor(parent, 'ztc', shape, count);
  const ztc = join(import.meta.dirname, '../../../bin/ztc');
  return {
    run(step) {
      const flags = FLAGS[step].map((flag) => flag.replace(/^-(?=\w)/, '--'));
      return once({ cwd: dir, command: [ztc, ...flags, '--quiet'], env: { ZTC_LANG: 'en' }, longestMs });
    },
    clear: () => clear(dir),
  };
}

/** `backend` is the address of a state server; without it the state is a file, as it is for ztc. */
export function terraformEngine(
  parent: string,
  shape: Shape,
  count: number,
  longestMs: number,
  backend?: string,
): Engine {
  setUpTerraform();
  const dir = folderFor(parent, 'terraform', shape, count);
  if (backend !== undefined) {
    const terraform = { backend: { http: { address: backend } } };
    writeFileSync(join(dir, 'backend.tf.json'), JSON.stringify({ terraform }));
  }
  const terraform = (...args: readonly string[]): Sample =>
    once({
      cwd: dir,
      command: [PYTHON, join(import.meta.dirname, 'terraform.py'), dir, ...args],
      env: { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
      longestMs,
    });
  terraform('init', '-input=false', '-no-color');
  return {
    run: (step) => terraform(...FLAGS[step], '-input=false', '-no-color'),
    clear: () => clear(dir),
  };
}

function clear(dir: string): void {
  for (const name of STATES) rmSync(join(dir, name), { recursive: true, force: true });
}

/** A server for one state, in memory. */
export class StateServer implements Disposable {
  readonly address: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.address = `http://127.0.0.1:${port}/`;
  }

  static async start(): Promise<StateServer> {
    const script = join(import.meta.dirname, 'state-server.ts');
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await event(child.stdout, 'data');
    return new StateServer(child, Number(String(line)));
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}

export function terraformVersion(): string {
  const [version = ''] = terraformCommand(tmpdir(), 'version').stdout.split('\n');
  return version.replace(' v', ' ');
}
