/** Reads Terraform state v4, whoever wrote it. What cannot be understood is refused; nothing is guessed. */

import { constants } from 'node:buffer';
import {
  formatInstance,
  type InstanceAddress,
  type InstanceKey,
  parseModule,
  ROOT,
} from '../../config/address.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { isJsonObject, type Json, JsonDocument, type JsonObject, parseJson } from '../../values/json.ts';
import { splitJson } from '../../values/json-split.ts';
import { valueFromJson } from '../../values/json-value.ts';
import { type TypeJson, typeFromJson } from '../../values/type.ts';
import type { Path } from '../../values/value.ts';
import { readChecks } from './checks.ts';
import { type InstanceState, NO_DEPOSED, type OutputState, type State, type StateObject } from './model.ts';
import { pathFromSteps } from './paths.ts';

/** `bytes` is the content of the file. */
export function readState(bytes: Uint8Array, file: string): State {
  const split = splitJson(bytes, 'resources');
  if (split) {
    try {
      return stateOf(parseJson(split.rest), each(split.elements), file);
    } catch (e) {
      // The parser of the whole text knows where the error is.
      if (!(e instanceof SyntaxError)) throw e;
    }
  }
  if (bytes.length > constants.MAX_STRING_LENGTH) return malformed(file)('The file is not valid JSON.');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  if (text.trim() === '')
    malformed(file)('The file is empty, as an interrupted write leaves it. Restore a backup.');
  return stateOf(parse(text, file).value, undefined, file);
}

function* each(texts: Iterable<string>): Generator<Json> {
  for (const text of texts) yield parseJson(text);
}

type Problem = (detail: string) => never;

const malformed =
  (file: string): Problem =>
  (detail) => {
    throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-MALFORMED', 'Unreadable state', detail, { file }));
  };

/** `resources` are those of the document when they have been taken out of it. */
function stateOf(document: Json, resources: Iterable<Json> | undefined, file: string): State {
  const problem = malformed(file);
  if (!isJsonObject(document)) return problem('The file does not hold a state.');
  if (document.version !== 4) {
    const detail = `The file has state format version ${JSON.stringify(document.version ?? null)}; only version 4 can be read.`;
    throw new DiagnosticError(
      errorDiagnostic('ZTC-E-STATE-VERSION', 'Unsupported state version', detail, { file }),
    );
  }
  const { serial, lineage, terraform_version: version, outputs } = document;
  if (typeof serial !== 'number' || typeof lineage !== 'string')
    return problem('"serial" must be a number and "lineage" a text.');
  return {
    terraformVersion: typeof version === 'string' ? version : '',
    serial,
    lineage,
    outputs: readOutputs(outputs ?? {}, problem),
    instances: readResources(resources ?? listed(document.resources ?? [], problem), problem),
    checks: readChecks(document.check_results),
  };
}

const listed = (json: Json, problem: Problem): readonly Json[] =>
  Array.isArray(json) ? json : problem('"resources" must be a list.');

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
  deposed: ReadonlyMap<string, StateObject>;
}

/** The objects of one address, as `instanceJson` gives them; undefined when there are none. */
export function readInstance(
  address: InstanceAddress,
  provider: string,
  objects: readonly Json[],
  file: string,
): InstanceState | undefined {
  const sink: Sink = { drafts: new Map(), names: new Names(), problem: malformed(file) };
  for (const object of objects) addObject(sink, address, provider, object);
  return sink.drafts.get(formatInstance(address));
}

/** What the resources of one state share. */
interface Sink {
  readonly drafts: Map<string, Draft>;
  readonly names: Names;
  readonly problem: Problem;
}

/** One text for each name: the parser makes a new one wherever a name stands, and some stand in thousands of lists. */
class Names {
  readonly #names = new Map<string, string>();

  one(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    this.#names.set(name, name);
    return name;
  }

  all(names: Json | undefined): readonly string[] {
    return Array.isArray(names) ? (names as string[]).map((name) => this.one(name)) : [];
  }
}

function readResources(resources: Iterable<Json>, problem: Problem): Map<string, InstanceState> {
  const sink: Sink = { drafts: new Map(), names: new Names(), problem };
  for (const resource of resources) {
    if (!isJsonObject(resource)) return problem('A resource is not an object.');
    const { mode, type, name, provider, module, instances } = resource;
    if (typeof type !== 'string' || typeof name !== 'string' || typeof provider !== 'string')
      return problem('A resource lacks "type", "name" or "provider".');
    const path = module === undefined ? ROOT : parseModule(String(module));
    if (!path)
      return problem(`${type}.${name} is in "${String(module)}", which is not the address of a module.`);
    if (mode !== 'managed' && mode !== 'data') return problem(`${type}.${name} has an unknown mode.`);
    if (!Array.isArray(instances)) return problem(`${type}.${name} has no list of instances.`);
    const address: InstanceAddress = { module: path, mode, type: sink.names.one(type), name, key: undefined };
    for (const instance of instances as readonly Json[])
      addObject(sink, address, sink.names.one(provider), instance);
  }
  return sink.drafts as Map<string, InstanceState>;
}

function addObject(sink: Sink, of: InstanceAddress, provider: string, json: Json): void {
  const problem: Problem = sink.problem;
  const key = isJsonObject(json) ? (json.index_key as InstanceKey) : undefined;
  const address = { ...of, key };
  const text = formatInstance(address);
  if (!isJsonObject(json)) problem(`${text} is not an object.`);
  if (key !== undefined && typeof key !== 'string' && typeof key !== 'number')
    problem(`${text} has an instance key that is neither a number nor a text.`);
  if (json.attributes === undefined) problem(`${text} has no attributes.`);
  let draft = sink.drafts.get(text);
  if (!draft) {
    draft = { address, provider, deposed: NO_DEPOSED };
    sink.drafts.set(text, draft);
  }
  const object = readObject(json, text, sink);
  if (typeof json.deposed === 'string') draft.deposed = new Map(draft.deposed).set(json.deposed, object);
  else if (draft.current) problem(`${text} is there twice.`);
  else draft.current = object;
}

function readObject(json: JsonObject, text: string, { names, problem }: Sink): StateObject {
  const { schema_version: version = 0, status, private: kept, dependencies } = json;
  if (typeof version !== 'number') return problem(`${text} has no schema version.`);
  if (status !== undefined && status !== 'tainted') return problem(`${text} has an unknown status.`);
  return {
    schemaVersion: version,
    attributes: json.attributes as Json,
    sensitive: readPaths(json.sensitive_attributes, text, problem),
    private: typeof kept === 'string' ? kept : '',
    dependencies: names.all(dependencies),
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
