/** Build time only: compiles `schema/resources/**.yaml` into resource schemas. Every error names its place. */
import { join } from 'node:path';
import { type CatalogTree, enumAt } from '../catalog/path.ts';
import { type MetaCheck, metaCheck } from './meta.ts';
import type { ResourceSchema } from './model.ts';
import { normalizeResource } from './normalize.ts';
import type { RawResource } from './raw.ts';
import { type ResourceFile, semanticProblems } from './semantics.ts';
import { readYaml, SourceError, type SourceProblem, type YamlSource, yamlFiles } from './source.ts';

export interface LoadInput {
  /** The repository's root: files are named relative to it, and the meta-schemas are found below it. */
  readonly root: string;
  readonly catalog: CatalogTree;
  readonly constraintIds: ReadonlySet<string>;
}

export interface Loaded {
  /** The types of all files that could be read, by name. */
  readonly types: readonly ResourceSchema[];
  readonly problems: readonly SourceProblem[];
}

/** The compiled types; throws a `SourceError` that lists every problem of every file. */
export function loadResources(input: LoadInput): readonly ResourceSchema[] {
  const { types, problems } = readResources(input);
  if (problems.length > 0) throw new SourceError(problems);
  return types;
}

export function readResources(input: LoadInput): Loaded {
  const sources = yamlFiles(join(input.root, 'schema/resources')).map((path) => readYaml(path, input.root));
  return compileSources(sources, input);
}

export function compileSources(sources: readonly YamlSource[], input: LoadInput): Loaded {
  const check = metaCheck(join(input.root, 'schema/meta/resource.schema.json'));
  const read = sources.map((source) => readFile(source, check, input.catalog));
  const files = read.flatMap(({ file }) => file ?? []);
  const problems = [...read.flatMap(({ problems }) => problems), ...semanticProblems(files, input)];
  const types = files.map(({ schema }) => schema).sort((a, b) => (a.type < b.type ? -1 : 1));
  return { types, problems };
}

function readFile(
  source: YamlSource,
  check: MetaCheck,
  catalog: CatalogTree,
): { file?: ResourceFile; problems: readonly SourceProblem[] } {
  const problems = check(source);
  if (problems.length > 0) return { problems };
  const raw = source.value as RawResource;
  const schema = normalizeResource(raw, (path) => enumAt(catalog, path));
  return { file: { source, raw, schema }, problems };
}
