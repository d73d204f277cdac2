/** `-target`: the named objects, and everything that they need. */

import { formatResource, parseAddress } from '../../config/address.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { InstanceState } from '../state/model.ts';
import type { Mode } from './model.ts';

export interface Targeting {
  readonly active: boolean;
  resource(address: string): boolean;
  /** `text` is the address of an instance of `address`. */
  instance(address: string, text: string): boolean;
}

const EVERYTHING: Targeting = { active: false, resource: () => true, instance: () => true };

export function resolveTargets(
  targets: readonly string[],
  mode: Mode,
  graph: ConfigGraph,
  instances: ReadonlyMap<string, InstanceState>,
): Targeting {
  if (targets.length === 0) return EVERYTHING;
  const whole = new Set<string>();
  const single = new Map<string, Set<string>>();
  for (const target of targets) {
    const parsed = checked(target);
    const address = formatResource(parsed);
    if (parsed.key === undefined) whole.add(address);
    else single.set(address, (single.get(address) ?? new Set()).add(target));
  }
  const named = [...whole, ...single.keys()];
  for (const address of named) {
    if (mode !== 'destroy') for (const needed of graph.transitive(address)) whole.add(needed);
    else for (const dependent of dependents(address, instances)) whole.add(dependent);
  }
  return {
    active: true,
    resource: (address) => whole.has(address) || single.has(address),
    instance: (address, text) => whole.has(address) || (single.get(address)?.has(text) ?? false),
  };
}

export function checked(target: string): NonNullable<ReturnType<typeof parseAddress>> {
  const parsed = parseAddress(target);
  if (parsed) return parsed;
  const detail = `"${target}" is not the address of a resource, such as ztc_vpc.main or ztc_vswitch.tier["app"].`;
  throw new DiagnosticError(errorDiagnostic('ZTC-E-ADDRESS', 'Invalid target', detail));
}

/** Dependencies in a state are transitive already. */
function* dependents(address: string, instances: ReadonlyMap<string, InstanceState>): Iterable<string> {
  for (const instance of instances.values()) {
    const objects = [...(instance.current ? [instance.current] : []), ...instance.deposed.values()];
    if (objects.some(({ dependencies }) => dependencies.includes(address)))
      yield formatResource(instance.address);
  }
}
