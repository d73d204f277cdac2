import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText } from '../../controlplane/errors.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { removeServerFile, runningServer, writeServerFile } from '../server-file.ts';

interface Options {
  readonly dir: string;
  readonly port: number;
  readonly operator: 'auto' | 'manual';
  readonly timing: 'instant' | 'fast' | 'realistic';
  readonly foreground?: boolean;
}

const LOG = 'server.log';

export default async function start(
  context: Context,
  _args: readonly unknown[],
  options: Options,
): Promise<number> {
  const dir = resolve(context.cwd, options.dir);
  makeFolder(dir);
  const other = runningServer(dir);
  if (other) {
    throw new CliError({
      code: 'ZTC-CLI-ALREADY_RUNNING',
      what: {
        en: `a control plane already serves this folder (pid ${other.pid})`,
        zh: `该目录的控制面已在运行（进程 ${other.pid}）`,
      },
      where: other.endpoint,
      fix: {
        en: "use it, or 'ztc controlplane stop' first",
        zh: "直接使用，或先执行 'ztc controlplane stop'",
      },
    });
  }
  return options.foreground ? serve(context, dir, options) : background(context, dir, options);
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError({
      code: 'ZTC-API-STORE_UNUSABLE',
      what: errorText('ZTC-API-STORE_UNUSABLE', { dir, reason }),
      where: dir,
      fix: { en: 'give a folder that may be written to by --dir', zh: '用 --dir 指定可写目录' },
    });
  }
}

async function serve(context: Context, dir: string, options: Options): Promise<number> {
  const [{ createControlPlane }, { listen }, { loadRuleSet }] = await Promise.all([
    import('../../controlplane/server.ts'),
    import('../../controlplane/listen.ts'),
    import('../../rules/registry.ts'),
  ]);
  const failure = Promise.withResolvers<never>();
  // Whoever waits for it hears of it; until then nobody has to.
  failure.promise.catch(() => {});
  const controlPlane = createControlPlane({
    dir,
    onFailure: (error) => failure.reject(brokenStore(dir, error)),
    operator: options.operator,
    profile: options.timing,
    rules: { rules: loadRuleSet() },
  });
  const listener = await listen(controlPlane, { port: options.port });
  writeServerFile(dir, { pid: process.pid, endpoint: listener.endpoint });
  announce(context, listener.endpoint, dir);
  const stopped = new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
  });
  try {
    await Promise.race([stopped, failure.promise]);
  } finally {
    await listener.close();
    await controlPlane.close();
    removeServerFile(dir);
  }
  return 0;
}

function brokenStore(dir: string, error: unknown): CliError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CliError({
    code: 'ZTC-API-STORE_FAILED',
    what: errorText('ZTC-API-STORE_FAILED', { reason }),
    where: dir,
    fix: {
      en: 'look after the disk, then start it again: what was acknowledged is there',
      zh: '检查磁盘后重新启动；已确认的写入不会丢失',
    },
  });
}

/** Starts this very command in the background and waits until it serves, or says why it does not. */
async function background(context: Context, dir: string, options: Options): Promise<number> {
  const log = openSync(join(dir, LOG), 'w');
  const args = ['controlplane', 'start', '--foreground', '--dir', dir, '--port', String(options.port)];
  const child = spawn(
    process.execPath,
    [process.argv[1] ?? '', ...args, '--operator', options.operator, '--timing', options.timing],
    { detached: true, stdio: ['ignore', log, log], cwd: context.cwd },
  );
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  for (let attempt = 0; attempt < 600 && !exited; attempt += 1) {
    const server = runningServer(dir);
    if (server?.pid === child.pid && server) {
      child.unref();
      announce(context, server.endpoint, dir);
      return 0;
    }
    await sleep(50);
  }
  throw new CliError({
    code: 'ZTC-CLI-NOT_STARTED',
    what: { en: 'the control plane did not start', zh: '控制面未能启动' },
    value: readFileSync(join(dir, LOG), 'utf8').slice(-2000),
    where: join(dir, LOG),
    fix: {
      en: 'mend what the log says; another port can be given by --port',
      zh: '请按日志处理；可用 --port 指定其他端口',
    },
  });
}

function announce(context: Context, endpoint: string, dir: string): void {
  if (context.json) context.out(JSON.stringify({ endpoint, dir, pid: process.pid }));
  else context.out(endpoint);
  context.note(
    context.language === 'zh'
      ? `控制面数据与密钥在 ${dir}；其他命令可用 --endpoint ${endpoint} 或 ZTC_ENDPOINT`
      : `data and keys in ${dir}; other commands reach it by --endpoint ${endpoint} or ZTC_ENDPOINT`,
  );
}
