/**
 * Writes constructs/l1: one file per resource type and data source of schema/resources. `--check` writes nothing and
 * fails when a file is missing, stale or left over.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizeResource } from '../src/schema/normalize.ts';
import type { RawResource } from '../src/schema/raw.ts';
import { readYaml, yamlFiles } from '../src/schema/source.ts';
import { emit } from './l1/emit.ts';
import { fileName } from './l1/names.ts';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'constructs/l1');
const BY_HAND = /^provider\.ts$|\.test\.ts$/;

export function generateL1(root = ROOT): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const path of yamlFiles(join(root, 'schema/resources'))) {
    const source = readYaml(path, root);
    const schema = normalizeResource(source.value as RawResource, () => undefined);
    files.set(fileName(schema.type, schema.kind), emit(schema, source.file));
  }
  return files;
}

function main(check: boolean): number {
  const wanted = generateL1();
  const present = readdirSync(TARGET).filter((name) => name.endsWith('.ts') && !BY_HAND.test(name));
  const stale = [...wanted].filter(
    ([name, text]) => !present.includes(name) || readFileSync(join(TARGET, name), 'utf8') !== text,
  );
  const extra = present.filter((name) => !wanted.has(name));
  if (check) {
    for (const name of [...stale.map(([name]) => name), ...extra])
      console.error(`constructs/l1/${name} is not up to date`);
    if (stale.length + extra.length === 0) return 0;
    console.error('run: npx node tools/generate-l1.ts');
    return 1;
  }
  for (const [name, text] of stale) writeFileSync(join(TARGET, name), text);
  for (const name of extra) rmSync(join(TARGET, name));
  console.error(`constructs/l1: ${wanted.size} types, ${stale.length} written, ${extra.length} removed`);
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'));
