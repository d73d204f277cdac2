import type { WorkOrder } from '../../client/client.ts';
import type { Context } from '../context.ts';
import { defaultDataDir, withPlatform } from '../platform.ts';

export default async function list(
  context: Context,
  _args: readonly unknown[],
  options: { all?: boolean },
): Promise<number> {
  return withPlatform(context, { dir: defaultDataDir(context) }, async (client) => {
    const orders: WorkOrder[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.workOrders({
        ...(options.all ? {} : { state: 'pending' }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      orders.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    if (context.json) context.out(JSON.stringify(orders, null, 2));
    else if (orders.length === 0) context.out(context.language === 'zh' ? '没有待办工单' : 'no work orders');
    else for (const order of orders) context.out(line(order, context));
    return 0;
  });
}

function line(order: WorkOrder, { language }: Context): string {
  return [
    order.id,
    order.state.padEnd(9),
    order.by.padEnd(12),
    order.type,
    order.resourceId,
    order.title[language],
  ].join('  ');
}
