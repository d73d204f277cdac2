import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './resolve.ts';

/** Files by path below the output folder. */
export type Files = ReadonlyMap<string, string>;

/** What engines keep in a stack's folder; it outlives a synthesis. */
const KEPT = /^\.terraform|^terraform\.tfstate|\.tfplan$|^plan$/;

/**
 * Replaces the output folder as a whole: everything is written beside it first, then renamed. Folders of stacks that are
 * gone disappear, except for a state that somebody may still need.
 */
export function writeOutput(outdir: string, fill: (staging: string) => Files): void {
  const staging = `${outdir}.tmp-${process.pid}`;
  const old = `${outdir}.old-${process.pid}`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    for (const [path, text] of fill(staging)) {
      const target = join(staging, path);
      mkdirSync(join(target, '..'), { recursive: true });
      writeFileSync(target, text);
    }
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(outdir)) {
    moveKept(outdir, staging);
    renameSync(outdir, old);
  }
  renameSync(staging, outdir);
  rmSync(old, { recursive: true, force: true });
}

function moveKept(from: string, to: string): void {
  const stacks = join(from, 'stacks');
  if (!existsSync(stacks)) return;
  for (const stack of readdirSync(stacks, { withFileTypes: true })) {
    if (!stack.isDirectory()) continue;
    const target = join(to, 'stacks', stack.name);
    const gone = !existsSync(target);
    for (const name of readdirSync(join(stacks, stack.name))) {
      if (!KEPT.test(name) || (gone && !holdsResources(join(stacks, stack.name, name)))) continue;
      mkdirSync(target, { recursive: true });
      renameSync(join(stacks, stack.name, name), join(target, name));
    }
  }
}

function holdsResources(path: string): boolean {
  if (!path.endsWith('terraform.tfstate')) return false;
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as { resources?: unknown[] };
    return (state.resources ?? []).length > 0;
  } catch {
    return true;
  }
}

/** JSON with sorted keys: the same bytes whatever the order in which things were created. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(sorted(value as Json), null, 2)}\n`;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const result: { [key: string]: Json } = {};
  for (const key of Object.keys(value).sort()) result[key] = sorted(value[key] as Json);
  return result;
}
