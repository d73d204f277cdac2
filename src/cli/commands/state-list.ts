import { readStateFile } from '../../engine/state/local.ts';
import type { Context } from '../context.ts';
import { stateOf } from '../state.ts';

interface Options {
  readonly path?: string;
  readonly stack?: string;
}

export default async function list(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  const { instances } = stateOf(context, options.path, options.stack, readStateFile);
  const [prefix = ''] = args;
  const addresses = [...instances.keys()].filter((address) => address.startsWith(prefix)).sort();
  if (context.json) context.out(JSON.stringify(addresses, null, 2));
  else if (addresses.length > 0) context.out(addresses.join('\n'));
  return 0;
}
