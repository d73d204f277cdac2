/** The place of the journal of a configuration's state: on this machine, wherever the state is. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ModuleConfig } from '../config/model.ts';
import { JournalFile } from '../engine/journal/file-medium.ts';
import { lockedMedium } from '../engine/journal/locked-medium.ts';
import type { JournalMedium } from '../engine/journal/medium.ts';
import type { StateStorage } from '../engine/state/storage.ts';

/** Beside a state that is a file; else in the project's `.ztc`, by the name of the place. */
export const journalOf = (module: ModuleConfig, storage: StateStorage): JournalMedium =>
  lockedMedium(fileOf(module, storage), storage);

function fileOf({ dir, terraform }: ModuleConfig, { location }: StateStorage): JournalMedium {
  const { backend } = terraform;
  if (backend === undefined || backend.type === 'local') return new JournalFile(`${location}.journal`);
  const name = createHash('sha256').update(`${backend.type} ${location}`).digest('hex').slice(0, 16);
  return new JournalFile(join(projectRoot(dir), '.ztc', 'journals', `${name}.journal`));
}

/** The folder of the project that the configuration was synthesized by; a folder of its own is its own project. */
function projectRoot(dir: string): string {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, 'cdktf.json'))) return at;
    if (at === dirname(at)) return dir;
  }
}
