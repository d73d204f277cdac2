/** Brings an existing object under management: into the state, and nothing else. */

import { configAddress, type InstanceAddress, parseAddress } from '../config/address.ts';
import type { ConfigTree } from '../config/tree.ts';
import { hasErrors } from '../provider/provider.ts';
import { DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import type { ProviderDirectory } from './providers.ts';
import { type InstanceState, NO_DEPOSED, type State } from './state/model.ts';
import { schemaSensitivePaths } from './state/sensitive.ts';

export async function importInto(
  state: State,
  tree: ConfigTree,
  directory: ProviderDirectory,
  target: string,
  id: string,
): Promise<State> {
  const address = checkedTarget(state, target);
  const resource = tree.resources.get(configAddress(address));
  if (!resource) throw refuse(`The configuration has no ${configAddress(address)}. Declare it first.`);
  const handle = directory.byKey(resource.provider);
  const answer = await handle.provider.importResource(address.type, id);
  const found = answer.result?.[0];
  if (!found || hasErrors(answer.diagnostics)) throw new DiagnosticError(answer.diagnostics);
  const schema = handle.schema.resources.get(address.type);
  if (!schema) throw refuse(`The provider ${handle.source} has no type ${address.type}.`);
  const instance: InstanceState = {
    address,
    provider: handle.stateName,
    current: {
      schemaVersion: schema.version,
      value: found.state,
      sensitive: schemaSensitivePaths(schema),
      private: found.private,
      dependencies: [],
      createBeforeDestroy: false,
      tainted: false,
    },
    deposed: NO_DEPOSED,
  };
  return { ...state, instances: new Map(state.instances).set(target, instance) };
}

function checkedTarget(state: State, target: string): InstanceAddress {
  const address = parseAddress(target);
  if (!address || address.mode === 'data') throw refuse(`"${target}" is not the address of a resource.`);
  if (state.instances.get(target)?.current) throw refuse(`${target} is already managed.`);
  return address;
}

const refuse = (detail: string): DiagnosticError =>
  new DiagnosticError(errorDiagnostic('ZTC-E-IMPORT', 'Cannot import', detail));
