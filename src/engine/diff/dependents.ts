/** What stands on objects that go away: whoever reads the plan has to think of it as well. */

import { configAddress, type InstanceAddress, type ModuleInstance } from '../../config/address.ts';
import { type Change, type ChangeAction, isReplace, type Plan } from '../plan/model.ts';

export interface Dependents {
  readonly count: number;
  /** The first few. */
  readonly names: readonly string[];
}

/** Undefined when nothing depends on the object. */
export type FindDependents = (address: InstanceAddress) => Dependents | undefined;

const MOST = 3;

/** Whether the object itself goes away, not only the state's knowledge of it. */
export const endsObject = (action: ChangeAction): boolean => action === 'delete' || isReplace(action);

interface Dependent {
  readonly text: string;
  readonly module: ModuleInstance;
}

/**
 * Of what is destroyed or replaced, as the state knows it: references to a resource mean all of its instances. Others
 * that are destroyed as well do not count.
 */
export function dependentsIn({ changes, refreshed }: Plan): FindDependents {
  const found = new Map<string, Dependent[]>();
  for (const { action, address } of changes) if (endsObject(action)) found.set(configAddress(address), []);
  const gone = new Set(changes.filter(isGone).map(({ text }) => text));
  for (const [text, { address, current }] of found.size === 0 ? [] : refreshed.instances) {
    if (!current || address.mode !== 'managed' || gone.has(text)) continue;
    const own = configAddress(address);
    for (const dependency of current.dependencies)
      if (dependency !== own) found.get(dependency)?.push({ text, module: address.module });
  }
  return (address) => {
    const all = found.get(configAddress(address)) ?? [];
    const reached = all.filter(({ module }) => canReach(module, address.module));
    if (reached.length === 0) return undefined;
    return { count: reached.length, names: reached.slice(0, MOST).map(({ text }) => text) };
  };
}

const isGone = ({ action, deposed }: Change): boolean => action === 'delete' && deposed === undefined;

/** Two instances of one module call know nothing of each other. */
function canReach(from: ModuleInstance, to: ModuleInstance): boolean {
  for (let i = 0; i < Math.min(from.length, to.length); i++) {
    const [x, y] = [from[i], to[i]];
    if (x?.name !== y?.name) return true;
    if (x?.key !== y?.key) return false;
  }
  return true;
}
