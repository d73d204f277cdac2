/** The folder that one engine works in. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type JsonObject, parseJson } from '../../../../src/values/json.ts';
import type { Files, Step } from './scenario.ts';
import { editState } from './state-edit.ts';

export class Folder implements Disposable {
  readonly dir = mkdtempSync(join(tmpdir(), 'ztc-oracle-'));
  readonly statePath = join(this.dir, 'terraform.tfstate');

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  write(files: Files): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.dir, name);
      if (content === null) {
        rmSync(path, { force: true });
        continue;
      }
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
    }
  }

  /** Brings the folder to where a step starts. */
  prepare(step: Step): void {
    this.write(filesOf(step));
    for (const edit of step.state ?? []) writeFileSync(this.statePath, editState(this.stateText(), edit));
  }

  stateText(): string | undefined {
    return existsSync(this.statePath) ? readFileSync(this.statePath, 'utf8') : undefined;
  }

  state(): JsonObject | undefined {
    const text = this.stateText();
    return text === undefined ? undefined : (parseJson(text) as JsonObject);
  }

  takeState(text: string | undefined): void {
    if (text === undefined) rmSync(this.statePath, { force: true });
    else writeFileSync(this.statePath, text);
  }
}

/** The files of a step: the main file in one of the two syntaxes takes the place of one in the other. */
export function filesOf({ config, files = {} }: Step): Files {
  if (config === undefined) return files;
  if (typeof config === 'string') return { 'main.tf': config, 'main.tf.json': null, ...files };
  return { 'main.tf.json': config, 'main.tf': null, ...files };
}

/** Modules and backends have to be installed before Terraform reads the configuration. */
export function needsInit(step: Step): boolean {
  const text = JSON.stringify(filesOf(step));
  return /"(?:module|backend)\\?"|(?:module|backend) \\"/.test(text);
}
