/** Stands in front of the engine: its ports with boundaries around their calls. */

import type { EngineOptions } from '../../../src/engine/engine.ts';
import type { JournalMedium } from '../../../src/engine/journal/medium.ts';
import type { ProviderFactory } from '../../../src/engine/providers.ts';
import type { StateStorage } from '../../../src/engine/state/storage.ts';
import type { Provider } from '../../../src/provider/provider.ts';
import { DEFECT_VARIABLE } from '../boundaries.ts';
import { around, reached } from './reached.ts';

const { href } = new URL('../../../dist/src/engine/engine.js', import.meta.url);
const real = (await import(href)) as typeof import('../../../src/engine/engine.ts');

const defect = process.env[DEFECT_VARIABLE];

export class Engine extends real.Engine {
  constructor(options: EngineOptions) {
    const { storage, journal: given, providers, ...others } = options;
    const journal = defect === 'no-journal' ? undefined : given;
    super({
      ...others,
      storage: storageOf(storage),
      ...(journal ? { journal: mediumOf(journal) } : {}),
      providers: new Map([...providers].map(([name, factory]) => [name, factoryOf(factory)])),
    });
  }
}

/** The ports themselves, since they may have parts that only they can reach. */
function mediumOf(medium: JournalMedium): JournalMedium {
  const { append, replace, remove } = medium;
  const seen: Partial<JournalMedium> = {
    append: (bytes, sync) => around('journal.append', () => append.call(medium, bytes, sync)),
    replace: (bytes) => around('journal.replace', () => replace.call(medium, bytes)),
    remove: () => around('journal.remove', () => remove.call(medium)),
  };
  return Object.assign(medium, seen);
}

function storageOf(storage: StateStorage): StateStorage {
  const { write, lock } = storage;
  const seen: Partial<StateStorage> = {
    write: (state, typeOf) => around('state.write', () => write.call(storage, state, typeOf)),
    lock: async (operation) => {
      const release = await lock.call(storage, operation);
      reached('after state.lock');
      return () => around('state.unlock', release);
    },
  };
  return Object.assign(storage, seen);
}

function factoryOf(factory: ProviderFactory): ProviderFactory {
  return () => watched(factory());
}

function watched(provider: Provider): Provider {
  const { applyResource, recoverResource } = provider;
  const seen: Partial<Provider> = {
    applyResource: (request) => around('provider.apply', () => applyResource.call(provider, request)),
    ...(recoverResource
      ? {
          recoverResource: (request) =>
            around('provider.recover', () => recoverResource.call(provider, request)),
        }
      : {}),
  };
  return Object.assign(provider, seen);
}
