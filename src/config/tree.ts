/** All modules of a configuration, found by address instead of by way of their calls. */

import type { ModuleCall, ModuleConfig, ModulePath, ProviderConfig, ResourceConfig } from './model.ts';

/** A called module, and the call. */
export interface CalledModule {
  readonly call: ModuleCall;
  readonly caller: ModuleConfig;
}

export class ConfigTree {
  readonly root: ModuleConfig;
  /** By address (empty for the root), callers before what they call. */
  readonly modules: ReadonlyMap<string, ModuleConfig>;
  /** By address from the root without instance keys, in the order they were read. */
  readonly resources: ReadonlyMap<string, ResourceConfig>;
  /** By the key that resources name them with: `ztc.blue`, `module.network.ztc`. */
  readonly providers: ReadonlyMap<string, ProviderConfig>;
  readonly #calls: ReadonlyMap<ModuleConfig, CalledModule>;

  constructor(root: ModuleConfig) {
    const modules = new Map([[root.address, root]]);
    const calls = new Map<ModuleConfig, CalledModule>();
    const resources = new Map<string, ResourceConfig>();
    const providers = new Map<string, ProviderConfig>();
    for (const module of modules.values()) {
      for (const resource of module.resources.values()) resources.set(resource.address, resource);
      for (const [key, provider] of module.providers)
        providers.set(module.address === '' ? key : `${module.address}.${key}`, provider);
      for (const call of module.calls.values()) {
        modules.set(call.module.address, call.module);
        calls.set(call.module, { call, caller: module });
      }
    }
    this.root = root;
    this.modules = modules;
    this.resources = resources;
    this.providers = providers;
    this.#calls = calls;
  }

  /** Undefined for the root. */
  calledBy(module: ModuleConfig): CalledModule | undefined {
    return this.#calls.get(module);
  }

  /** Undefined where the configuration has no such module. */
  at(path: ModulePath): ModuleConfig | undefined {
    let module: ModuleConfig | undefined = this.root;
    for (const name of path) module = module?.calls.get(name)?.module;
    return module;
  }

  /** The module that declares the resource. */
  moduleOf(resource: Pick<ResourceConfig, 'module' | 'address'>): ModuleConfig {
    const module = this.at(resource.module);
    if (!module) throw new TypeError(`no module for ${resource.address}`);
    return module;
  }
}
