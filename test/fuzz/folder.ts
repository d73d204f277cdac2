/** Writes a step's files for an engine to read. */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { isJsonObject, type JsonObject } from '../../src/values/json.ts';
import { nativeSyntax } from './native.ts';
import type { Scenario, Step } from './scenario.ts';

/** Replaces everything in the folder except the state. */
export function writeStep(folder: string, step: Step, syntax: Scenario['syntax']): void {
  for (const name of readdirSync(folder))
    if (!name.startsWith('terraform.tfstate')) rmSync(join(folder, name), { recursive: true });
  for (const [path, json] of Object.entries(step.files)) {
    const target = join(folder, syntax === 'json' ? path : path.replace(/\.json$/, ''));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, syntax === 'json' ? JSON.stringify(json, null, 2) : nativeSyntax(json));
  }
  writeModuleList(folder, step);
}

/** What `terraform init` would note for modules that are folders beside the root. */
function writeModuleList(folder: string, { files }: Step): void {
  const modules: JsonObject[] = [{ Key: '', Source: '', Dir: '.' }];
  const visit = (dir: string, key: string): void => {
    const { module } = files[join(dir, 'main.tf.json')] ?? {};
    if (!isJsonObject(module)) return;
    for (const [name, call] of Object.entries(module)) {
      const { source } = call as { readonly source?: string };
      if (source === undefined) continue;
      const at = normalize(join(dir, source));
      const full = key === '' ? name : `${key}.${name}`;
      modules.push({ Key: full, Source: source, Dir: at });
      visit(at, full);
    }
  };
  visit('.', '');
  if (modules.length === 1) return;
  mkdirSync(join(folder, '.terraform', 'modules'), { recursive: true });
  writeFileSync(join(folder, '.terraform', 'modules', 'modules.json'), JSON.stringify({ Modules: modules }));
}
