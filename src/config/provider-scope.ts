/** Which provider configuration serves a resource: its module's own, one that the caller passes, or an inherited one. */

import { formatModulePath, within } from './address.ts';
import type { ModulePath, ProviderRequirement } from './model.ts';
import { parseProviderKey } from './provider-of.ts';
import { providerType } from './providers.ts';

/** What a module says about its providers. */
export interface ProviderNames {
  readonly requirements: ReadonlyMap<string, ProviderRequirement>;
  /** Keys of the provider blocks, and whether they say anything: an empty one only asks for one to be passed. */
  readonly own: ReadonlyMap<string, { readonly empty: boolean }>;
}

export class ProviderScope {
  readonly #module: string;
  readonly #names: ProviderNames;
  readonly #caller: ProviderScope | undefined;
  readonly #passed: ReadonlyMap<string, string>;
  /** Kinds by key: thousands of resources have a handful of them. */
  readonly #types = new Map<string, string>();

  /** `names` may still be filled; `passed` maps keys of this module to keys of the caller. */
  constructor(
    path: ModulePath,
    names: ProviderNames,
    caller?: ProviderScope,
    passed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#module = formatModulePath(path);
    this.#names = names;
    this.#caller = caller;
    this.#passed = passed;
  }

  /** The key of the configuration from the root; undefined for an alias that nobody has. */
  resolve(key: string): string | undefined {
    const own = this.#names.own.get(key);
    if (!this.#caller) return own || !key.includes('.') ? key : undefined;
    if (own && !own.empty) return within(this.#module, key);
    const passed = this.#passed.get(key);
    if (passed !== undefined) return this.#caller.resolve(passed);
    if (key.includes('.')) return own && within(this.#module, key);
    return this.#caller.#inherited(this.type(key));
  }

  /** The configuration without alias for a kind of provider, which may have another name here. */
  #inherited(type: string): string {
    const named = [...this.#names.requirements.keys()].find((name) => this.type(name) === type);
    return this.resolve(named ?? type) as string;
  }

  /** The kind of provider behind a local name of this module. */
  type(localName: string): string {
    return providerType(localName, this.#names.requirements);
  }

  /** The kind of provider behind a key that `resolve` gave. */
  typeOf(key: string): string {
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    const { module, localName } = parseProviderKey(key);
    let scope: ProviderScope = this;
    while (scope.#module !== module && scope.#caller) scope = scope.#caller;
    const type = scope.type(localName);
    this.#types.set(key, type);
    return type;
  }

  /** Keys that something here can be given: declared or passed. */
  keys(): Iterable<string> {
    return new Set([...this.#names.own.keys(), ...this.#passed.keys()]);
  }
}
