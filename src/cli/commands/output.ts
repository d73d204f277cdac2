import type { OutputState } from '../../engine/state/model.ts';
import { type Json, JsonNumber, writeJson } from '../../values/json.ts';
import { valueToJson } from '../../values/json-value.ts';
import { typeToJson } from '../../values/type.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { stateOf } from '../state.ts';

interface Options {
  readonly path?: string;
  readonly stack?: string;
  readonly raw?: boolean;
}

export default async function output(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  const { outputs } = await stateOf(context, options.path, options.stack);
  const [name] = args;
  if (name !== undefined) return one(context, name, outputs, options.raw ?? false);
  if (options.raw) throw notRaw(null);
  if (context.json) {
    const all = Object.fromEntries(
      [...outputs].map(([key, value]) => [
        key,
        {
          sensitive: value.sensitive,
          type: typeToJson(value.value.type) as Json,
          value: valueToJson(value.value),
        },
      ]),
    );
    context.out(writeJson(all, { indent: true }));
  } else
    for (const [key, value] of outputs)
      context.out(`${key} = ${value.sensitive ? '(sensitive)' : writeJson(valueToJson(value.value))}`);
  return 0;
}

/** One output by name is shown even when it is sensitive: who asks for it by name wants it. */
function one(
  context: Context,
  name: string,
  outputs: ReadonlyMap<string, OutputState>,
  raw: boolean,
): number {
  const found = outputs.get(name);
  if (!found) {
    throw new CliError({
      code: 'ZTC-CLI-NO_OUTPUT_VALUE',
      what: { en: 'the state has no such output', zh: '状态中没有此输出' },
      value: name,
      allowed: [...outputs.keys()],
      fix: { en: 'name one of the outputs, or apply first', zh: '请指定已有的输出，或先执行 apply' },
    });
  }
  const json = valueToJson(found.value);
  if (raw && (json === null || (typeof json === 'object' && !(json instanceof JsonNumber))))
    throw notRaw(name);
  context.out(!context.json && typeof json === 'string' ? json : writeJson(json));
  return 0;
}

function notRaw(name: string | null): CliError {
  return new CliError({
    code: 'ZTC-CLI-NOT_RAW',
    what: {
      en: 'only one text, number or truth value can be printed as it is',
      zh: '只有单个文本、数值或布尔值可原样输出',
    },
    value: name,
    fix: { en: 'name one such output, or use --json', zh: '请指定一个此类输出，或使用 --json' },
  });
}
