/** Where a state lives: a file, a server, a database. The engine knows this face and nothing else. */

import type { State } from './model.ts';
import type { TypeOf } from './write.ts';

/** Lets other runs in again. */
export type Release = () => Promise<void>;

export interface StateStorage {
  /** An empty state when there is none yet. */
  read(): Promise<State>;
  /**
   * Resolves when the state is as safe as the place can make it: a write is complete or did not happen. Returns the
   * state as written: with its lineage, and a serial that has grown if the content has changed. The state may go on
   * changing meanwhile: whatever is needed of it is taken before the first pause.
   */
  write(state: State, typeOf: TypeOf): Promise<State>;
  /** Keeps other runs out; throws `ZTC-E-STATE-LOCKED` when one is under way. */
  lock(operation: string): Promise<Release>;
  /** For messages: a path, or an address without its secrets. */
  readonly location: string;
}
