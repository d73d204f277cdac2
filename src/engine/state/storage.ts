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
   * changing meanwhile: whatever is needed of it is taken before the first pause. Whoever has lost the lock is refused
   * (`ZTC-E-STATE-LOCK-LOST`).
   */
  write(state: State, typeOf: TypeOf): Promise<State>;
  /** Keeps other runs out; throws `ZTC-E-STATE-LOCKED` when one is under way. */
  lock(operation: string): Promise<Release>;
  /** Throws `ZTC-E-STATE-LOCK-LOST` when a lock that was taken is not ours any more, as far as that is known here. */
  readonly checkLock?: () => void;
  /** For messages: a path, or an address without its secrets. */
  readonly location: string;
  /** Looks at the lock of whoever holds it. Absent where nothing is locked. */
  readonly locks?: LockKeeper;
}

export interface LockKeeper {
  holder(): Promise<LockHolder | undefined>;
  /** Ends this holder's lock, if it still has it. */
  remove(holder: LockHolder): Promise<void>;
}

/** Whoever keeps other runs out. */
export interface LockHolder {
  readonly id: string;
  /** A whole phrase: who, where, since when, doing what. */
  readonly text: string;
  /** Undefined when that cannot be told from here. */
  readonly alive: boolean | undefined;
  /** Some locks end only with the connection or the process of their holder. */
  readonly removable: boolean;
}
