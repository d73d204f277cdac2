import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { withPlatform } from '../platform.ts';
import { runningServer } from '../server-file.ts';

export default async function status(
  context: Context,
  _args: readonly unknown[],
  options: { dir: string },
): Promise<number> {
  const dir = resolve(context.cwd, options.dir);
  const server = runningServer(dir);
  const endpoint = context.endpoint ?? server?.endpoint;
  const stored = existsSync(join(dir, 'credentials.json'));
  if (endpoint === undefined && !stored) {
    if (context.json) context.out(JSON.stringify({ running: false, objects: 0 }));
    else context.out(context.language === 'zh' ? '未运行，尚无数据' : 'not running, no data yet');
    return 0;
  }
  const at: Context = endpoint === undefined ? context : { ...context, endpoint };
  return withPlatform(at, { dir }, async (client) => {
    const meta = await client.meta();
    const counts: Record<string, number> = {};
    for (const type of meta.types) {
      let cursor: string | undefined;
      do {
        const page = await client.list(type, { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
        if (page.items.length > 0) counts[type] = (counts[type] ?? 0) + page.items.length;
        cursor = page.cursor;
      } while (cursor !== undefined);
    }
    const objects = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const running = server !== undefined || context.endpoint !== undefined;
    if (context.json)
      context.out(
        JSON.stringify(
          {
            running,
            endpoint: endpoint ?? null,
            pid: server?.pid ?? null,
            operator: meta.operator,
            objects,
            types: counts,
          },
          null,
          2,
        ),
      );
    else {
      const zh = context.language === 'zh';
      context.out(
        running
          ? `${zh ? '运行中' : 'running'} ${endpoint}${server ? ` (pid ${server.pid})` : ''}`
          : zh
            ? '未运行（内嵌数据）'
            : 'not running (embedded data)',
      );
      context.out(zh ? `${objects} 个资源` : `${objects} objects`);
      for (const [type, count] of Object.entries(counts))
        context.out(`  ${String(count).padStart(5)}  ${type}`);
    }
    return 0;
  });
}
