import type { OutputState } from '../../engine/state/model.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import { valueToJson } from '../../values/json-value.ts';
import { typeToJson } from '../../values/type.ts';
import { info, type Message } from './message.ts';

/** The outputs after an apply; of sensitive ones not the value. */
export function outputsMessage(outputs: ReadonlyMap<string, OutputState>): Message {
  const entries = [...outputs].map(([name, { value, sensitive }]): [string, JsonObject] => [
    name,
    {
      sensitive,
      type: typeToJson(value.type) as Json,
      ...(sensitive ? {} : { value: valueToJson(value) }),
    },
  ]);
  return info('outputs', `Outputs: ${entries.length}`, { outputs: Object.fromEntries(entries) });
}
