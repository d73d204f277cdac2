/** The places on servers and in databases, by the name of their backend. */

import { type EngineClock, systemClock } from '../../ports.ts';
import type { StateStorage } from '../storage.ts';
import { createHttpPlace } from './http.ts';
import { createPgPlace } from './pg.ts';
import { createRemoteStorage, type RemotePlace } from './remote.ts';
import type { GivenSettings } from './settings.ts';

type Opener = (given: GivenSettings, workspace: string, clock: EngineClock) => RemotePlace;

const OPENERS: ReadonlyMap<string, Opener> = new Map<string, Opener>([
  ['http', (given, _workspace, clock) => createHttpPlace(given, clock)],
  ['pg', createPgPlace],
]);

export const REMOTE_BACKENDS: readonly string[] = [...OPENERS.keys()];

export interface RemoteOptions {
  readonly newLineage: () => string;
  readonly workspace?: string;
  readonly clock?: EngineClock;
}

/** Contacts nobody yet. Undefined for a backend that is not one of these. */
export function openRemoteStorage(
  given: GivenSettings,
  { newLineage, workspace = 'default', clock = systemClock }: RemoteOptions,
): StateStorage | undefined {
  const place = OPENERS.get(given.type)?.(given, workspace, clock);
  return place && createRemoteStorage(place, newLineage);
}
