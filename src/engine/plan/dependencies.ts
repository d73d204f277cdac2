/** What an object that is only planned, not touched, is recorded to depend on. */

import { configAddress } from '../../config/address.ts';
import type { ResourceConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { compareStrings } from '../../values/type.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { InstanceState, StateObject } from '../state/model.ts';
import type { PlanContext } from './context.ts';
import type { Change } from './model.ts';

/**
 * The configuration's dependencies; and who depends on a module as a whole also depends on those of its objects that
 * the configuration no longer has.
 */
export class PlannedDependencies {
  readonly #graph: ConfigGraph;
  /** Resources to their modules. */
  readonly #orphans = new Map<string, string>();

  constructor(graph: ConfigGraph, tree: ConfigTree, instances: ReadonlyMap<string, InstanceState>) {
    this.#graph = graph;
    for (const { address } of instances.values()) {
      if (address.module.length === 0) continue;
      const resource = configAddress(address);
      const module = address.module.map(({ name }) => `module.${name}`).join('.');
      if (!tree.resources.has(resource)) this.#orphans.set(resource, module);
    }
  }

  of(address: string): readonly string[] {
    const configured = this.#graph.transitive(address);
    if (this.#orphans.size === 0) return configured;
    const modules = this.#graph.wholeModules(address);
    const orphans = [...this.#orphans].filter(([, module]) => modules.has(module));
    return united(
      configured,
      orphans.map(([resource]) => resource),
    );
  }

  /** With those that it was made with. */
  with(address: string, stored: readonly string[]): readonly string[] {
    return united(this.of(address), stored);
  }
}

function united(a: readonly string[], b: readonly string[]): readonly string[] {
  const all = new Set([...a, ...b]);
  return all.size === a.length ? a : [...all].sort(compareStrings);
}

/** A refresh adds what the configuration says now to what the object was made with. */
export function withConfigured(
  { options, dependencies }: PlanContext,
  { address }: ResourceConfig,
  object: StateObject,
): StateObject {
  if (!options.refresh) return object;
  const known = dependencies.with(address, object.dependencies);
  return sameList(known, object.dependencies) ? object : { ...object, dependencies: known };
}

/** In the state that an apply starts from: what does not change follows the configuration alone. */
export function rememberDependencies(context: PlanContext, change: Change): void {
  const { text, prior, action, resourceAddress } = change;
  const instance = context.instances.get(text);
  if (!prior || !instance?.current) return;
  const dependencies = action === 'no-op' ? context.dependencies.of(resourceAddress) : prior.dependencies;
  if (sameList(dependencies, instance.current.dependencies)) return;
  context.instances.set(text, { ...instance, current: { ...instance.current, dependencies } });
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
