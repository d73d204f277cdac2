import { loadFolder } from '../config/load.ts';
import type { ModuleConfig } from '../config/model.ts';
import { loadJournal } from '../engine/journal/journal.ts';
import { continued } from '../engine/journal/merge.ts';
import type { State } from '../engine/state/model.ts';
import type { StateStorage } from '../engine/state/storage.ts';
import type { Context } from './context.ts';
import { diagnosticsError } from './diagnostics.ts';
import { journalOf } from './journal.ts';
import { resolveFolder } from './project.ts';
import { storageOf } from './storage.ts';

/** Where a configuration keeps its state. */
export const storageOfFolder = (context: Context, path?: string, stack?: string): StateStorage =>
  storageOf(context, moduleOf(context, path, stack));

/** The state of a configuration, with what a run that was cut off has done; empty when there is none yet. */
export async function stateOf(context: Context, path?: string, stack?: string): Promise<State> {
  const module = moduleOf(context, path, stack);
  const storage = storageOf(context, module);
  const medium = journalOf(module, storage);
  const state = await storage.read();
  const { content } = await loadJournal(medium);
  if (!content) return state;
  if (content.writes.length > 0)
    context.note(
      context.language === 'zh'
        ? `有 ${content.writes.length} 个未完成的写操作（来自被中断的运行）；'ztc state recover' 或下次 apply 会处理`
        : `${content.writes.length} writes of a run that was cut off are open; 'ztc state recover' or the next apply settles them`,
    );
  return continued(state, content, medium.location);
}

function moduleOf(context: Context, path?: string, stack?: string): ModuleConfig {
  const { module, diagnostics } = loadFolder(resolveFolder(context, path, stack).dir, { purpose: 'audit' });
  if (!module) throw diagnosticsError(diagnostics);
  return module;
}
