/** `-target`: the named objects, and everything that they need. */

import {
  configAddress,
  formatResource,
  type InstanceAddress,
  type ModuleInstance,
  parseAddress,
  parseModule,
  type ResourceAddress,
} from '../../config/address.ts';
import type { Instance } from '../../config/evaluation.ts';
import type { ResourceConfig } from '../../config/model.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { compareStrings } from '../../values/type.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { InstanceState } from '../state/model.ts';
import type { Mode } from './model.ts';

export interface Targeting {
  readonly active: boolean;
  /** Whether anything of the resource is wanted; the address is that of the configuration. */
  resource(address: string): boolean;
  instance(resource: ResourceConfig, instance: Instance): boolean;
  /** The same for an object of the state, with its address as text. */
  object(address: InstanceAddress, text: string): boolean;
  /** The same for those that were put aside: who needs the resource does not need these. */
  deposed(address: InstanceAddress, text: string): boolean;
}

const EVERYTHING: Targeting = {
  active: false,
  resource: () => true,
  instance: () => true,
  object: () => true,
  deposed: () => true,
};

export function resolveTargets(
  targets: readonly string[],
  mode: Mode,
  graph: ConfigGraph,
  instances: ReadonlyMap<string, InstanceState>,
): Targeting {
  if (targets.length === 0) return EVERYTHING;
  const wanted = new Wanted();
  for (const target of targets) wanted.add(target);
  const named = new Set<string>();
  for (const { address, module } of graph.order) if (wanted.names(address, module)) named.add(address);
  for (const [text, { address }] of instances)
    if (wanted.object(address, text)) named.add(configAddress(address));
  for (const address of named) {
    // Where a target names some instances, these are meant, also for whoever needs them.
    const more =
      mode === 'destroy'
        ? dependents(address, instances)
        : graph.transitive(address).filter((needed) => !named.has(needed));
    for (const other of more) wanted.whole.add(other);
  }
  const modules = mode === 'destroy' ? [] : [...named].flatMap((address) => [...graph.wholeModules(address)]);
  const whole = (address: InstanceAddress): boolean => wanted.whole.has(configAddress(address));
  const meant = (address: InstanceAddress, text: string): boolean =>
    wanted.object(address, text) || isInside(address, modules);
  return {
    active: true,
    resource: (address) => named.has(address) || wanted.whole.has(address),
    instance: ({ address, mode, type, name }, { module, address: text }) =>
      wanted.whole.has(address) || wanted.object({ module, mode, type, name }, text),
    object: (address, text) => whole(address) || meant(address, text),
    deposed: (address, text) => (mode === 'destroy' && whole(address)) || meant(address, text),
  };
}

/** Who needs a whole module needs what the configuration no longer has in it, too. */
function isInside({ module }: InstanceAddress, modules: readonly string[]): boolean {
  if (modules.length === 0 || module.length === 0) return false;
  const path = `${module.map(({ name }) => `module.${name}`).join('.')}.`;
  return modules.some((whole) => path.startsWith(`${whole}.`));
}

/** Whether there is anything that the target may mean. */
export function matchesAnything(
  target: string,
  graph: ConfigGraph,
  instances: ReadonlyMap<string, InstanceState>,
): boolean {
  const wanted = new Wanted();
  wanted.add(target);
  if (graph.order.some(({ address, module }) => wanted.names(address, module))) return true;
  for (const [text, { address }] of instances) if (wanted.object(address, text)) return true;
  return false;
}

/** Both ends of a move have to be named: half a move would leave the object nowhere. */
export function excludedMoves(
  targets: readonly string[],
  previous: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  if (targets.length === 0) return [];
  const wanted = new Wanted();
  for (const target of targets) wanted.add(target);
  const excluded = [...previous].flat().filter((text) => {
    const address = parseAddress(text);
    return address && !wanted.object(address, text);
  });
  if (excluded.length === 0) return [];
  const names = [...new Set(excluded)].sort(compareStrings);
  const detail = `The targets leave out objects that move to a new address: name ${names.map((name) => `--target '${name}'`).join(' ')} as well, or plan without targets.`;
  return [errorDiagnostic('ZTC-E-MOVE-TARGET', 'Moved objects excluded by targeting', detail)];
}

class Wanted {
  /** Resources with all their instances, wherever they are. */
  readonly whole = new Set<string>();
  readonly #modules: ModuleInstance[] = [];
  /** Resources of one instance of a module, by address with keys. */
  readonly #resources = new Set<string>();
  readonly #instances = new Set<string>();
  /** Resources of the configuration that the last two are about. */
  readonly #configured = new Set<string>();

  add(target: string): void {
    const module = parseModule(target);
    if (module) {
      this.#modules.push(module);
      return;
    }
    const address = checked(target);
    this.#configured.add(configAddress(address));
    if (address.key === undefined) this.#resources.add(formatResource(address));
    else this.#instances.add(target);
  }

  names(address: string, module: readonly string[]): boolean {
    return (
      this.#configured.has(address) ||
      this.#modules.some((steps) => steps.every(({ name }, i) => module[i] === name))
    );
  }

  /** `text` is the address with the instance's own key. */
  object(address: ResourceAddress, text: string): boolean {
    if (this.#modules.some((steps) => contains(steps, address.module))) return true;
    if (this.#configured.size === 0 || !this.#configured.has(configAddress(address))) return false;
    return this.#instances.has(text) || this.#resources.has(formatResource(address));
  }
}

/** A step without key stands for all instances. */
const contains = (outer: ModuleInstance, inner: ModuleInstance): boolean =>
  outer.every(({ name, key }, i) => inner[i]?.name === name && (key === undefined || inner[i]?.key === key));

export function checked(target: string): InstanceAddress {
  const parsed = parseAddress(target);
  if (parsed) return parsed;
  const detail = `"${target}" is not the address of a resource, such as ztc_vpc.main or module.a.ztc_vswitch.tier["app"].`;
  throw new DiagnosticError(errorDiagnostic('ZTC-E-ADDRESS', 'Invalid target', detail));
}

/** Dependencies in a state are transitive already. */
function* dependents(address: string, instances: ReadonlyMap<string, InstanceState>): Iterable<string> {
  for (const instance of instances.values()) {
    const objects = [...(instance.current ? [instance.current] : []), ...instance.deposed.values()];
    if (objects.some(({ dependencies }) => dependencies.includes(address)))
      yield configAddress(instance.address);
  }
}
