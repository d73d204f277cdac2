/** Which kind of provider stands behind a resource's configuration key. */

import type { ResourceConfig } from './model.ts';
import { providerType } from './providers.ts';
import type { ConfigTree } from './tree.ts';

/** Module, local name and alias of a key: `module.network.ztc.blue`. */
const KEY = /^((?:module\.[^.]+\.)*)([^.]+)(?:\.(.+))?$/;

export interface ProviderKey {
  /** Address of the module that has the configuration; empty for the root. */
  readonly module: string;
  readonly localName: string;
  readonly alias?: string;
}

export function parseProviderKey(key: string): ProviderKey {
  const [, prefix = '', localName = key, alias] = KEY.exec(key) ?? [];
  return { module: prefix.slice(0, -1), localName, ...(alias === undefined ? {} : { alias }) };
}

/** The last part of the provider's source address: `ztc`. */
export function providerOf(tree: ConfigTree, { provider }: Pick<ResourceConfig, 'provider'>): string {
  const { module, localName } = parseProviderKey(provider);
  return providerType(localName, (tree.modules.get(module) ?? tree.root).terraform.requiredProviders);
}
