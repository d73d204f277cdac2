import { readStateFile } from '../../engine/state/local.ts';
import { loadRegistry } from '../../schema/registry.ts';
import { isJsonObject, writeJson } from '../../values/json.ts';
import { valueToJson } from '../../values/json-value.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { stateOf } from '../state.ts';

interface Options {
  readonly path?: string;
  readonly stack?: string;
}

export default async function show(
  context: Context,
  args: readonly [string],
  options: Options,
): Promise<number> {
  const { instances } = stateOf(context, options.path, options.stack, readStateFile);
  const instance = instances.get(args[0]);
  const object = instance?.current;
  const json = object?.value ? valueToJson(object.value) : object?.attributes;
  if (!instance || json === undefined) {
    throw new CliError({
      code: 'ZTC-CLI-NOT_IN_STATE',
      what: { en: 'the state has no such object', zh: '状态中没有此资源' },
      value: args[0],
      fix: { en: "'ztc state list' shows what there is", zh: "可用 'ztc state list' 查看" },
    });
  }
  const schema = loadRegistry().find(instance.address.type);
  const shown = isJsonObject(json)
    ? Object.fromEntries(
        Object.entries(json).map(([name, value]) => [
          name,
          schema?.attributes[name]?.sensitive && value !== null ? '(sensitive)' : value,
        ]),
      )
    : json;
  context.out(writeJson(shown, { indent: true, sortKeys: true }));
  return 0;
}
