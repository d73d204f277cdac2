import type { Context } from '../context.ts';
import { defaultDataDir, withPlatform } from '../platform.ts';

export default async function reject(
  context: Context,
  args: readonly [string],
  options: { reason: string },
): Promise<number> {
  return withPlatform(context, { dir: defaultDataDir(context) }, async (client) => {
    const order = await client.reject(args[0], options.reason);
    if (context.json) context.out(JSON.stringify(order, null, 2));
    else context.out(`${order.id}  ${order.state}  ${order.type}  ${order.resourceId}`);
    return 0;
  });
}
