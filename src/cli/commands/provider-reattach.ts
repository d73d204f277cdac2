/** Runs Terraform, OpenTofu or anything that starts them, with the provider in this process. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logTo } from '../../plugin/log.ts';
import { type Attached, serveInProcess } from '../../plugin/reattach.ts';
import { ztcService } from '../../plugin/ztc-host.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';

/** A shell's way of saying that a signal has ended the command. */
const SIGNALLED = 128;
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

export default async function reattach(
  _context: Context,
  args: readonly [readonly string[]],
): Promise<number> {
  const [command] = args;
  const sockets = mkdtempSync(join(tmpdir(), 'ztc-reattach-'));
  const log = logTo(
    process.env,
    (line) => void process.stderr.write(line),
    () => new Date(),
  );
  const service = ztcService(process, log);
  const attached = await serveInProcess(service, sockets);
  try {
    return await follow(command, attached);
  } finally {
    attached.close();
    await service.settled();
    await service.close();
    rmSync(sockets, { recursive: true, force: true });
  }
}

/** Ctrl-C reaches the command by itself; it decides what that means. */
function follow([program = '', ...args]: readonly string[], { env }: Attached): Promise<number> {
  const stay = (): void => {};
  const pass = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', stay);
  process.on('SIGTERM', pass);
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(notStarted(program, error)));
    child.once('exit', (code, signal) => resolve(code ?? SIGNALLED + (SIGNAL_NUMBERS[signal ?? ''] ?? 0)));
  }).finally(() => {
    process.off('SIGINT', stay);
    process.off('SIGTERM', pass);
  });
}

function notStarted(program: string, { message }: Error): CliError {
  return new CliError({
    code: 'ZTC-CLI-COMMAND',
    what: { en: `the command cannot be started: ${message}`, zh: `无法启动命令：${message}` },
    value: program,
    fix: { en: 'give a program that is on the PATH, or its path', zh: '请给出 PATH 中的程序或其路径' },
  });
}
