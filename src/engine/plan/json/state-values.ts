/** `planned_values` and `prior_state`: objects as a state would hold them. */

import {
  compareInstances,
  formatModule,
  type InstanceAddress,
  type ModuleInstance,
} from '../../../config/address.ts';
import { isJsonObject, type Json } from '../../../values/json.ts';
import { compareStrings, typeToJson } from '../../../values/type.ts';
import type { Path, Value } from '../../../values/value.ts';
import type { ProviderDirectory } from '../../providers.ts';
import type { State, StateObject } from '../../state/model.ts';
import type { OutputChange, Plan } from '../model.ts';
import { knownJson, sensitiveJson, stateJson } from './values.ts';

interface Row {
  readonly text: string;
  readonly address: InstanceAddress;
  readonly source: string;
  readonly version: number;
  readonly value: Value;
  readonly json: (v: Value) => Json;
  readonly sensitive: readonly Path[];
  readonly dependsOn?: readonly string[];
  readonly tainted?: boolean;
  readonly deposed?: string;
}

export function plannedValuesJson(plan: Plan): Json {
  const rows: Row[] = plan.changes
    .filter(({ action, deposed }) => action !== 'delete' && deposed === undefined)
    .map(({ text, address, handle, schema, after, sensitiveAfter }) => ({
      text,
      address,
      source: handle.source,
      version: schema.version,
      value: after,
      json: knownJson,
      sensitive: sensitiveAfter,
    }));
  const outputs: Record<string, Json> = Object.create(null);
  for (const output of plan.outputs) {
    const { name, after } = output;
    // What was secret stays so in the plan that shows both values.
    const sensitive = output.sensitive || output.sensitiveBefore;
    if (!after) continue;
    outputs[name] = after.whollyKnown
      ? { sensitive, type: plannedType(after, output.action), value: knownJson(after) }
      : { sensitive };
  }
  return {
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
    root_module: rootModule(rows, byText),
  };
}

/** Of null that stays, a plan keeps nothing but that it is null. */
const plannedType = ({ isNull, type }: Value, action: OutputChange['action']): Json =>
  isNull && action === 'no-op' ? 'dynamic' : (typeToJson(type) as Json);

/** Undefined when there is nothing. */
export function priorStateJson(state: State, directory: ProviderDirectory): Json | undefined {
  const rows: Row[] = [];
  for (const [text, { address, provider, current, deposed }] of state.instances) {
    const { source } = directory.byStateName(provider);
    if (current?.value) rows.push({ text, address, source, ...ofObject(current, current.value) });
    for (const [key, object] of deposed)
      if (object.value) rows.push({ text, address, source, ...ofObject(object, object.value), deposed: key });
  }
  if (rows.length === 0 && state.outputs.size === 0) return undefined;
  const outputs: Record<string, Json> = Object.create(null);
  for (const name of [...state.outputs.keys()].sort(compareStrings)) {
    const { value, sensitive } = state.outputs.get(name) as NonNullable<ReturnType<State['outputs']['get']>>;
    outputs[name] = { sensitive, value: stateJson(value), type: typeToJson(value.type) as Json };
  }
  return {
    format_version: '1.0',
    terraform_version: state.terraformVersion,
    values: {
      ...(state.outputs.size > 0 ? { outputs } : {}),
      root_module: rootModule(rows, byInstance),
    },
  };
}

const ofObject = (
  { schemaVersion: version, sensitive, dependencies: dependsOn, tainted }: StateObject,
  value: Value,
) => ({ version, value, json: stateJson, sensitive, dependsOn, tainted });

interface Module {
  readonly address: string;
  readonly rows: Row[];
  readonly children: Map<string, Module>;
}

function rootModule(rows: readonly Row[], compare: CompareRows): Json {
  const root: Module = { address: '', rows: [], children: new Map() };
  for (const row of rows) moduleOf(root, row.address.module).rows.push(row);
  return moduleJson(root, compare);
}

/** Modules that only hold modules are there too. */
function moduleOf(root: Module, steps: ModuleInstance): Module {
  let module = root;
  for (const i of steps.keys()) {
    const address = formatModule(steps.slice(0, i + 1));
    let child = module.children.get(address);
    if (!child) {
      child = { address, rows: [], children: new Map() };
      module.children.set(address, child);
    }
    module = child;
  }
  return module;
}

function moduleJson({ address, rows, children }: Module, compare: CompareRows): Json {
  const sorted = [...children.values()].sort((a, b) => compareStrings(a.address, b.address));
  return {
    ...(rows.length === 0 ? {} : { resources: rows.sort(compare).map(rowJson) }),
    ...(address === '' ? {} : { address }),
    ...(sorted.length === 0 ? {} : { child_modules: sorted.map((child) => moduleJson(child, compare)) }),
  };
}

type CompareRows = (a: Row, b: Row) => number;
/** As texts: `a[10]` stands before `a[2]`. */
const byText: CompareRows = (a, b) => compareStrings(a.text, b.text);
const byInstance: CompareRows = (a, b) => compareInstances(a.address, b.address);

function rowJson(row: Row): Json {
  const { text, address, source, version, value, json, sensitive, dependsOn, tainted, deposed } = row;
  const values = json(value);
  return {
    address: text,
    mode: address.mode,
    type: address.type,
    name: address.name,
    ...(address.key === undefined ? {} : { index: address.key }),
    provider_name: source,
    schema_version: version,
    // An object of which nothing is known has none, nor has one that is let go.
    ...(values === null || (isJsonObject(values) && Object.keys(values).length === 0) ? {} : { values }),
    sensitive_values: sensitiveJson(value, sensitive),
    ...(dependsOn && dependsOn.length > 0 ? { depends_on: dependsOn } : {}),
    ...(tainted ? { tainted } : {}),
    ...(deposed === undefined ? {} : { deposed_key: deposed }),
  };
}
