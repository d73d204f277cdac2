/** What a journal says. Everything is JSON; addresses are texts. */

import type { Json } from '../../values/json.ts';

export type WriteAction = 'create' | 'update' | 'delete';

/** The first record: of which state this is the continuation. */
export interface OpenRecord {
  readonly kind: 'open';
  readonly format: 1;
  readonly lineage: string;
  /** Of the state that the run started from. */
  readonly serial: number;
  /** For people who look at it: what was run, by whom, when. */
  readonly operation: string;
  readonly who: string;
  readonly at: string;
}

/** Something is about to be changed outside. On the disk before the request is sent. */
export interface IntentRecord {
  readonly kind: 'intent';
  /** Names the write in the records that follow. */
  readonly write: number;
  readonly action: WriteAction;
  readonly address: string;
  readonly type: string;
  /** As states name it. */
  readonly provider: string;
  readonly token: string;
  readonly generation: number;
  /** Of the object that is deleted, when that is not the current one. */
  readonly deposed?: string;
  /** Of a creation: the object as it will stand in the state, without its attributes. */
  readonly object?: Json;
}

/** The platform has made the object; it may not be ready. */
export interface IdentityRecord {
  readonly kind: 'identity';
  readonly write: number;
  readonly id: string;
}

/** What a resource refers to: once, where lists of everything that its objects depend on would be long. */
export interface NeedsRecord {
  readonly kind: 'needs';
  readonly of: string;
  readonly on: readonly string[];
}

/** What the state has at an address from now on. */
export interface PutRecord {
  readonly kind: 'put';
  readonly address: string;
  readonly provider: string;
  /** The resource whose needs, however far, are the dependencies of the current object. */
  readonly needs?: string;
  /** The current object and the deposed ones, as in a state; none when nothing is left. */
  readonly objects: readonly Json[];
  /** Identities of objects that stood there before and are gone. */
  readonly gone: readonly string[];
}

/** The write is over and everything that came of it stands in the records before. */
export interface DoneRecord {
  readonly kind: 'done';
  readonly write: number;
}

/** The state has been written where it is kept, with all puts before the number `puts` (counted from the opening). */
export interface SavedRecord {
  readonly kind: 'saved';
  readonly serial: number;
  readonly puts: number;
}

export type JournalRecord =
  | OpenRecord
  | IntentRecord
  | IdentityRecord
  | NeedsRecord
  | PutRecord
  | DoneRecord
  | SavedRecord;
