import type { Json, JsonObject } from '../../client/client.ts';
import { assignment } from '../assignment.ts';
import type { Context } from '../context.ts';
import { defaultDataDir, withPlatform } from '../platform.ts';

export default async function approve(
  context: Context,
  args: readonly [string],
  options: { set: readonly string[] },
): Promise<number> {
  const values: JsonObject = Object.fromEntries(
    options.set.map((text) => {
      const { name, value } = assignment(text, '--set');
      return [name, jsonOrText(value)];
    }),
  );
  return withPlatform(context, { dir: defaultDataDir(context) }, async (client) => {
    const order = await client.approve(args[0], values);
    if (context.json) context.out(JSON.stringify(order, null, 2));
    else context.out(`${order.id}  ${order.state}  ${order.type}  ${order.resourceId}`);
    return 0;
  });
}

/** `--set vlan_id=301` is a number, `--set cidr=10.8.0.0/16` a text, `--set 'assigned_values={"a":"b"}'` a map. */
function jsonOrText(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
