import { loadFolder } from '../config/load.ts';
import { EMPTY_STATE, type State } from '../engine/state/model.ts';
import type { Context } from './context.ts';
import { diagnosticsError } from './diagnostics.ts';
import { resolveFolder } from './project.ts';
import { storageOf } from './run.ts';

/** The state of a configuration; empty when there is none yet. */
export function stateOf(
  context: Context,
  path: string | undefined,
  stack: string | undefined,
  read: (file: string) => State | undefined,
): State {
  const { module, diagnostics } = loadFolder(resolveFolder(context, path, stack).dir, { purpose: 'audit' });
  if (!module) throw diagnosticsError(diagnostics);
  return read(storageOf(module).location) ?? EMPTY_STATE;
}
