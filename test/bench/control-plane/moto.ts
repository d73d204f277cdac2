/** moto, an emulator of a cloud's control plane in Python, in an environment of its own: the yardstick of ours. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'moto[server]==5.1.22';
const VENV = join(import.meta.dirname, '../../../node_modules/.cache/ztc-moto');
const STAMP = join(VENV, 'moto-5.1.22');
const LONGEST_MS = 5 * 60_000;

export const MOTO = 'moto 5.1.22';
export const PYTHON = join(VENV, 'bin', 'python');

/** Undefined when it is there; otherwise why it cannot be installed. */
export function setUpMoto(): string | undefined {
  if (existsSync(STAMP)) return undefined;
  mkdirSync(VENV, { recursive: true });
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: 'pipe', timeout: LONGEST_MS });
  try {
    run('python3', '-m', 'venv', '--clear', VENV);
    run(PYTHON, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  writeFileSync(STAMP, '');
  return undefined;
}
