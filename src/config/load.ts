/** Reads a configuration: a folder, one stack of `cdktf.out`, or objects in memory. */

import type { Diagnostic } from '../values/diagnostic.ts';
import type { JsonObject } from '../values/json.ts';
import type { ModuleConfig } from './model.ts';

export interface LoadOptions {
  /** `execute` refuses what the reconciler cannot do; `audit` only what would hide resources from the rules. */
  readonly purpose: 'execute' | 'audit';
  /** Which stack of a `cdktf.out` with several. */
  readonly stack?: string;
}

export interface Loaded {
  /** Absent only when nothing at all could be read; incomplete when there are errors. */
  readonly module?: ModuleConfig;
  /** All problems of all files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A folder of `*.tf.json`, or a `cdktf.out` (then of one stack). */
export declare function loadFolder(dir: string, options: LoadOptions): Loaded;

/** Objects as a construct program synthesizes them; places are paths, as there are no lines. */
export declare function loadObjects(
  objects: readonly JsonObject[],
  options: LoadOptions & { readonly dir?: string },
): Loaded;

/** All stacks of a `cdktf.out` (or the one module of any other folder), by name. */
export declare function loadStacks(dir: string, options: LoadOptions): ReadonlyMap<string, Loaded>;
