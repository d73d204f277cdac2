/** Objects that have a new address: by `moved` blocks, and where `count` came or went. */

import { configAddress, formatInstance, type InstanceAddress } from '../../config/address.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { hasErrors } from '../../provider/provider.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { InstanceState, StateObject } from '../state/model.ts';
import { MoveStatements } from './move-statements.ts';

export interface Moves {
  readonly instances: Map<string, InstanceState>;
  /** New address to old. */
  readonly previous: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

export function applyMoves(
  instances: ReadonlyMap<string, InstanceState>,
  tree: ConfigTree,
  directory: ProviderDirectory,
): Moves {
  const mover = new Mover(instances, tree, directory);
  for (const instance of instances.values()) mover.explicit(instance);
  for (const instance of [...mover.result.values()]) mover.implied(instance);
  return { instances: mover.result, previous: mover.previous, diagnostics: mover.diagnostics };
}

class Mover {
  readonly result = new Map<string, InstanceState>();
  readonly previous = new Map<string, string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #tree: ConfigTree;
  readonly #directory: ProviderDirectory;
  readonly #statements: MoveStatements;
  readonly #source: ReadonlyMap<string, InstanceState>;

  constructor(instances: ReadonlyMap<string, InstanceState>, tree: ConfigTree, directory: ProviderDirectory) {
    this.#source = instances;
    this.#tree = tree;
    this.#directory = directory;
    this.#statements = new MoveStatements(tree);
  }

  explicit(instance: InstanceState): void {
    const from = formatInstance(instance.address);
    let address = instance.address;
    const seen = new Set([from]);
    for (let next = this.#statements.step(address); next; next = this.#statements.step(address)) {
      const text = formatInstance(next);
      if (seen.has(text)) {
        const detail = `The moved blocks lead ${from} in a circle.`;
        this.diagnostics.push(
          errorDiagnostic('ZTC-E-MOVE-CYCLE', 'Cyclic dependency in move statements', detail),
        );
        break;
      }
      // Who stands there moves on later, if at all.
      if (this.#source.has(text)) {
        this.#blocked(address, text);
        break;
      }
      seen.add(text);
      address = next;
    }
    this.#place(instance, address);
  }

  /**
   * Between `[0]` and no key, when the configuration says it is the other one. Modules move only when told to, and so do
   * the instances of a resource that a block tells about.
   */
  implied(instance: InstanceState): void {
    const { address } = instance;
    if (address.mode === 'data') return;
    const resource = this.#tree.resources.get(configAddress(address));
    const key = resource ? impliedKey(resource, address.key) : address.key;
    const target = { ...address, key };
    const text = formatInstance(target);
    if (text === formatInstance(address) || this.result.has(text) || this.#statements.names(address)) return;
    this.#rename(instance, target);
  }

  #place(instance: InstanceState, address: InstanceAddress): void {
    const from = formatInstance(instance.address);
    const to = formatInstance(address);
    if (from === to) {
      this.result.set(to, instance);
      return;
    }
    if (this.result.has(to)) {
      this.#blocked(instance.address, to);
      this.result.set(from, instance);
      return;
    }
    const moved = instance.address.type === address.type ? instance : this.#changeType(instance, address);
    this.result.set(to, { ...(moved ?? instance), address });
    this.previous.set(to, from);
  }

  #blocked(from: InstanceAddress, to: string): void {
    const detail = `${formatInstance(from)} cannot move to ${to}, because there is an object already. It stays where it is.`;
    const summary = 'Unresolved resource instance address changes';
    this.diagnostics.push({ severity: 'warning', code: 'ZTC-W-MOVE-BLOCKED', summary, detail });
  }

  #rename(instance: InstanceState, address: InstanceAddress): void {
    const [from, to] = [formatInstance(instance.address), formatInstance(address)];
    this.result.delete(from);
    this.result.set(to, { ...instance, address });
    this.previous.set(to, this.previous.get(from) ?? from);
    this.previous.delete(from);
  }

  #changeType(instance: InstanceState, address: InstanceAddress): InstanceState | undefined {
    const resource = this.#tree.resources.get(configAddress(address));
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

function impliedKey(
  { count, forEach }: { readonly count?: unknown; readonly forEach?: unknown },
  key: InstanceAddress['key'],
): InstanceAddress['key'] {
  if (count !== undefined) return key ?? 0;
  return forEach === undefined && key === 0 ? undefined : key;
}
