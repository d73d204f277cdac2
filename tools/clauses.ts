/**
 * Compares the clause hashes of schema/constraints with the whitepaper's text, or refreshes them:
 * `node tools/clauses.ts PATH-OF-THE-TEXT [--write]`. Nothing else in the project needs that text.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConstraintEntry } from '../src/catalog/constraint-entry.ts';
import { loadConstraints } from '../src/schema/load-catalog.ts';
import { yamlFiles } from '../src/schema/source.ts';

/** Hash of a passage. Width variants, blanks and line breaks do not count. */
export function clauseHash(text: readonly string[], [first, last]: readonly [number, number]): string {
  const passage = text
    .slice(first - 1, last)
    .join('\n')
    .normalize('NFKC')
    .replace(/\s+/gu, '');
  return createHash('sha256').update(passage).digest('hex').slice(0, 16);
}

export interface ClauseDifference {
  readonly id: string;
  readonly recorded: string;
  readonly actual: string;
}

export function differences(
  constraints: readonly ConstraintEntry[],
  text: readonly string[],
): ClauseDifference[] {
  return constraints
    .map(({ id, clause, lines }) => ({ id, recorded: clause, actual: clauseHash(text, lines) }))
    .filter(({ recorded, actual }) => recorded !== actual);
}

/** The same file with the hashes replaced; everything else stays as it was written. */
export function refreshed(source: string, changes: readonly ClauseDifference[]): string {
  let result = source;
  for (const { id, recorded, actual } of changes) {
    const entry = new RegExp(`(^${id}:$[\\s\\S]*?^ {2}clause: ["']?)${recorded}`, 'm');
    result = result.replace(entry, `$1${actual}`);
  }
  return result;
}

function main([path, option]: readonly string[]): number {
  if (path === undefined) {
    console.error('usage: node tools/clauses.ts PATH-OF-THE-TEXT [--write]');
    return 2;
  }
  const root = fileURLToPath(new URL('..', import.meta.url));
  const found = differences(loadConstraints(root), readFileSync(path, 'utf8').split('\n'));
  if (option === '--write') {
    for (const file of yamlFiles(join(root, 'schema/constraints'))) {
      const source = readFileSync(file, 'utf8');
      writeFileSync(file, refreshed(source, found));
    }
    console.log(`${found.length} clause hashes refreshed`);
    return 0;
  }
  for (const { id, recorded, actual } of found)
    console.error(`${id}: recorded ${recorded}, the text has ${actual}`);
  return found.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
