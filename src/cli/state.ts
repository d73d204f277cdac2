import { loadFolder } from '../config/load.ts';
import type { State } from '../engine/state/model.ts';
import type { StateStorage } from '../engine/state/storage.ts';
import type { Context } from './context.ts';
import { diagnosticsError } from './diagnostics.ts';
import { resolveFolder } from './project.ts';
import { storageOf } from './storage.ts';

/** Where a configuration keeps its state. */
export function storageOfFolder(context: Context, path?: string, stack?: string): StateStorage {
  const { module, diagnostics } = loadFolder(resolveFolder(context, path, stack).dir, { purpose: 'audit' });
  if (!module) throw diagnosticsError(diagnostics);
  return storageOf(context, module);
}

/** The state of a configuration; empty when there is none yet. */
export const stateOf = (context: Context, path?: string, stack?: string): Promise<State> =>
  storageOfFolder(context, path, stack).read();
