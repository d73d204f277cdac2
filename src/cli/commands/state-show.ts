import { loadRegistry } from '../../schema/registry.ts';
import { isJsonObject, type Json, writeJson } from '../../values/json.ts';
import { valueToJson } from '../../values/json-value.ts';
import type { Path } from '../../values/value.ts';
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
  const { instances } = await stateOf(context, options.path, options.stack);
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
  const secret = Object.keys(schema?.attributes ?? {}).filter((name) => schema?.attributes[name]?.sensitive);
  const paths: readonly Path[] = [...(object?.sensitive ?? []), ...secret.map((name) => [name])];
  const shown = paths.reduce((all, path) => masked(all, path), json);
  context.out(writeJson(shown, { indent: true, sortKeys: true }));
  return 0;
}

/** What stands at the path must not be seen. */
function masked(json: Json, [step, ...rest]: Path): Json {
  if (json === null) return json;
  if (step === undefined) return '(sensitive)';
  if (Array.isArray(json))
    return typeof step === 'number'
      ? json.map((one, i) => (i === step ? masked(one, rest) : one))
      : '(sensitive)';
  if (!isJsonObject(json) || typeof step !== 'string') return json;
  // A value of any type stands in the state beside its type.
  const own = Object.hasOwn(json, step) ? step : 'value';
  const inner = own === step ? rest : [step, ...rest];
  return Object.hasOwn(json, own) ? { ...json, [own]: masked(json[own] as Json, inner) } : json;
}
