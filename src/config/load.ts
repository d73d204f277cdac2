/** Reads a configuration: a folder, one stack of `cdktf.out`, or objects in memory. */

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createParseCache } from '../hcl/parse.ts';
import { type Diagnostic, errorDiagnostic } from '../values/diagnostic.ts';
import type { JsonObject } from '../values/json.ts';
import type { Input } from './decode.ts';
import { isFolder, readFolder } from './folder.ts';
import { JsonBody } from './json-body.ts';
import { readManifest } from './manifest.ts';
import type { ModuleConfig } from './model.ts';
import { ModuleLoader } from './module-loader.ts';
import { type Document, Place } from './place.ts';

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

/** A folder of `*.tf` and `*.tf.json`, or a `cdktf.out` (then of one stack). */
export function loadFolder(dir: string, options: LoadOptions): Loaded {
  if (!isFolder(dir)) return failed('ZTC-E-CONFIG-FOLDER', 'No such folder', `${dir} is not a folder.`);
  if (!existsSync(join(dir, 'manifest.json'))) return loadFiles(dir, options);
  const stacks = loadStacks(dir, options);
  const [only] = stacks.values();
  if (only && stacks.size === 1) return only;
  const detail = `${dir} has ${stacks.size} stacks: ${[...stacks.keys()].join(', ')}. Name one with --stack.`;
  return failed('ZTC-E-CONFIG-STACK', 'Which stack?', detail);
}

/** All stacks of a `cdktf.out` (or the one module of any other folder, under its own name), by name. */
export function loadStacks(dir: string, options: LoadOptions): ReadonlyMap<string, Loaded> {
  if (!existsSync(join(dir, 'manifest.json'))) return new Map([[basename(dir), loadFolder(dir, options)]]);
  const { stacks, diagnostics } = readManifest(dir);
  if (diagnostics.length > 0) return new Map([[options.stack ?? basename(dir), { diagnostics }]]);
  const { stack } = options;
  if (stack === undefined)
    return new Map([...stacks].map(([name, path]) => [name, loadFiles(path, options)]));
  const path = stacks.get(stack);
  if (path !== undefined) return new Map([[stack, loadFiles(path, options)]]);
  const detail = `${dir} has no stack "${stack}". Its stacks: ${[...stacks.keys()].join(', ')}.`;
  return new Map([[stack, failed('ZTC-E-CONFIG-STACK', 'No such stack', detail)]]);
}

/** Objects as a construct program synthesizes them; places are paths, as there are no lines. */
export function loadObjects(
  objects: readonly JsonObject[],
  options: LoadOptions & { readonly dir?: string },
): Loaded {
  const context = { cache: createParseCache() };
  const inputs = objects.map((json): Input => {
    return { body: new JsonBody(json, new Place(MEMORY), context), override: false };
  });
  return new ModuleLoader(options.purpose).root(options.dir ?? '.', { inputs, files: [], diagnostics: [] });
}

const MEMORY: Document = { file: undefined, position: () => undefined };

function loadFiles(dir: string, { purpose }: LoadOptions): Loaded {
  if (!isFolder(dir)) return failed('ZTC-E-CONFIG-FOLDER', 'No such folder', `${dir} is not a folder.`);
  const folder = readFolder(dir);
  if (folder.files.length === 0 && folder.diagnostics.length === 0) {
    const detail = `${dir} contains no *.tf or *.tf.json files.`;
    return failed('ZTC-E-CONFIG-EMPTY', 'No configuration files', detail);
  }
  return new ModuleLoader(purpose).root(dir, folder);
}

function failed(code: string, summary: string, detail: string): Loaded {
  return { diagnostics: [errorDiagnostic(code, summary, detail)] };
}
