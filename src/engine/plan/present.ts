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
  readonly #goes: (instance: InstanceState, text: string, isWanted: boolean) => boolean;
  /** By resource, with the keys of its module. */
  #byResource: ReadonlyMap<string, readonly InstanceState[]> | undefined;

  /** `goes` tells what the plan removes; `isWanted`: the configuration has such an instance. */
  constructor(
    instances: () => Iterable<InstanceState>,
    goes: (instance: InstanceState, text: string, isWanted: boolean) => boolean,
  ) {
    this.#instances = instances;
    this.#goes = goes;
  }

  /** Without what goes. */
  keys(resource: ResourceAddress, wanted: readonly InstanceKey[]): readonly InstanceKey[] {
    this.#byResource ??= Map.groupBy(this.#instances(), ({ address }) => formatResource(address));
    const all = this.#byResource.get(formatResource(resource)) ?? [];
    const configured = new Set(wanted);
    return all
      .filter((one) => !this.#goes(one, formatInstance(one.address), configured.has(one.address.key)))
      .map(({ address }) => address.key);
  }
}

export const isRemoval = (change: Pick<Change, 'action'> | undefined): boolean =>
  change?.action === 'delete' || change?.action === 'forget';

/** Whether the instances that the configuration wants are those that there will be. */
export const plansEverything = ({ mode, targets }: PlanOptions): boolean =>
  mode === 'destroy' || (mode === 'normal' && targets.length === 0);
