import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { runningServer } from '../server-file.ts';

interface Options {
  readonly dir: string;
  readonly yes?: boolean;
}

export default async function reset(
  context: Context,
  _args: readonly unknown[],
  options: Options,
): Promise<number> {
  const dir = resolve(context.cwd, options.dir);
  const zh = context.language === 'zh';
  const server = runningServer(dir);
  if (server) {
    throw new CliError({
      code: 'ZTC-CLI-STILL_RUNNING',
      what: {
        en: `a server uses this folder (pid ${server.pid})`,
        zh: `有服务正在使用该目录（进程 ${server.pid}）`,
      },
      where: dir,
      fix: { en: "'ztc controlplane stop' first", zh: "请先执行 'ztc controlplane stop'" },
    });
  }
  if (!existsSync(join(dir, 'credentials.json'))) {
    context.note(zh ? '没有数据' : 'there is no data');
    return 0;
  }
  const question = zh ? `删除 ${dir} 中的全部资源？` : `Throw away every object in ${dir}?`;
  if (!options.yes && !(await confirm(context, question))) return 1;
  rmSync(dir, { recursive: true, force: true });
  context.note(zh ? `已清空 ${dir}` : `emptied ${dir}`);
  return 0;
}
