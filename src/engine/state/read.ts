/** Reads Terraform state v4, whoever wrote it. What cannot be understood is refused; nothing is guessed. */

import {
  formatInstance,
  type InstanceAddress,
  type InstanceKey,
  parseModule,
  ROOT,
} from '../../config/address.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { isJsonObject, type Json, JsonDocument, type JsonObject } from '../../values/json.ts';
import { valueFromJson } from '../../values/json-value.ts';
import { type TypeJson, typeFromJson } from '../../values/type.ts';
import type { Path } from '../../values/value.ts';
import { readChecks } from './checks.ts';
import type { InstanceState, OutputState, State, StateObject } from './model.ts';
import { pathFromSteps } from './paths.ts';

export function readState(text: string, file: string): State {
  const problem = (detail: string): never => {
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-MALFORMED', 'Unreadable state', detail, { file }));
  };
  if (text.trim() === '') problem('The file is empty, as an interrupted write leaves it. Restore a backup.');
  const document = parse(text, file).value;
  if (!isJsonObject(document)) return problem('The file does not hold a state.');
  if (document.version !== 4) {
    const detail = `The file has state format version ${JSON.stringify(document.version ?? null)}; only version 4 can be read.`;
    throw new DiagnosticError(
      errorDiagnostic('ZTC-E-STATE-VERSION', 'Unsupported state version', detail, { file }),
    );
  }
  const { serial, lineage, terraform_version: version, outputs, resources } = document;
  if (typeof serial !== 'number' || typeof lineage !== 'string')
    return problem('"serial" must be a number and "lineage" a text.');
  return {
    terraformVersion: typeof version === 'string' ? version : '',
    serial,
    lineage,
    outputs: readOutputs(outputs ?? {}, problem),
    instances: readResources(resources ?? [], problem),
    checks: readChecks(document.check_results),
  };
}

function parse(text: string, file: string): JsonDocument {
  try {
    return JsonDocument.parse(text, file);
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    const [first] = e.diagnostics;
    const detail = `${first?.detail ?? ''} The file was left as it is; "${file}.backup" may hold the state before the last run.`;
    throw new DiagnosticError({
      severity: 'error',
      ...first,
      code: 'ZTC-E-STATE-MALFORMED',
      summary: 'Unreadable state',
      detail,
    });
  }
}

type Problem = (detail: string) => never;

function readOutputs(json: Json, problem: Problem): Map<string, OutputState> {
  if (!isJsonObject(json)) return problem('"outputs" must be an object.');
  const outputs = new Map<string, OutputState>();
  for (const [name, output] of Object.entries(json)) {
    if (!isJsonObject(output) || output.type === undefined)
      return problem(`Output "${name}" has no value with a type.`);
    try {
      const value = valueFromJson(output.value ?? null, typeFromJson(output.type as TypeJson));
      outputs.set(name, { value, sensitive: output.sensitive === true });
    } catch (e) {
      return problem(`Output "${name}" does not fit its type: ${(e as Error).message}.`);
    }
  }
  return outputs;
}

interface Draft {
  readonly address: InstanceAddress;
  readonly provider: string;
  current?: StateObject;
  readonly deposed: Map<string, StateObject>;
}

function readResources(json: Json, problem: Problem): Map<string, InstanceState> {
  if (!Array.isArray(json)) return problem('"resources" must be a list.');
  const drafts = new Map<string, Draft>();
  for (const resource of json as readonly Json[]) {
    if (!isJsonObject(resource)) return problem('A resource is not an object.');
    const { mode, type, name, provider, module, instances } = resource;
    if (typeof type !== 'string' || typeof name !== 'string' || typeof provider !== 'string')
      return problem('A resource lacks "type", "name" or "provider".');
    const path = module === undefined ? ROOT : parseModule(String(module));
    if (!path)
      return problem(`${type}.${name} is in "${String(module)}", which is not the address of a module.`);
    if (mode !== 'managed' && mode !== 'data') return problem(`${type}.${name} has an unknown mode.`);
    if (!Array.isArray(instances)) return problem(`${type}.${name} has no list of instances.`);
    for (const instance of instances as readonly Json[])
      readInstance(drafts, { module: path, mode, type, name, key: undefined }, provider, instance, problem);
  }
  return drafts as Map<string, InstanceState>;
}

function readInstance(
  drafts: Map<string, Draft>,
  of: InstanceAddress,
  provider: string,
  json: Json,
  problem: Problem,
): void {
  const key = isJsonObject(json) ? (json.index_key as InstanceKey) : undefined;
  const address = { ...of, key };
  const text = formatInstance(address);
  if (!isJsonObject(json)) problem(`${text} is not an object.`);
  if (key !== undefined && typeof key !== 'string' && typeof key !== 'number')
    problem(`${text} has an instance key that is neither a number nor a text.`);
  if (json.attributes === undefined) problem(`${text} has no attributes.`);
  let draft = drafts.get(text);
  if (!draft) {
    draft = { address, provider, deposed: new Map() };
    drafts.set(text, draft);
  }
  const object = readObject(json, text, problem);
  if (typeof json.deposed === 'string') draft.deposed.set(json.deposed, object);
  else if (draft.current) problem(`${text} is there twice.`);
  else draft.current = object;
}

function readObject(json: JsonObject, text: string, problem: Problem): StateObject {
  const { schema_version: version = 0, status, private: kept, dependencies } = json;
  if (typeof version !== 'number') return problem(`${text} has no schema version.`);
  if (status !== undefined && status !== 'tainted') return problem(`${text} has an unknown status.`);
  return {
    schemaVersion: version,
    attributes: json.attributes as Json,
    sensitive: readPaths(json.sensitive_attributes, text, problem),
    private: typeof kept === 'string' ? kept : '',
    dependencies: Array.isArray(dependencies) ? (dependencies as string[]) : [],
    createBeforeDestroy: json.create_before_destroy === true,
    tainted: status === 'tainted',
  };
}

function readPaths(json: Json | undefined, text: string, problem: Problem): readonly Path[] {
  if (json === undefined || json === null) return [];
  if (!Array.isArray(json)) return problem(`${text} has a malformed "sensitive_attributes".`);
  return (json as readonly Json[]).map(
    (steps) => pathFromSteps(steps) ?? problem(`${text} has a malformed "sensitive_attributes".`),
  );
}
