/** Objects of a state as values of the current schemas: every provider upgrades its own. */

import { decodeState } from '../../provider/base.ts';
import { hasErrors } from '../../provider/provider.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import { type Diagnostic, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ProviderDirectory, ProviderHandle } from '../providers.ts';
import type { InstanceState, StateObject } from '../state/model.ts';

export interface Decoded {
  readonly instances: Map<string, InstanceState>;
  readonly diagnostics: readonly Diagnostic[];
}

export function decodeInstances(
  instances: ReadonlyMap<string, InstanceState>,
  directory: ProviderDirectory,
): Decoded {
  const decoded = new Map<string, InstanceState>();
  const diagnostics: Diagnostic[] = [];
  for (const [text, instance] of instances) {
    const { address, provider, current, deposed } = instance;
    const handle = directory.byStateName(provider);
    const types = address.mode === 'data' ? handle.schema.dataSources : handle.schema.resources;
    const schema = types.get(address.type);
    if (!schema) {
      const detail = `The state holds ${text}, but the provider ${handle.source} has no type "${address.type}".`;
      diagnostics.push(errorDiagnostic('ZTC-E-PROVIDER-TYPE', 'Invalid resource type', detail));
      continue;
    }
    const decode = (object: StateObject): StateObject =>
      decodeObject(object, schema, text, instance, handle, diagnostics);
    decoded.set(text, {
      address,
      provider,
      ...(current ? { current: decode(current) } : {}),
      deposed: deposed.size === 0 ? deposed : new Map([...deposed].map(([key, o]) => [key, decode(o)])),
    });
  }
  return { instances: decoded, diagnostics };
}

function decodeObject(
  object: StateObject,
  schema: Schema,
  text: string,
  { address: { mode, type } }: InstanceState,
  { provider }: ProviderHandle,
  diagnostics: Diagnostic[],
): StateObject {
  if (object.value) return object;
  const { attributes = null, schemaVersion, ...rest } = object;
  const answer =
    mode === 'data'
      ? decodeState(schema, schemaVersion, attributes, type)
      : provider.upgradeResource(type, schemaVersion, attributes);
  if (answer.result && !hasErrors(answer.diagnostics))
    return { ...rest, schemaVersion: schema.version, value: answer.result };
  for (const problem of answer.diagnostics)
    diagnostics.push({ ...problem, detail: `${text}: ${problem.detail}` });
  return object;
}
