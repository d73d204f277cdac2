/** The configuration files of one folder, parsed: once, however often the module is called. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createParseCache } from '../hcl/parse.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { isJsonObject } from '../values/json.ts';
import type { Input } from './decode.ts';
import { display } from './display.ts';
import { JsonBody } from './json-body.ts';
import { JsonFile } from './json-file.ts';
import { NativeBody } from './native-body.ts';
import { NativeFile } from './native-file.ts';

export interface Folder {
  readonly inputs: readonly Input[];
  /** Relative to the working directory where possible. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readFolder(dir: string): Folder {
  const diagnostics: Diagnostic[] = [];
  const inputs: Input[] = [];
  const names = readdirSync(dir).filter(isVisible).sort();
  const read = names.filter((name) => /\.tf(\.json)?$/.test(name) && isFile(join(dir, name)));
  for (const name of read) {
    try {
      const { body, problems } = readInput(join(dir, name));
      diagnostics.push(...problems);
      if (body) inputs.push({ body, override: /(^|_)override\.tf(\.json)?$/.test(name) });
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      diagnostics.push(...e.diagnostics);
    }
  }
  if (read.length === 0) diagnostics.push(...names.filter(isOpenTofu).map((name) => foreignFile(dir, name)));
  return { inputs, files: read.map((name) => display(join(dir, name))), diagnostics };
}

function readInput(path: string): { body?: Input['body']; problems: readonly Diagnostic[] } {
  const file = display(path);
  const text = readFileSync(path, 'utf8');
  if (!path.endsWith('.json')) {
    const native = new NativeFile(text, file);
    return { body: new NativeBody(native.body, native.root), problems: [] };
  }
  const json = new JsonFile(text, file);
  const { value, root } = json;
  if (isJsonObject(value)) {
    const body = new JsonBody(value, root, { cache: createParseCache() });
    return { body, problems: json.duplicates() };
  }
  const detail = 'A configuration file must contain one JSON object.';
  return { problems: [root.problem('ZTC-E-CONFIG-VALUE', 'Incorrect JSON value type', detail)] };
}

/** Names that Terraform reads: not those of editors, nor hidden ones. */
const isVisible = (name: string): boolean =>
  !(name.startsWith('.') || name.endsWith('~') || /^#.*#$/.test(name));

const isOpenTofu = (name: string): boolean => /\.tofu(\.json)?$/.test(name);

/** Terraform leaves such files alone; where there is nothing else, they are what was meant. */
function foreignFile(dir: string, name: string): Diagnostic {
  const detail = `${name} is read by OpenTofu only. Name it ${name.replace(/\.tofu/, '.tf')}.`;
  return errorDiagnostic('ZTC-E-CONFIG-FILE', 'File not supported', detail, {
    file: display(join(dir, name)),
  });
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
