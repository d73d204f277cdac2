/** Mistakes of an engine. */

import type { ControlPlaneClient } from '../../../src/client/client.ts';
import { ApiError } from '../../../src/client/error.ts';
import type { JournalMedium } from '../../../src/engine/journal/medium.ts';
import type { Defect } from '../defects.ts';
import type { World } from '../time/world.ts';
import type { EnginePorts } from './ports.ts';

const TRIES = 4;

/** Sends a creation again under another token when its answer was lost. */
function forgetfulClient(client: ControlPlaneClient, world: World): ControlPlaneClient {
  const forgetful = Object.create(client) as ControlPlaneClient;
  forgetful.create = async (type, attributes, { token }) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.create(type, attributes, { token: `${token.slice(0, 50)}-${attempt}` });
      } catch (e) {
        if (!(e instanceof ApiError) || !e.details.uncertain || attempt === TRIES) throw e;
        world.note('sent again under another token');
      }
    }
  };
  return bound(forgetful, client);
}

/** Methods that are not replaced work on the client itself. */
function bound(changed: ControlPlaneClient, client: ControlPlaneClient): ControlPlaneClient {
  return new Proxy(changed, {
    get: (target, name) => {
      const own = Object.hasOwn(target, name);
      const value: unknown = Reflect.get(own ? target : client, name);
      return typeof value === 'function' && !own ? value.bind(client) : value;
    },
  });
}

const withJournal = (
  ports: EnginePorts,
  change: (journal: JournalMedium) => Partial<JournalMedium>,
): EnginePorts =>
  ports.journal ? { ...ports, journal: { ...ports.journal, ...change(ports.journal) } } : ports;

/** A power failure takes intents of requests that were sent. */
const unsynced = (ports: EnginePorts): EnginePorts =>
  withJournal(ports, (journal) => ({ append: (bytes) => journal.append(bytes, false) }));

/** What was in the journal when the process began is never looked at. */
const unread = (ports: EnginePorts): EnginePorts =>
  withJournal(ports, () => ({ load: async () => undefined }));

/** The journal goes before the state is there; what follows is written to a new one. */
const removedEarly = (ports: EnginePorts): EnginePorts => ({
  ...ports,
  storage: {
    ...ports.storage,
    write: async (state, typeOf) => {
      const { journal } = ports;
      const kept = await journal?.load();
      if (kept) await journal?.remove().catch(() => {});
      await ports.world.scheduler.sleep(ports.world.between(0, 5));
      const written = await ports.storage.write(state, typeOf);
      if (kept) await journal?.replace(kept).catch(() => {});
      return written;
    },
  },
});

/** Runs do not keep each other out. */
const unlocked = (ports: EnginePorts): EnginePorts => ({
  ...ports,
  storage: { ...ports.storage, lock: async () => async () => {} },
});

export const ENGINE_DEFECTS: Readonly<Record<string, Defect>> = {
  'no-journal': { engine: (ports) => ({ ...ports, journal: undefined }) },
  'intent-not-synced': { engine: unsynced },
  'journal-ignored-at-start': { engine: unread },
  'journal-removed-before-state': { engine: removedEarly },
  'new-token-per-retry': {
    engine: (ports) => ({ ...ports, client: forgetfulClient(ports.client, ports.world) }),
  },
  'state-without-lock': { engine: unlocked },
};
