/** Objects that have a new address: by `moved` blocks, and where `count` came or went. */

import { formatInstance, formatResource, type InstanceAddress } from '../../config/address.ts';
import type { ModuleConfig, MovedConfig } from '../../config/model.ts';
import { hasErrors } from '../../provider/provider.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { InstanceState, StateObject } from '../state/model.ts';

export interface Moves {
  readonly instances: Map<string, InstanceState>;
  /** New address to old. */
  readonly previous: ReadonlyMap<string, string>;
  /** Resources that a `moved` block names as a destination. */
  readonly destinations: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

export function applyMoves(
  instances: ReadonlyMap<string, InstanceState>,
  module: ModuleConfig,
  directory: ProviderDirectory,
): Moves {
  const destinations = new Set(module.moved.map(({ to }) => formatResource(to)));
  const mover = new Mover(instances, module, directory);
  for (const instance of instances.values()) mover.explicit(instance);
  for (const instance of [...mover.result.values()]) mover.implied(instance);
  return { instances: mover.result, previous: mover.previous, destinations, diagnostics: mover.diagnostics };
}

class Mover {
  readonly result = new Map<string, InstanceState>();
  readonly previous = new Map<string, string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #module: ModuleConfig;
  readonly #directory: ProviderDirectory;
  readonly #statements = new Map<string, MovedConfig[]>();
  readonly #source: ReadonlyMap<string, InstanceState>;

  constructor(
    instances: ReadonlyMap<string, InstanceState>,
    module: ModuleConfig,
    directory: ProviderDirectory,
  ) {
    this.#source = instances;
    this.#module = module;
    this.#directory = directory;
    for (const moved of module.moved) {
      const from = formatResource(moved.from);
      const list = this.#statements.get(from);
      if (list) list.push(moved);
      else this.#statements.set(from, [moved]);
    }
  }

  explicit(instance: InstanceState): void {
    const from = formatInstance(instance.address);
    let address = instance.address;
    const seen = new Set([from]);
    for (let next = this.#step(address); next; next = this.#step(address)) {
      const text = formatInstance(next);
      if (seen.has(text)) {
        const detail = `The moved blocks lead ${from} in a circle.`;
        this.diagnostics.push(
          errorDiagnostic('ZTC-E-MOVE-CYCLE', 'Cyclic dependency in move statements', detail),
        );
        break;
      }
      seen.add(text);
      address = next;
    }
    this.#place(instance, address);
  }

  /** Between `[0]` and no key, when the configuration says it is the other one. */
  implied(instance: InstanceState): void {
    const { address } = instance;
    const resource = this.#module.resources.get(formatResource(address));
    if (!resource || address.mode === 'data') return;
    const counted = resource.count !== undefined;
    const plain = !counted && resource.forEach === undefined;
    const key =
      counted && address.key === undefined ? 0 : plain && address.key === 0 ? undefined : address.key;
    if (key === address.key) return;
    const target = { ...address, key };
    if (this.result.has(formatInstance(target))) return;
    this.#rename(instance, target);
  }

  #step(address: InstanceAddress): InstanceAddress | undefined {
    if (address.mode !== 'managed') return undefined;
    const statements = this.#statements.get(formatResource(address));
    const exact = statements?.find(({ from }) => from.hasKey && from.key === address.key);
    const statement = exact ?? statements?.find(({ from }) => !from.hasKey);
    if (!statement) return undefined;
    const { from, to } = statement;
    // Without keys on both sides the whole resource moves and its instances keep theirs.
    if (!from.hasKey && to.hasKey && address.key !== undefined) return undefined;
    const key = !from.hasKey && !to.hasKey ? address.key : to.key;
    return { mode: 'managed', type: to.type, name: to.name, key };
  }

  #place(instance: InstanceState, address: InstanceAddress): void {
    const from = formatInstance(instance.address);
    const to = formatInstance(address);
    if (from === to) {
      this.result.set(to, instance);
      return;
    }
    const occupied = this.#source.has(to) || this.result.has(to);
    if (occupied) {
      const detail = `${from} cannot move to ${to}, because there is an object already. It stays where it is.`;
      this.diagnostics.push({
        severity: 'warning',
        code: 'ZTC-W-MOVE-BLOCKED',
        summary: 'Unresolved resource instance address changes',
        detail,
      });
      this.result.set(from, instance);
      return;
    }
    const moved = instance.address.type === address.type ? instance : this.#changeType(instance, address);
    this.result.set(to, { ...(moved ?? instance), address });
    this.previous.set(to, from);
  }

  #rename(instance: InstanceState, address: InstanceAddress): void {
    const [from, to] = [formatInstance(instance.address), formatInstance(address)];
    this.result.delete(from);
    this.result.set(to, { ...instance, address });
    this.previous.set(to, this.previous.get(from) ?? from);
    this.previous.delete(from);
  }

  #changeType(instance: InstanceState, address: InstanceAddress): InstanceState | undefined {
    const resource = this.#module.resources.get(formatResource(address));
    if (!resource || !instance.current) return undefined;
    const handle = this.#directory.byKey(resource.provider);
    const { current } = instance;
    const answer = handle.provider.moveResource({
      sourceType: instance.address.type,
      sourceProvider: instance.provider,
      sourceVersion: current.schemaVersion,
      sourceState: current.attributes ?? null,
      sourcePrivate: current.private,
      targetType: address.type,
    });
    if (!answer.result || hasErrors(answer.diagnostics)) {
      const detail = `A ${instance.address.type} cannot become a ${address.type}.`;
      this.diagnostics.push(
        errorDiagnostic('ZTC-E-MOVE-TYPE', 'Resource type mismatch', detail, resource.place.where('key')),
      );
      return undefined;
    }
    const { attributes: _old, ...rest } = current;
    const schema = handle.schema.resources.get(address.type);
    const object: StateObject = {
      ...rest,
      value: answer.result.state,
      private: answer.result.private,
      schemaVersion: schema?.version ?? 0,
    };
    return { ...instance, provider: handle.stateName, current: object };
  }
}
