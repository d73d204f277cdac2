/** States that are kept elsewhere as one text: what such places have in common. */

import { EMPTY_STATE, type State } from '../model.ts';
import { readState } from '../read.ts';
import type { LockKeeper, Release, StateStorage } from '../storage.ts';
import { digestOf, successor, type Version, versionOf } from '../versions.ts';
import { stateText, type TypeOf } from '../write.ts';

/** Keeps one text. Every call throws a `DiagnosticError` that says what is wrong with the place. */
export interface RemotePlace {
  readonly location: string;
  /** Undefined when there is none. */
  get(): Promise<Uint8Array | undefined>;
  put(bytes: Uint8Array): Promise<void>;
  lock(operation: string): Promise<Release>;
  /** Throws `ZTC-E-STATE-LOCK-LOST` when it is known already. */
  checkLock(): void;
  readonly locks?: LockKeeper;
}

export function createRemoteStorage(place: RemotePlace, newLineage: () => string): StateStorage {
  let last: Version | undefined;
  const stored = async (): Promise<State | undefined> => {
    const bytes = await place.get();
    return bytes && bytes.length > 0 ? readState(bytes, place.location) : undefined;
  };
  return {
    location: place.location,
    checkLock: () => place.checkLock(),
    ...(place.locks ? { locks: place.locks } : {}),
    read: async () => (await stored()) ?? EMPTY_STATE,
    async write(state, typeOf) {
      const lineage = state.lineage || newLineage();
      const content = contentOf({ ...state, lineage }, typeOf);
      const found = last ? undefined : await stored();
      const before = last ?? (found && versionOf(found, typeOf));
      if (content.digest === before?.digest) return before.state;
      const next = successor({ ...state, lineage }, before, newLineage);
      // Until it is known to be there, what is there is not known.
      last = undefined;
      await place.put(Buffer.concat([Buffer.from(stateText(next, typeOf).head), content.bytes]));
      last = { digest: content.digest, state: next };
      return next;
    },
    async lock(operation) {
      const release = await place.lock(operation);
      // Others may have written before.
      last = undefined;
      return release;
    },
  };
}

interface Content {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

function contentOf(state: State, typeOf: TypeOf): Content {
  const pieces: Buffer[] = [];
  const digest = digestOf(state, stateText(state, typeOf).content, (piece) =>
    pieces.push(Buffer.from(piece)),
  );
  return { digest, bytes: Buffer.concat(pieces) };
}
