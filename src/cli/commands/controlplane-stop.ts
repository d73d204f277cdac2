import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { isAlive, runningServer } from '../server-file.ts';

export default async function stop(
  context: Context,
  _args: readonly unknown[],
  options: { dir: string },
): Promise<number> {
  const server = runningServer(resolve(context.cwd, options.dir));
  if (!server) {
    context.note(context.language === 'zh' ? '没有正在运行的控制面' : 'no control plane is running');
    return 0;
  }
  process.kill(server.pid, 'SIGTERM');
  for (let attempt = 0; attempt < 200 && isAlive(server.pid); attempt += 1) await sleep(50);
  if (isAlive(server.pid)) {
    throw new CliError({
      code: 'ZTC-CLI-NOT_STOPPED',
      what: { en: `process ${server.pid} does not end`, zh: `进程 ${server.pid} 未结束` },
      where: server.endpoint,
      fix: {
        en: 'wait for its requests to end, or kill it: nothing acknowledged is lost',
        zh: '请等待请求结束或强制终止：已确认的写入不会丢失',
      },
    });
  }
  context.note(context.language === 'zh' ? `已停止 ${server.endpoint}` : `stopped ${server.endpoint}`);
  return 0;
}
