/** The bytes of a journal, on something that keeps them. */

export interface JournalMedium {
  /** Everything that is there; undefined when there is none. */
  load(): Promise<Uint8Array | undefined>;
  /** Adds at the end, in the order of the calls. With `sync` it resolves when a power failure cannot take it any more. */
  append(bytes: Uint8Array, sync: boolean): Promise<void>;
  /** Puts this in the place of everything that is there, in one step and for good. */
  replace(bytes: Uint8Array): Promise<void>;
  /** Nothing is left; also for good. */
  remove(): Promise<void>;
  /** Lets go of it for now. What is there stays. */
  close(): Promise<void>;
  /** For messages. */
  readonly location: string;
}
