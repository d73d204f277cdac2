/** Reads a root module and, through its calls, the whole tree below. */

import { join, resolve } from 'node:path';
import type { Diagnostic } from '../values/diagnostic.ts';
import { type Caller, decodeModule, type Purpose } from './decode.ts';
import type { UnreadCall } from './decode-call.ts';
import { type Folder, isFolder, readFolder } from './folder.ts';
import type { ModuleConfig } from './model.ts';

export class ModuleLoader {
  readonly #purpose: Purpose;
  readonly #diagnostics: Diagnostic[] = [];
  /** By absolute path. */
  readonly #folders = new Map<string, Folder>();
  /** Folders whose own problems are told: a module that is called twice has them once. */
  readonly #told = new Set<string>();

  constructor(purpose: Purpose) {
    this.#purpose = purpose;
  }

  root(dir: string, folder: Folder): { module: ModuleConfig; diagnostics: readonly Diagnostic[] } {
    this.#folders.set(resolve(dir), folder);
    const module = this.#module(dir, [resolve(dir)]);
    return { module, diagnostics: this.#diagnostics };
  }

  /** `chain`: the folders from the root to this one, itself included. */
  #module(dir: string, chain: readonly string[], caller?: Caller): ModuleConfig {
    const folder = this.#folder(resolve(dir));
    const first = !this.#told.has(resolve(dir));
    this.#told.add(resolve(dir));
    if (first) this.#diagnostics.push(...folder.diagnostics);
    const { module, diagnostics } = decodeModule(folder.inputs, {
      dir,
      files: folder.files,
      purpose: this.#purpose,
      ...(caller ? { caller } : {}),
      open: (call, next) => this.#open(dir, chain, call, next),
    });
    if (first) this.#diagnostics.push(...diagnostics);
    return module;
  }

  #folder(path: string): Folder {
    let folder = this.#folders.get(path);
    if (!folder) {
      folder = readFolder(path);
      this.#folders.set(path, folder);
    }
    return folder;
  }

  #open(from: string, chain: readonly string[], call: UnreadCall, caller: Caller): ModuleConfig | undefined {
    const dir = join(from, call.source);
    const report = (code: string, summary: string, detail: string): undefined => {
      this.#diagnostics.push(call.sourcePlace.problem(code, summary, detail));
    };
    if (!isFolder(dir)) {
      const detail = `The source "${call.source}" of module "${call.name}" is not a folder: ${dir}.`;
      return report('ZTC-E-CONFIG-FOLDER', 'No such folder', detail);
    }
    const path = resolve(dir);
    if (chain.includes(path)) {
      const detail = `Module "${call.name}" calls ${dir}, which is where it is called from: it would contain itself without end.`;
      return report('ZTC-E-CONFIG-MODULE-CYCLE', 'Module calls itself', detail);
    }
    return this.#module(dir, [...chain, path], caller);
  }
}
