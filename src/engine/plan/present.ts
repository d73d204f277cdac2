/** Which instances there are. Where not everything is planned, expressions see these and not all that the configuration wants. */

import {
  formatInstance,
  formatResource,
  type InstanceKey,
  type ResourceAddress,
} from '../../config/address.ts';
import type { InstanceState } from '../state/model.ts';
import type { Change, PlanOptions } from './model.ts';

export class PresentInstances {
  readonly #instances: () => Iterable<InstanceState>;
  readonly #changeOf: (text: string) => Pick<Change, 'action'> | undefined;
  /** By resource, with the keys of its module. */
  #byResource: ReadonlyMap<string, readonly InstanceState[]> | undefined;

  constructor(
    instances: () => Iterable<InstanceState>,
    changeOf: (text: string) => Pick<Change, 'action'> | undefined,
  ) {
    this.#instances = instances;
    this.#changeOf = changeOf;
  }

  /** Without what goes. */
  keys(resource: ResourceAddress): readonly InstanceKey[] {
    this.#byResource ??= Map.groupBy(this.#instances(), ({ address }) => formatResource(address));
    const all = this.#byResource.get(formatResource(resource)) ?? [];
    return all
      .filter(({ address }) => !this.#goes(formatInstance(address)))
      .map(({ address }) => address.key);
  }

  #goes(text: string): boolean {
    const action = this.#changeOf(text)?.action;
    return action === 'delete' || action === 'forget';
  }
}

/** Whether the instances that the configuration wants are those that there will be. */
export const plansEverything = ({ mode, targets }: PlanOptions): boolean =>
  mode === 'destroy' || (mode === 'normal' && targets.length === 0);
