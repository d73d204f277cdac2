/** `local-exec`: a command on this machine. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bodyShape } from '../../config/body.ts';
import { T, type Type } from '../../values/type.ts';

/** The arguments of the block. */
export const LOCAL_EXEC = bodyShape(
  T.object(
    new Map<string, Type>([
      ['command', T.string],
      ['interpreter', T.list(T.string)],
      ['working_dir', T.string],
      ['environment', T.map(T.string)],
      ['quiet', T.bool],
    ]),
    ['interpreter', 'working_dir', 'environment', 'quiet'],
  ),
);

export interface Command {
  /** Interpreter and its arguments; the command comes last. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Added to the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export const DEFAULT_INTERPRETER: readonly string[] =
  process.platform === 'win32' ? ['cmd', '/C'] : ['/bin/sh', '-c'];

/** Undefined when it succeeded, else why not. Output of both kinds comes in lines, as it is written. */
export function runCommand({ argv, cwd, env, signal, onLine }: Command): Promise<string | undefined> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, killedBy) => {
      if (code === 0) resolve(undefined);
      else resolve(killedBy ? `it was ended by ${killedBy}` : `exit status ${code}`);
    });
  });
}
