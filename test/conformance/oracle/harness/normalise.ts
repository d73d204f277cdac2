/** Plans and states without what two engines may differ in: ids they draw, the time, their own name, the order of sets. */

import { isJsonObject, type Json, JsonNumber, type JsonObject } from '../../../../src/values/json.ts';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Names for what an engine draws at random. An id is called after the object that brought it into the state. */
export class Ids {
  readonly #names = new Map<string, string>();
  readonly #generations = new Map<string, number>();

  learn(state: JsonObject | undefined): void {
    for (const resource of objectsIn(state?.resources)) {
      for (const instance of objectsIn(resource.instances)) {
        const address = addressOf(resource, instance);
        const id = isJsonObject(instance.attributes) ? instance.attributes.id : undefined;
        for (const uuid of typeof id === 'string' ? (id.match(UUID) ?? []) : []) this.#name(uuid, address);
        if (typeof instance.deposed === 'string') this.#name(instance.deposed, `deposed ${address}`);
      }
    }
  }

  in(text: string): string {
    return this.#names.get(text) ?? text.replace(UUID, (uuid) => this.#names.get(uuid) ?? uuid);
  }

  #name(id: string, address: string): void {
    if (this.#names.has(id)) return;
    const generation = (this.#generations.get(address) ?? 0) + 1;
    this.#generations.set(address, generation);
    this.#names.set(id, `<${address} #${generation}>`);
  }
}

const PLAN_FREE = new Set(['terraform_version', 'timestamp', 'ztc', 'format_version']);

/** What everything else follows from stands first, so that a failure begins with it. */
const PLAN_ORDER = [
  'resource_changes',
  'output_changes',
  'resource_drift',
  'checks',
  'applyable',
  'complete',
];
const PLAN_END = ['relevant_attributes', 'configuration'];

/** A plan JSON with lists that are sets as objects by address. */
export function normalPlan(json: Json | undefined, ids: Ids): Json {
  if (!isJsonObject(json)) return null;
  const others = Object.keys(json).filter((key) => ![...PLAN_ORDER, ...PLAN_END].includes(key));
  const plan: Record<string, Json> = {};
  for (const key of [...PLAN_ORDER, ...others, ...PLAN_END])
    if (json[key] !== undefined && !PLAN_FREE.has(key)) plan[key] = normal(json[key], ids);
  if (plan.relevant_attributes !== undefined) plan.relevant_attributes = asSet(plan.relevant_attributes);
  if (plan.variables !== undefined) plan.variables = asText(plan.variables);
  return plan;
}

/** A state file's content; one that was never written is the same as one that holds nothing. */
export function normalState(state: JsonObject | undefined, ids: Ids): Json {
  const { outputs = {}, resources = [], check_results: checks } = state ?? {};
  const objects = objectsIn(resources).flatMap(({ instances, ...resource }) =>
    objectsIn(instances).map((instance): readonly [string, Json] => {
      const { deposed } = instance;
      const address = addressOf(resource, instance);
      const key = deposed === undefined ? address : `${address} deposed ${ids.in(deposed as string)}`;
      return [key, normal({ ...resource, ...instance }, ids)];
    }),
  );
  return {
    outputs: normal(outputs, ids),
    objects: Object.fromEntries(objects),
    checks: normal(checks ?? [], ids),
  };
}

/** Terraform leaves these where an object should have been created and nothing came of it. */
const WITHOUT_INSTANCES = /\n {4}\{\n(?: {6}"(?!instances)[^\n]*\n)* {6}"instances": \[\]\n {4}\},?(?=\n)/g;

/** The text of a state file up to the results of checks, which are in no order. */
export function normalStateText(text: string | undefined, ids: Ids): readonly string[] {
  const [body = ''] = (text ?? '').split('\n  "check_results":');
  return body
    .replace(WITHOUT_INSTANCES, '')
    .split('\n')
    .filter((line) => !/^ {2}"(?:serial|lineage|terraform_version)":/.test(line))
    .map((line) =>
      line.replace(/"(?:[0-9a-f]{8}|[^"]*-[^"]*)"/g, (part) => `"${ids.in(part.slice(1, -1))}"`),
    );
}

/** Names in place of ids, and lists of things with addresses as objects by address. */
function normal(value: Json, ids: Ids): Json {
  if (typeof value === 'string') return ids.in(value);
  if (Array.isArray(value)) {
    const list = value.map((one) => normal(one, ids));
    const keys = list.map(keyOf);
    return list.length > 0 && keys.every((key) => key !== undefined)
      ? Object.fromEntries(list.map((one, at) => [keys[at] as string, one]))
      : list;
  }
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(withoutForeignWords(value)).filter(([key]) => key !== 'terraform_version');
  return Object.fromEntries(kept.map(([key, one]) => [ids.in(key), normal(one, ids)]));
}

/** What cannot be evaluated is told in the words of each engine. */
function withoutForeignWords(value: JsonObject): JsonObject {
  if (value.status !== 'error') return value;
  const { problems: _problems, failure_messages: _messages, ...rest } = value;
  return rest;
}

/** By what a thing is found in a list without order; undefined for everything else. */
function keyOf(one: Json): string | undefined {
  if (!isJsonObject(one)) return undefined;
  const { address, deposed, deposed_key: deposedKey, config_addr: configured, object_addr: object } = one;
  const text = isJsonObject(address) ? address.to_display : (address ?? configured ?? object);
  if (typeof text !== 'string') return undefined;
  const key = deposed ?? deposedKey;
  return key === undefined ? text : `${text} deposed ${key as string}`;
}

/** Terraform shows variables as they were given (a number from the command line is text), ztc as converted. */
function asText(value: Json): Json {
  if (Array.isArray(value)) return value.map(asText);
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asText(one)]));
  return value === null || typeof value === 'string' ? value : show(value);
}

/** A list without order, of which nothing but its members matters. */
const asSet = (list: Json): Json =>
  Array.isArray(list) ? Object.fromEntries(list.map((one) => [show(one), true])) : list;

const objectsIn = (list: Json | undefined): readonly JsonObject[] =>
  Array.isArray(list) ? (list as readonly JsonObject[]) : [];

export function addressOf({ module, mode, type, name }: JsonObject, { index_key: key }: JsonObject): string {
  const parts = [module, mode === 'data' ? 'data' : undefined, type, name].filter(
    (part) => part !== undefined,
  );
  return `${parts.join('.')}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`;
}

/** One value on one line, with keys in order, so that equal values look alike. */
export function show(value: Json | undefined): string {
  if (value === undefined) return '(absent)';
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(show).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const parts = Object.keys(value).sort();
  return `{${parts.map((key) => `${JSON.stringify(key)}:${show(value[key])}`).join(',')}}`;
}
