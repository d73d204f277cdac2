/** `data.terraform_remote_state`: what other states give. */

import { errorDiagnostic } from '../../values/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../../values/json.ts';
import { valueToJson } from '../../values/json-value.ts';
import { asMap, asString, getAttr, nul, object, type Value } from '../../values/value.ts';
import { ok, refused } from '../base.ts';
import type { Answer } from '../provider.ts';

/** Where another state is. */
export interface OtherState {
  readonly backend: string;
  readonly settings: JsonObject;
  readonly workspace: string;
}

export interface FoundOutputs {
  /** For messages. */
  readonly location: string;
  /** Undefined when there is no state. */
  readonly outputs: ReadonlyMap<string, Value> | undefined;
}

/** Undefined for a backend that cannot be read. Throws `DiagnosticError`. */
export type ReadOutputs = (other: OtherState) => Promise<FoundOutputs | undefined>;

export async function readRemoteState(
  config: Value,
  readOutputs: ReadOutputs | undefined,
): Promise<Answer<Value>> {
  const other = otherState(config);
  const found = await readOutputs?.(other);
  if (!found) return refused(unsupported(other.backend));
  if (!found.outputs) return refused(missing(found.location, other.backend));
  return ok(withOutputs(config, found.outputs));
}

function otherState(config: Value): OtherState {
  const settings = getAttr(config, 'config') ?? nul();
  const json = settings.state === 'known' ? valueToJson(settings) : {};
  const workspace = getAttr(config, 'workspace');
  return {
    backend: asString(getAttr(config, 'backend') as Value),
    settings: isJsonObject(json) ? json : {},
    workspace: workspace?.state === 'known' ? asString(workspace) : 'default',
  };
}

function withOutputs(config: Value, found: ReadonlyMap<string, Value>): Value {
  const defaults = getAttr(config, 'defaults') ?? nul();
  const outputs = new Map(defaults.state === 'known' ? asMap(defaults) : []);
  for (const [name, value] of found) outputs.set(name, value);
  return object(new Map(asMap(config)).set('outputs', object(outputs)));
}

function missing(location: string, backend: string) {
  const what = backend === 'local' ? 'state file' : 'state';
  const detail = `There is no ${what} at ${location}. Apply the configuration that writes it first.`;
  return errorDiagnostic('ZTC-E-STATE-MISSING', 'Unable to find remote state', detail);
}

function unsupported(backend: string) {
  const detail = `The outputs of a state in the backend "${backend}" cannot be read. Use one of local, http and pg, or use Terraform for this.`;
  return errorDiagnostic('ZTC-E-BACKEND-UNSUPPORTED', 'Unsupported backend', detail);
}
