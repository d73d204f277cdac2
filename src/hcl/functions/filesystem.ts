/** Files, relative to the base folder of the scope. Read only. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { T } from '../../values/type.ts';
import { asString, bool, set, str, type Value } from '../../values/value.ts';
import { type FunctionContext, FunctionError } from '../scope.ts';
import { fn, s, type Table, text, textFn } from './define.ts';
import { globRegex } from './glob.ts';

/** `~` alone or in front; other people's homes cannot be known. */
export function expandHome(path: string): string {
  if (!path.startsWith('~')) return path;
  if (path.length > 1 && path[1] !== '/') {
    throw new FunctionError('failed to expand ~: cannot expand user-specific home dir', 0);
  }
  return normalize(join(homedir(), path.slice(1))).replace(/(?<=.)\/$/, '');
}

const located = (path: string, context: FunctionContext): string =>
  resolve(context.baseDir, expandHome(path));

export function readBytes(path: string, context: FunctionContext): Buffer {
  const full = located(path, context);
  if (!existsSync(full)) {
    throw new FunctionError(
      `no file exists at ${JSON.stringify(path)}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
      0,
    );
  }
  try {
    return readFileSync(full);
  } catch (e) {
    throw new FunctionError(`failed to read ${path}: ${e instanceof Error ? e.message : String(e)}`, 0);
  }
}

export function readText(path: string, context: FunctionContext): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readBytes(path, context));
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    throw new FunctionError(
      `contents of ${path} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
      0,
    );
  }
}

function fileExists(path: string, context: FunctionContext): boolean {
  const full = located(path, context);
  if (!existsSync(full)) return false;
  const stat = statSync(full);
  if (stat.isFile()) return true;
  throw new FunctionError(
    `${JSON.stringify(path)} is ${stat.isDirectory() ? 'a directory' : 'not a regular file'}, not a file`,
    0,
  );
}

function fileSet(args: readonly Value[], context: FunctionContext): Value {
  const [root, given] = args.map(asString) as [string, string];
  const base = located(root, context);
  const pattern = normalize(given).replace(/(?<=.)\/$/, '');
  const regex = globRegex(pattern);
  const found: string[] = [];
  // Patterns may climb out of the folder; the walk begins at their fixed part.
  const fixed = pattern.split('/').slice(0, -1);
  const wild = fixed.findIndex((part) => /[*?[{]/.test(part));
  const start = (wild < 0 ? fixed : fixed.slice(0, wild)).join('/');
  const deep = pattern.includes('**') ? Infinity : pattern.split('/').length;
  walk(base, start, deep, (path) => {
    if (regex.test(path)) found.push(path);
  });
  return set(T.string, found.map(str));
}

function walk(base: string, relative: string, depth: number, visit: (path: string) => void): void {
  const folder = join(base, relative);
  if (depth <= 0 || !existsSync(folder) || !statSync(folder).isDirectory()) return;
  for (const entry of readdirSync(folder)) {
    const path = relative === '' ? entry : `${relative}/${entry}`;
    const stat = statSync(join(base, path), { throwIfNoEntry: false });
    if (stat?.isFile()) visit(path);
    else if (stat?.isDirectory()) walk(base, path, depth - 1, visit);
  }
}

export const filesystem: Table = {
  file: fn([text('path')], T.string, (args, c) => str(readText(s(args, 0), c))),
  filebase64: fn([text('path')], T.string, (args, c) => str(readBytes(s(args, 0), c).toString('base64'))),
  fileexists: fn([text('path')], T.bool, (args, c) => bool(fileExists(s(args, 0), c))),
  fileset: fn([text('path'), text('pattern')], T.set(T.string), fileSet),
  basename: textFn(['path'], (p) => (p === '' ? '.' : basename(p) || '/'), str),
  dirname: textFn(['path'], (p) => normalize(dirname(p)), str),
  pathexpand: textFn(['path'], expandHome, str),
  abspath: fn([text('path')], T.string, (args, c) => {
    const path = s(args, 0);
    return str(isAbsolute(path) ? normalize(path).replace(/(.)\/$/, '$1') : resolve(c.baseDir, path));
  }),
};
