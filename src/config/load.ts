/** Reads a configuration: a folder, one stack of `cdktf.out`, or objects in memory. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import type { JsonObject } from '../values/json.ts';
import { decodeModule, type Input } from './decode.ts';
import { display } from './display.ts';
import { JsonFile } from './json-file.ts';
import { readManifest } from './manifest.ts';
import type { ModuleConfig } from './model.ts';
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

/** A folder of `*.tf.json`, or a `cdktf.out` (then of one stack). */
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
  const inputs = objects.map((json): Input => ({ json, place: new Place(MEMORY) }));
  return decodeModule(inputs, { dir: options.dir ?? '.', files: [], purpose: options.purpose });
}

const MEMORY: Document = { file: undefined, position: () => undefined };

function loadFiles(dir: string, options: LoadOptions): Loaded {
  if (!isFolder(dir)) return failed('ZTC-E-CONFIG-FOLDER', 'No such folder', `${dir} is not a folder.`);
  const diagnostics: Diagnostic[] = [];
  const inputs: Input[] = [];
  const files: string[] = [];
  for (const name of readdirSync(dir).sort()) {
    const file = display(join(dir, name));
    const refused = refusedFile(name);
    if (refused) diagnostics.push({ ...refused, file });
    if (refused || !name.endsWith('.tf.json') || isHidden(name)) continue;
    files.push(file);
    try {
      const json = new JsonFile(readFileSync(join(dir, name), 'utf8'), file);
      diagnostics.push(...json.duplicates());
      inputs.push({ json: json.value, place: json.root });
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      diagnostics.push(...e.diagnostics);
    }
  }
  if (files.length === 0 && diagnostics.length === 0) {
    return failed('ZTC-E-CONFIG-EMPTY', 'No configuration files', `${dir} contains no *.tf.json files.`);
  }
  const decoded = decodeModule(inputs, { dir, files, purpose: options.purpose });
  return { module: decoded.module, diagnostics: [...diagnostics, ...decoded.diagnostics] };
}

/** Files that Terraform would read and we do not: saying nothing would plan half of a configuration. */
function refusedFile(name: string): Diagnostic | undefined {
  if (isHidden(name)) return undefined;
  if (/\.(tf|tofu)$/.test(name)) {
    const detail = `${name} is in Terraform's native syntax, which is not supported yet; use *.tf.json. Or use Terraform for this configuration.`;
    return errorDiagnostic('ZTC-E-CONFIG-NATIVE-SYNTAX', 'Native syntax is not supported yet', detail);
  }
  if (name.endsWith('.tofu.json')) {
    const detail = `${name} is read by OpenTofu only. Name it *.tf.json.`;
    return errorDiagnostic('ZTC-E-CONFIG-FILE', 'File not supported', detail);
  }
  if (name === 'override.tf.json' || name.endsWith('_override.tf.json')) {
    const detail = `${name} is an override file, which ztc does not merge. Put its content where it belongs, or use Terraform for this configuration.`;
    return errorDiagnostic('ZTC-E-CONFIG-OVERRIDE-FILE', 'Override files are not supported', detail);
  }
  return undefined;
}

/** Names that Terraform ignores too. */
const isHidden = (name: string): boolean => name.startsWith('.') || name.endsWith('~') || /^#.*#$/.test(name);

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function failed(code: string, summary: string, detail: string): Loaded {
  return { diagnostics: [errorDiagnostic(code, summary, detail)] };
}
