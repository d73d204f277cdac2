/** What one run of an engine is given. */

import type { ControlPlaneClient } from '../../../src/client/client.ts';
import type { JournalMedium } from '../../../src/engine/journal/medium.ts';
import type { StateStorage } from '../../../src/engine/state/storage.ts';
import type { World } from '../time/world.ts';

export interface EnginePorts {
  readonly world: World;
  readonly client: ControlPlaneClient;
  readonly storage: StateStorage;
  readonly journal: JournalMedium | undefined;
}
