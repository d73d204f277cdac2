/** What stands on objects that go away: whoever reads the plan has to think of it as well. */

import { configAddress } from '../../config/address.ts';
import { type Change, type ChangeAction, isReplace, type Plan } from '../plan/model.ts';

export interface Dependents {
  readonly count: number;
  /** The first few. */
  readonly names: readonly string[];
}

const MOST = 3;

/** Whether the object itself goes away, not only the state's knowledge of it. */
export const endsObject = (action: ChangeAction): boolean => action === 'delete' || isReplace(action);

/** By the resource's address in the configuration, of what is destroyed or replaced; others that are destroyed as well do not count. */
export function dependentsIn({ changes, refreshed }: Plan): ReadonlyMap<string, Dependents> {
  const going = new Set(
    changes.filter(({ action }) => endsObject(action)).map(({ address }) => configAddress(address)),
  );
  const gone = new Set(changes.filter(isGone).map(({ text }) => text));
  const found = new Map<string, { count: number; names: string[] }>();
  if (going.size === 0) return found;
  for (const [text, { address, current }] of refreshed.instances) {
    if (!current || address.mode !== 'managed' || gone.has(text)) continue;
    const own = configAddress(address);
    for (const dependency of current.dependencies) {
      if (dependency === own || !going.has(dependency)) continue;
      const entry = found.get(dependency) ?? { count: 0, names: [] };
      entry.count += 1;
      if (entry.names.length < MOST) entry.names.push(text);
      found.set(dependency, entry);
    }
  }
  return found;
}

const isGone = ({ action, deposed }: Change): boolean => action === 'delete' && deposed === undefined;
