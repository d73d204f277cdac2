/** Terraform state v4, as Terraform itself writes it: field order, sorting, omissions and escapes. */

import { compareKeys, formatModule, formatResource, type InstanceKey } from '../../config/address.ts';
import { type Json, writeJson } from '../../values/json.ts';
import { JsonList, jsonPieces, type StreamedObject } from '../../values/json-stream.ts';
import { valueToJson } from '../../values/json-value.ts';
import { compareStrings, type Type, typeToJson } from '../../values/type.ts';
import { checksJson } from './checks.ts';
import type { InstanceState, State, StateObject } from './model.ts';
import { pathToSteps } from './paths.ts';

/** Types of resources, for attributes of any type, which the file wraps with their type. */
export type TypeOf = (mode: 'managed' | 'data', type: string) => Type | undefined;

type Mutable = Record<string, Json>;

/** The file: what names this write, and in pieces what the state says. */
export interface StateText {
  readonly head: string;
  readonly content: Iterable<string>;
}

export function stateText(state: State, typeOf: TypeOf): StateText {
  const head = writeJson(
    {
      version: 4,
      terraform_version: state.terraformVersion,
      serial: state.serial,
      lineage: state.lineage,
    },
    { indent: true },
  );
  return { head: `${head.slice(0, head.lastIndexOf('\n'))},`, content: contentPieces(state, typeOf) };
}

/** One object with the head: without the brace that opens it. */
function* contentPieces(state: State, typeOf: TypeOf): Generator<string> {
  const content: StreamedObject = {
    outputs: outputsJson(state),
    resources: resourcesJson(state, typeOf),
    check_results: checksJson(state.checks),
  };
  let opening = 1;
  for (const piece of jsonPieces(content, { indent: true })) {
    yield piece.slice(opening);
    opening = 0;
  }
  yield '\n';
}

function outputsJson(state: State): Json {
  const outputs: Mutable = Object.create(null);
  for (const name of [...state.outputs.keys()].sort(compareStrings)) {
    const output = state.outputs.get(name);
    if (!output) continue;
    outputs[name] = {
      value: valueToJson(output.value),
      type: typeToJson(output.value.type) as Json,
      ...(output.sensitive ? { sensitive: true } : {}),
    };
  }
  return outputs;
}

interface Group {
  /** Module, mode, type and name. */
  readonly sortKey: readonly [string, string, string, string];
  readonly provider: string;
  readonly instances: InstanceState[];
}

function resourcesJson(state: State, typeOf: TypeOf): JsonList {
  const groups = new Map<string, Group>();
  for (const instance of state.instances.values()) {
    const { module, mode, type, name } = instance.address;
    const key = `${formatResource(instance.address)} ${instance.provider}`;
    const group = groups.get(key);
    if (group) group.instances.push(instance);
    else {
      const sortKey = [formatModule(module), mode, type, name] as const;
      groups.set(key, { sortKey, provider: instance.provider, instances: [instance] });
    }
  }
  const sorted = [...groups.values()].sort((a, b) => compareTuples(a.sortKey, b.sortKey));
  return new JsonList(sorted.values().map((group) => groupJson(group, typeOf)));
}

function compareTuples(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareStrings(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return 0;
}

function groupJson(
  { sortKey: [module, mode, type, name], provider, instances }: Group,
  typeOf: TypeOf,
): Json {
  const shape = typeOf(mode as 'managed' | 'data', type);
  const sorted = [...instances].sort((a, b) => compareKeys(a.address.key, b.address.key));
  return {
    ...(module === '' ? {} : { module }),
    mode,
    type,
    name,
    provider,
    instances: sorted.flatMap((instance) => instanceJson(instance, shape)),
  };
}

/** The objects of one address, as the list of a state holds them. */
export function instanceJson(
  { address: { key }, current, deposed }: InstanceState,
  shape: Type | undefined,
): Json[] {
  const objects: Json[] = current ? [objectJson(key, undefined, current, shape)] : [];
  for (const id of [...deposed.keys()].sort(compareStrings))
    objects.push(objectJson(key, id, deposed.get(id) as StateObject, shape));
  return objects;
}

function objectJson(
  key: InstanceKey,
  deposed: string | undefined,
  object: StateObject,
  shape: Type | undefined,
): Json {
  const json: Mutable = {};
  if (key !== undefined) json.index_key = key;
  if (object.tainted) json.status = 'tainted';
  if (deposed !== undefined) json.deposed = deposed;
  json.schema_version = object.schemaVersion;
  json.attributes = object.value ? valueToJson(object.value, shape) : (object.attributes ?? null);
  json.sensitive_attributes = object.sensitive.map((path) => pathToSteps(path, object.value));
  json.identity_schema_version = 0;
  if (object.private !== '') json.private = object.private;
  if (object.dependencies.length > 0) json.dependencies = object.dependencies;
  if (object.createBeforeDestroy) json.create_before_destroy = true;
  return json;
}
