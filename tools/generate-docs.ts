/** Writes docs/reference: resource types, rules, commands and error codes, from the very data that the program runs on. */
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConstraintEntry } from '../src/catalog/constraint-entry.ts';
import type { Rule } from '../src/rules/kit/rule.ts';
import type { ResourceSchema } from '../src/schema/model.ts';
import { commandsPage } from './docs/commands.ts';
import { errorsPage } from './docs/errors.ts';
import { familyOf } from './docs/markdown.ts';
import { overviewPage } from './docs/overview.ts';
import { resourcePage, resourcePath } from './docs/resources.ts';
import { rulesPage, rulesPath } from './docs/rules.ts';

const TARGET = 'docs/reference';

export interface DocSources {
  readonly types: readonly ResourceSchema[];
  readonly constraints: readonly ConstraintEntry[];
}

/** Pages by path relative to the repository. */
export async function referenceDocs(
  root: string,
  { types, constraints }: DocSources,
): Promise<ReadonlyMap<string, string>> {
  const byName = new Map(types.map((schema) => [schema.type, schema]));
  const rules = await rulesOf(root);
  const families = new Map(
    [...Map.groupBy(constraints, ({ id }) => familyOf(id))].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const pages = new Map<string, string>();
  const add = (path: string, text: string) => pages.set(`${TARGET}/${path}`, text);
  add('README.md', overviewPage({ types, families, constraints, rules: new Set(rules.keys()) }));
  add('cli.md', commandsPage());
  add('errors.md', await errorsPage());
  for (const schema of types) add(resourcePath(schema), resourcePage(schema, byName, constraints));
  for (const [family, entries] of families)
    add(rulesPath(family), rulesPage(family, entries, { types: byName, rules }));
  return pages;
}

/** Pages of types and families that are no longer there. */
export function leftoverDocs(root: string, pages: ReadonlyMap<string, string>): string[] {
  return globSync(`${TARGET}/**/*.md`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !pages.has(path))
    .toSorted();
}

export function removeLeftoverDocs(root: string, pages: ReadonlyMap<string, string>): void {
  for (const path of leftoverDocs(root, pages)) rmSync(join(root, path));
}

/** The rules by id, read from their files, so that a new one need not be in the generated list yet. */
async function rulesOf(root: string): Promise<ReadonlyMap<string, Rule>> {
  const files = globSync('src/rules/*/ZTC-*-[0-9][0-9][0-9].ts', { cwd: root }).toSorted();
  const rules = await Promise.all(
    files.map(
      async (file) => ((await import(pathToFileURL(join(root, file)).href)) as { default: Rule }).default,
    ),
  );
  return new Map(rules.map((rule) => [rule.id, rule]));
}
