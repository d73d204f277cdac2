import { compareInstances, type InstanceAddress, parseAddress, parseModule } from '../../config/address.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { stateOf } from '../state.ts';

interface Options {
  readonly path?: string;
  readonly stack?: string;
}

export default async function list(
  context: Context,
  args: readonly [(readonly string[])?],
  options: Options,
): Promise<number> {
  const { instances } = await stateOf(context, options.path, options.stack);
  const all = [...instances].sort(([, a], [, b]) => compareInstances(a.address, b.address));
  const found = new Set<string>();
  for (const wanted of args[0] ?? []) {
    const matching = all.filter(([text, { address }]) => matches(wanted, text, address));
    if (matching.length === 0) throw nothing(wanted);
    for (const [text] of matching) found.add(text);
  }
  const addresses = (args[0] ?? []).length === 0 ? all.map(([text]) => text) : [...found];
  if (context.json) context.out(JSON.stringify(addresses, null, 2));
  else if (addresses.length > 0) context.out(addresses.join('\n'));
  return 0;
}

/** A module, a resource or one instance of either; without a key all instances. Anything else: how addresses begin. */
function matches(wanted: string, text: string, address: InstanceAddress): boolean {
  const steps = parseModule(wanted) ?? parseAddress(wanted)?.module;
  if (!steps) return text.startsWith(wanted);
  const inside = steps.every(
    ({ name, key }, i) =>
      address.module[i]?.name === name && (key === undefined || key === address.module[i]?.key),
  );
  const resource = parseAddress(wanted);
  if (!inside || !resource) return inside;
  return (
    address.module.length === steps.length &&
    address.mode === resource.mode &&
    address.type === resource.type &&
    address.name === resource.name &&
    (resource.key === undefined || resource.key === address.key)
  );
}

function nothing(wanted: string): CliError {
  return new CliError({
    code: 'ZTC-CLI-NOT_IN_STATE',
    what: { en: 'the state has nothing with this address', zh: '状态中没有此地址的资源' },
    value: wanted,
    fix: { en: "'ztc state list' shows what there is", zh: "可用 'ztc state list' 查看" },
  });
}
