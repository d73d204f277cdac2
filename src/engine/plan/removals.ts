/** `removed` blocks: what shall happen to objects whose declaration is gone. */

import type { InstanceAddress } from '../../config/address.ts';
import { formatEndpoint } from '../../config/check-module.ts';
import type { RemovedConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';

interface Removal {
  readonly config: RemovedConfig;
  /** Names of the modules, from the root. */
  readonly path: readonly string[];
}

export class Removals {
  readonly #removals: readonly Removal[];

  constructor(tree: ConfigTree) {
    this.#removals = [...tree.modules.values()].flatMap(({ path, removed }) =>
      removed.map((config) => ({ config, path: [...path, ...config.from.module.map(({ name }) => name)] })),
    );
  }

  /** The block that is about this object. */
  of({ module, mode, type, name }: InstanceAddress): RemovedConfig | undefined {
    if (mode === 'data') return undefined;
    return this.#removals.find(({ config, path }) => {
      const { resource } = config.from;
      if (!path.every((step, i) => module[i]?.name === step)) return false;
      if (!resource) return true;
      return module.length === path.length && resource.type === type && resource.name === name;
    })?.config;
  }

  /** Blocks about what is still declared. */
  problems(tree: ConfigTree): Diagnostic[] {
    return this.#removals.flatMap(({ config, path }) => {
      const { resource } = config.from;
      const module = tree.at(path);
      const isThere = resource ? module?.resources.has(`${resource.type}.${resource.name}`) : module;
      if (!isThere) return [];
      const what = formatEndpoint(config.from);
      const detail = `${what} is still declared. Take the declaration away, or the removed block.`;
      return [config.place.problem('ZTC-E-CONFIG-REMOVED', 'Removed object still exists', detail, 'key')];
    });
  }
}
