/** `provider_config`: the configurations of providers, under keys of their own that name the module. */

import { formatModulePath, within } from '../../../config/address.ts';
import type { ModuleConfig } from '../../../config/model.ts';
import type { ConfigTree } from '../../../config/tree.ts';
import type { Schema } from '../../../provider/provider-schema.ts';
import type { Json } from '../../../values/json.ts';
import { compareStrings } from '../../../values/type.ts';
import { type ProviderDirectory, providerSource } from '../../providers.ts';
import { bodyJson } from './expressions.ts';

export class ProviderKeys {
  readonly #tree: ConfigTree;
  /** Names that the resources of a module use, by the module's address. */
  readonly #used = new Map<string, Set<string>>();

  constructor(tree: ConfigTree) {
    this.#tree = tree;
    for (const { module, localProvider } of tree.resources.values()) {
      const address = formatModulePath(module);
      const used = this.#used.get(address) ?? new Set();
      this.#used.set(address, used.add(localProvider));
    }
  }

  /** `ztc.blue`, `module.network:ztc`: where the configuration that a module means is shown. */
  keyOf(module: ModuleConfig, name: string): string | undefined {
    const own = module.address === '' ? name : `${module.address}:${name}`;
    if (module.providers.has(name)) return own;
    const called = this.#tree.calledBy(module);
    const passed = called?.call.providers.get(name);
    if (called && passed !== undefined) return this.keyOf(called.caller, passed) ?? passed;
    const inherited = called && !name.includes('.') ? this.keyOf(called.caller, name) : undefined;
    return inherited ?? (this.names(module).has(name) ? own : undefined);
  }

  /** All names of providers that a module declares or uses. */
  names(module: ModuleConfig): ReadonlySet<string> {
    const { providers, terraform } = module;
    const used = this.#used.get(module.address) ?? [];
    return new Set([...providers.keys(), ...terraform.requiredProviders.keys(), ...used]);
  }
}

export function providerConfigJson(
  tree: ConfigTree,
  keys: ProviderKeys,
  directory: ProviderDirectory,
): { readonly [key: string]: Json } {
  const found = new Map<string, Json>();
  for (const module of tree.modules.values()) {
    for (const name of keys.names(module)) {
      const key = keys.keyOf(module, name) as string;
      if (!found.has(key) && isOf(module, key)) found.set(key, configJson(module, name, directory));
    }
  }
  const json: Record<string, Json> = Object.create(null);
  for (const key of [...found.keys()].sort(compareStrings)) json[key] = found.get(key) as Json;
  return json;
}

const isOf = ({ address }: ModuleConfig, key: string): boolean =>
  address === '' ? !key.includes(':') : key.startsWith(`${address}:`);

function configJson(module: ModuleConfig, key: string, directory: ProviderDirectory): Json {
  const config = module.providers.get(key);
  const [name = key, alias] = key.split('.');
  const body = config && bodyJson(config.body, schemaOf(module, key, directory).attributes);
  return {
    name,
    full_name: providerSource(module.terraform.requiredProviders, name),
    ...(alias === undefined ? {} : { alias }),
    ...(module.address === '' ? {} : { module_address: module.address }),
    ...(body && Object.keys(body).length > 0 ? { expressions: body } : {}),
  };
}

const schemaOf = (module: ModuleConfig, key: string, directory: ProviderDirectory): Schema =>
  directory.byKey(within(module.address, key)).schema.provider;
