/** Drift of objects that have a new address. */

import { formatInstance } from '../../config/address.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { InstanceState } from '../state/model.ts';
import type { Drift, Mode } from './model.ts';

/** A plan that only refreshes has no changes, so the moves themselves stand among what is different. */
export function withMoves(
  drift: readonly Drift[],
  mode: Mode,
  previous: ReadonlyMap<string, string>,
  instances: ReadonlyMap<string, InstanceState>,
  directory: ProviderDirectory,
): readonly Drift[] {
  if (previous.size === 0) return drift;
  const told = drift.map((one): Drift => {
    const previousAddress = previous.get(one.text);
    return previousAddress === undefined ? one : { ...one, previousAddress };
  });
  if (mode !== 'refresh-only') return told;
  const known = new Set(drift.map(({ text }) => text));
  const moved = [...previous].flatMap(([text, from]) => {
    const instance = instances.get(text);
    return instance && !known.has(text) ? movedObject(instance, from, directory) : [];
  });
  return [...told, ...moved];
}

function movedObject(
  { address, provider, current }: InstanceState,
  previousAddress: string,
  directory: ProviderDirectory,
): Drift[] {
  const handle = directory.byStateName(provider);
  const schema = handle.schema.resources.get(address.type);
  if (!current?.value || !schema) return [];
  const { value, sensitive } = current;
  const text = formatInstance(address);
  return [
    {
      address,
      text,
      previousAddress,
      handle,
      schema,
      action: 'no-op',
      before: value,
      after: value,
      sensitive,
    },
  ];
}
