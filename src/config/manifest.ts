/** cdktf's manifest: which stacks there are and where their files lie. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { isJsonObject } from '../values/json.ts';
import { display } from './display.ts';
import { JsonFile } from './json-file.ts';

export interface Manifest {
  /** Folders of the stacks by name. */
  readonly stacks: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

export function readManifest(dir: string): Manifest {
  const path = join(dir, 'manifest.json');
  const stacks = new Map<string, string>();
  try {
    const file = new JsonFile(readFileSync(path, 'utf8'), display(path));
    const listed = isJsonObject(file.value) ? file.value.stacks : undefined;
    const diagnostics: Diagnostic[] = [];
    const wrong = (detail: string, ...at: string[]): void => {
      diagnostics.push(file.root.child(...at).problem('ZTC-E-CONFIG-MANIFEST', 'Invalid manifest', detail));
    };
    if (!isJsonObject(listed)) {
      wrong('manifest.json must have an object "stacks"; it is written by cdktf and ztc synth.');
      return { stacks, diagnostics };
    }
    for (const [name, stack] of Object.entries(listed)) {
      const found = isJsonObject(stack) ? stack.synthesizedStackPath : undefined;
      if (typeof found === 'string') stacks.set(name, join(dir, dirname(found)));
      else wrong(`Stack "${name}" has no "synthesizedStackPath".`, 'stacks', name);
    }
    if (stacks.size === 0 && diagnostics.length === 0) wrong('manifest.json lists no stack.');
    return { stacks, diagnostics };
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    return { stacks, diagnostics: e.diagnostics };
  }
}
