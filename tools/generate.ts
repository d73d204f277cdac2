/**
 * Compiles schema/ into what the sources import: `node tools/generate.ts`. With `--check` nothing is written and the
 * exit code is 1 when a file differs. With `--tolerate` resource files with problems are reported and left out.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readResources } from '../src/schema/load.ts';
import { loadCatalog, loadConstraints } from '../src/schema/load-catalog.ts';
import { formatProblem, SourceError } from '../src/schema/source.ts';
import { catalogTypes } from './catalog-types.ts';
import { leftoverDocs, referenceDocs, removeLeftoverDocs } from './generate-docs.ts';
import { rulesIndex } from './generate-rules.ts';

/** File contents by path relative to the repository. */
export type Outputs = ReadonlyMap<string, string>;

export async function compile(root: string, tolerate = false): Promise<Outputs> {
  const catalog = loadCatalog(root);
  const constraints = loadConstraints(root);
  const constraintIds = new Set(constraints.map(({ id }) => id));
  const { types, problems } = readResources({ root, catalog, constraintIds });
  if (problems.length > 0 && !tolerate) throw new SourceError(problems);
  for (const problem of problems) console.error(formatProblem(problem));
  const outputs = new Map<string, string>([
    ['src/schema/generated/resources.json', json(Object.fromEntries(types.map((type) => [type.type, type])))],
    ['src/catalog/generated/catalog.json', json(catalog)],
    ['src/catalog/generated/constraints.json', json(constraints)],
    ['src/catalog/generated/types.ts', catalogTypes(catalog)],
    ['src/rules/generated/all.ts', rulesIndex(root)],
  ]);
  for (const [name, text] of await constructsOf(root)) outputs.set(`constructs/l1/${name}`, text);
  for (const [path, text] of await referenceDocs(root, { types, constraints })) outputs.set(path, text);
  return outputs;
}

/** The constructs of the first level come from a generator of their own. */
async function constructsOf(root: string): Promise<ReadonlyMap<string, string>> {
  const file = join(root, 'tools/generate-l1.ts');
  if (!existsSync(file)) return new Map();
  const { generateL1 } = (await import(pathToFileURL(file).href)) as {
    generateL1: (root: string) => ReadonlyMap<string, string>;
  };
  return generateL1(root);
}

/** One line per member of the first two levels: small enough to read, and changes show where they are. */
function json(value: object): string {
  const entry = (item: unknown) => JSON.stringify(item);
  const inner = (item: unknown): string => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return entry(item);
    const lines = Object.entries(item).map(([key, member]) => `  ${entry(key)}: ${members(key, member)}`);
    return `{\n${lines.join(',\n')}\n }`;
  };
  const members = (key: string, member: unknown): string => {
    if (key !== 'attributes' || typeof member !== 'object' || member === null) return entry(member);
    const lines = Object.entries(member).map(([name, item]) => `   ${entry(name)}: ${entry(item)}`);
    return `{\n${lines.join(',\n')}\n  }`;
  };
  if (Array.isArray(value)) return `[\n${value.map((item) => ` ${entry(item)}`).join(',\n')}\n]\n`;
  const lines = Object.entries(value).map(([key, item]) => ` ${entry(key)}: ${inner(item)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The outputs that differ from what is on disk. */
export function stale(root: string, outputs: Outputs): string[] {
  return [...outputs].flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path];
  });
}

function write(root: string, outputs: Outputs): void {
  for (const path of stale(root, outputs)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputs.get(path) ?? '');
    console.log(`written: ${path}`);
  }
}

async function main(options: readonly string[]): Promise<number> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  try {
    const outputs = await compile(root, options.includes('--tolerate'));
    if (!options.includes('--check')) {
      write(root, outputs);
      removeLeftoverDocs(root, outputs);
      return 0;
    }
    const differing = [...stale(root, outputs), ...leftoverDocs(root, outputs)];
    for (const path of differing) console.error(`out of date: ${path} (run: npx node tools/generate.ts)`);
    return differing.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
