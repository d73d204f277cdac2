/** What every place of states counts by: a state whose content is the same is no new version of it. */

import { createHash } from 'node:crypto';
import type { State } from './model.ts';
import { stateText, type TypeOf } from './write.ts';

/** A state as a place has it, and what tells it from others whatever its serial. */
export interface Version {
  readonly digest: string;
  readonly state: State;
}

/** Of a state that was read. A foreign way of writing the same is no change. */
export const versionOf = (state: State, typeOf: TypeOf): Version => ({
  digest: digestOf(state, stateText(state, typeOf).content),
  state,
});

/** The content in pieces, each of which is also given to `each`. */
export function digestOf(
  { terraformVersion, lineage }: State,
  content: Iterable<string>,
  each: (piece: string) => void = () => {},
): string {
  const hash = createHash('sha256').update(JSON.stringify([terraformVersion, lineage]));
  for (const piece of content) {
    hash.update(piece);
    each(piece);
  }
  return hash.digest('hex');
}

/** `state` as the version after the one that is there. */
export const successor = (state: State, before: Version | undefined, newLineage: () => string): State => ({
  ...state,
  lineage: state.lineage || newLineage(),
  serial: (before?.state.serial ?? state.serial) + 1,
});
