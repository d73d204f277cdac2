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
    if (json[key] !== undefined && !PLAN_FREE.has(key)) plan[key] = named(json[key], ids);
  for (const key of ['resource_changes', 'resource_drift', 'checks'])
    if (plan[key] !== undefined) plan[key] = byAddress(plan[key]);
  if (plan.relevant_attributes !== undefined) plan.relevant_attributes = asSet(plan.relevant_attributes);
  if (isJsonObject(plan.prior_state)) {
    const { terraform_version: _version, checks, ...rest } = plan.prior_state;
    plan.prior_state = { ...rest, ...(checks === undefined ? {} : { checks: byAddress(checks) }) };
  }
  return plan;
}

/** A state file's content; one that was never written is the same as one that holds nothing. */
export function normalState(state: JsonObject | undefined, ids: Ids): Json {
  const { outputs = {}, resources = [], check_results: checks = null } = state ?? {};
  return { outputs: named(outputs, ids), resources: named(resources, ids), checks: byAddress(checks) };
}

/** The text of a state file up to the results of checks, which are in no order. */
export function normalStateText(text: string | undefined, ids: Ids): readonly string[] {
  const [body = ''] = (text ?? '').split('\n  "check_results":');
  return body
    .split('\n')
    .filter((line) => !/^ {2}"(?:serial|lineage|terraform_version)":/.test(line))
    .map((line) =>
      line.replace(/"(?:[0-9a-f]{8}|[^"]*-[^"]*)"/g, (part) => `"${ids.in(part.slice(1, -1))}"`),
    );
}

function named(value: Json, ids: Ids): Json {
  if (typeof value === 'string') return ids.in(value);
  if (Array.isArray(value)) return value.map((one) => named(one, ids));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [ids.in(key), named(one, ids)]));
}

function byAddress(list: Json): Json {
  if (!Array.isArray(list)) return list;
  return Object.fromEntries(list.map((one: JsonObject) => [keyOf(one), one]));
}

function keyOf(one: JsonObject): string {
  const { address, deposed, config_addr: configAddress } = one;
  const text = isJsonObject(address) ? address.to_display : (address ?? configAddress);
  return `${text as string}${deposed === undefined ? '' : ` deposed ${deposed as string}`}`;
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
