/** Objects without a configuration whose provider is not configured any more: another one must not stand in for it. */

import { configAddress } from '../../config/address.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { type Diagnostic, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { InstanceState } from '../state/model.ts';

export function lostProviders(
  instances: ReadonlyMap<string, InstanceState>,
  tree: ConfigTree,
  directory: ProviderDirectory,
  wanted: (text: string) => boolean,
): Diagnostic[] {
  return [...instances].flatMap(([text, { address, provider }]) => {
    const cared =
      address.mode === 'data' || tree.resources.has(configAddress(address)) || directory.has(provider);
    return cared || !wanted(text) ? [] : [lost(text, provider)];
  });
}

function lost(text: string, provider: string): Diagnostic {
  const detail =
    `${text} is in the state but not in the configuration, and ${provider}, which it was made with, is not configured any more. ` +
    'Configure it again until the object is destroyed, or let the object go with a "removed" block.';
  return errorDiagnostic('ZTC-E-CONFIG-PROVIDER', 'Provider configuration not present', detail);
}
