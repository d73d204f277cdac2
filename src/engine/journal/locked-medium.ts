/** A journal that is written only as long as the lock of its state is ours: whoever has it now writes it, too. */

import type { StateStorage } from '../state/storage.ts';
import type { JournalMedium } from './medium.ts';

export function lockedMedium(medium: JournalMedium, storage: StateStorage): JournalMedium {
  const check = (): void => storage.checkLock?.();
  return {
    location: medium.location,
    load: () => medium.load(),
    append: async (bytes, sync) => {
      check();
      await medium.append(bytes, sync);
    },
    replace: async (bytes) => {
      check();
      await medium.replace(bytes);
    },
    remove: async () => {
      check();
      await medium.remove();
    },
    close: () => medium.close(),
  };
}
