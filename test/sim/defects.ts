/**
 * Mistakes that the simulator has to find. Each stands between parts that are right: a wrapper around the disk, the
 * store, the client, the journal or the state.
 */

import { ENGINE_DEFECTS } from './engine/defects.ts';
import type { EnginePorts } from './engine/ports.ts';
import { PLATFORM_DEFECTS } from './platform/defects.ts';
import type { PlatformDisk } from './platform/disk.ts';
import type { Spoil } from './platform/servers.ts';

export interface Defect {
  readonly disk?: (disk: PlatformDisk) => void;
  readonly store?: Spoil;
  readonly engine?: (ports: EnginePorts) => EnginePorts;
}

export const NONE: Defect = {};

export const DEFECTS: Readonly<Record<string, Defect>> = { ...PLATFORM_DEFECTS, ...ENGINE_DEFECTS };
