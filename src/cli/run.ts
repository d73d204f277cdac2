import type { ControlPlaneClient } from '../client/client.ts';
import { loadFolder } from '../config/load.ts';
import type { ModuleConfig } from '../config/model.ts';
import { waiversOf } from '../config/plan-meta.ts';
import { ConfigTree } from '../config/tree.ts';
import { variableValues } from '../config/variables.ts';
import { Engine } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/ports.ts';
import { outputsOfStates } from '../engine/state/remote-outputs.ts';
import type { StateStorage } from '../engine/state/storage.ts';
import { createBuiltinProvider } from '../provider/builtin/terraform-provider.ts';
import { createNullProvider } from '../provider/null/null-provider.ts';
import { type ZtcSettings, ztcProviderFactory } from '../provider/ztc/ztc-provider.ts';
import { loadRegistry } from '../schema/registry.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { JsonObject } from '../values/json.ts';
import { today } from './audit.ts';
import type { Context } from './context.ts';
import { diagnosticsError, noteWarnings } from './diagnostics.ts';
import { interrupts } from './interrupt.ts';
import { journalOf } from './journal.ts';
import { judgesOf } from './judge.ts';
import { connectPlatform, defaultDataDir, type Platform, withSettings } from './platform.ts';
import { type ConfigFolder, resolveFolder } from './project.ts';
import { recoveredLine } from './recovered.ts';
import { storageOf } from './storage.ts';
import { givenSources, type VariableOptions } from './variable-options.ts';

export interface RunOptions extends VariableOptions {
  readonly stack?: string;
  readonly operator?: 'auto' | 'manual';
  /** Seconds. */
  readonly wait?: number;
  /** Of the saved plan that is applied: its values of variables. */
  readonly planned?: JsonObject;
  readonly lock?: boolean;
  /** Milliseconds. */
  readonly lockTimeout?: number;
}

/** One configuration with everything that is needed to plan and apply it. */
export interface Run {
  readonly folder: ConfigFolder;
  readonly module: ModuleConfig;
  readonly engine: Engine;
  readonly statePath: string;
  /** Somebody wants the run to stop. */
  readonly signal: AbortSignal;
  /** Events go to whoever listens at the moment. */
  listen(listener: (event: EngineEvent) => void): void;
  close(): Promise<void>;
}

async function openRun(
  context: Context,
  path: string | undefined,
  options: RunOptions,
  signal: AbortSignal,
): Promise<Run> {
  const folder = resolveFolder(context, path, options.stack);
  const { module, variables, given } = loadDesign(context, folder, options);
  const kept = storageOf(context, module);
  const storage = options.lock === false ? unlocked(kept) : kept;
  const { audit, judge } = judgesOf(waiversOf(new ConfigTree(module)), today(context));
  const platforms: Promise<Platform>[] = [];
  const connect = async (settings: ZtcSettings): Promise<ControlPlaneClient> => {
    const platform = connectPlatform(withSettings(context, settings), {
      dir: defaultDataDir(context),
      ...(options.operator === undefined ? {} : { operator: options.operator }),
    });
    platforms.push(platform);
    return (await platform).client;
  };
  let listener = context.events?.listener ?? beforehand(context);
  const engine = new Engine({
    module,
    variables,
    given,
    storage,
    journal: journalOf(module, kept),
    audit,
    judge,
    lockTimeoutMs: options.lockTimeout ?? 0,
    listener: (event) => listener(event),
    providers: new Map([
      [
        'ztc',
        ztcProviderFactory({
          registry: loadRegistry(),
          connect,
          waitTimeoutMs: (options.wait ?? 1200) * 1000,
        }),
      ],
      ['null', () => createNullProvider()],
      ['terraform', () => createBuiltinProvider({ readOutputs: outputsOfStates(module.dir, context.env) })],
    ]),
  });
  return {
    folder,
    module,
    engine,
    statePath: storage.location,
    signal,
    listen: (next) => {
      listener = next;
    },
    close: async () => {
      for (const platform of await Promise.allSettled(platforms)) {
        if (platform.status === 'fulfilled') await platform.value.close();
      }
    },
  };
}

/** Before anything is planned: who is waited for, and what has become of a run that was cut off. */
function beforehand(context: Context): (event: EngineEvent) => void {
  const zh = context.language === 'zh';
  return (event) => {
    if (event.kind === 'recovered') context.note(recoveredLine(event, context.language));
    if (event.kind === 'waiting_for_lock')
      context.note(`${zh ? '等待其他运行' : 'waiting for another run'}: ${event.why}`);
  };
}

/** For states that nobody else works on. */
const unlocked = (storage: StateStorage): StateStorage => ({
  ...storage,
  lock: async () => async () => {},
});

function loadDesign(context: Context, folder: ConfigFolder, options: RunOptions) {
  const { planned } = options;
  const loaded = loadFolder(folder.dir, { purpose: 'execute' });
  refuse(loaded.diagnostics);
  if (!loaded.module) throw diagnosticsError(loaded.diagnostics);
  const values = variableValues(loaded.module, {
    given: givenSources(context, options),
    env: context.env,
    dir: folder.dir,
    missing: 'error',
    ...(planned ? { planned } : {}),
  });
  refuse(values.diagnostics);
  noteWarnings([...loaded.diagnostics, ...values.diagnostics], context);
  return { module: loaded.module, variables: values.values, given: values.given };
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some((one) => one.severity === 'error')) throw diagnosticsError(diagnostics);
}

/** Opens a run, does one thing with it, and closes it whatever happens. */
export async function withRun<T>(
  context: Context,
  path: string | undefined,
  options: RunOptions,
  act: (run: Run) => Promise<T>,
): Promise<T> {
  const stop = interrupts();
  try {
    const run = await openRun(context, path, options, stop.signal);
    try {
      return await act(run);
    } finally {
      await run.close();
    }
  } finally {
    stop.release();
  }
}
