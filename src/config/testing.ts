/** Shared by tests: configurations on disk and in memory. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFunctions } from '../hcl/functions.ts';
import { parseJson } from '../values/json.ts';
import { unknown, type Value } from '../values/value.ts';
import type { EvaluatorOptions } from './evaluation.ts';
import { ConfigEvaluator } from './evaluator.ts';
import { type Loaded, loadFolder, loadObjects } from './load.ts';
import type { ModuleConfig } from './model.ts';
import { ConfigTree } from './tree.ts';

/** Writes the files into a new folder, runs, removes it. */
export function withFolder<T>(files: Readonly<Record<string, string>>, run: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'ztc-config-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    return run(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

export const load = (text: string, purpose: 'execute' | 'audit' = 'execute'): Loaded =>
  withFolder({ 'main.tf.json': text }, (dir) => loadFolder(dir, { purpose }));

export const loadNative = (text: string, purpose: 'execute' | 'audit' = 'execute'): Loaded =>
  withFolder({ 'main.tf': text }, (dir) => loadFolder(dir, { purpose }));

/** In memory; throws when there is any problem. */
export function moduleOf(json: object): ModuleConfig {
  const { module, diagnostics } = loadObjects([parseJson(JSON.stringify(json)) as never], {
    purpose: 'execute',
  });
  if (!module || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return module;
}

export const evaluatorOf = (json: object, options: Partial<EvaluatorOptions> = {}): ConfigEvaluator =>
  evaluatorFor(moduleOf(json), options);

export function evaluatorFor(module: ModuleConfig, options: Partial<EvaluatorOptions> = {}): ConfigEvaluator {
  return new ConfigEvaluator(new ConfigTree(module), {
    variables: new Map<string, Value>(),
    resources: { instance: () => unknown() },
    functions: createFunctions(),
    context: { baseDir: '.', pure: true },
    ...options,
  });
}

/** `code line:column` of each, for comparison. */
export const shortly = (loaded: Pick<Loaded, 'diagnostics'>): string[] =>
  loaded.diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);
