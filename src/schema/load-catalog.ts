/** Build time only: merges `schema/catalog/*.yaml` and `schema/constraints/*.yaml`, every problem with its place. */
import { join } from 'node:path';
import type { ConstraintEntry } from '../catalog/constraint-entry.ts';
import { type CatalogTree, type CatalogValue, entriesOf, enumAt, isTable } from '../catalog/path.ts';
import { type MetaCheck, metaCheck } from './meta.ts';
import type { Segment } from './pointer.ts';
import { readYaml, SourceError, type SourceProblem, type YamlSource, yamlFiles } from './source.ts';

/** The whole catalogue as one tree; throws a `SourceError` that lists every problem. */
export function loadCatalog(root: string): CatalogTree {
  return mergeCatalog(sourcesOf(root, 'catalog'), metaCheck(join(root, 'schema/meta/catalog.schema.json')));
}

/** All constraints, by id; throws a `SourceError` that lists every problem. */
export function loadConstraints(root: string): readonly ConstraintEntry[] {
  return mergeConstraints(
    sourcesOf(root, 'constraints'),
    metaCheck(join(root, 'schema/meta/constraints.schema.json')),
  );
}

function sourcesOf(root: string, folder: string): YamlSource[] {
  return yamlFiles(join(root, 'schema', folder)).map((path) => readYaml(path, root));
}

export function mergeCatalog(sources: readonly YamlSource[], check: MetaCheck): CatalogTree {
  const { merged, problems } = merge<CatalogTree>(sources, check);
  for (const [key, { source, value }] of merged) {
    for (const path of uncited(value, [key], false)) {
      problems.push(source.problem(path, 'no section is cited and nothing says that it is assumed', true));
    }
  }
  if (problems.length > 0) throw new SourceError(problems);
  const tree: CatalogTree = Object.fromEntries([...merged].map(([key, { value }]) => [key, value]));
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, followed(value, tree)]));
}

/** `{keysOf: disk_types}` becomes the list of that table's keys. */
function followed(value: CatalogValue, tree: CatalogTree): CatalogValue {
  if (!isTable(value) || typeof value.keysOf !== 'string') return value;
  const { keysOf, ...rest } = value;
  return { ...rest, values: enumAt(tree, keysOf) ?? [] };
}

/** Facts without a citation: neither they nor a table around them name a section or say that the project chose them. */
function uncited(value: CatalogValue, path: readonly Segment[], cited: boolean): (readonly Segment[])[] {
  if (!isTable(value)) return cited ? [] : [path];
  const here =
    cited ||
    value.section !== undefined ||
    value.assumed === true ||
    value.basis === 'proposed' ||
    value.keysOf !== undefined;
  if (value.value !== undefined || value.values !== undefined) return here ? [] : [path];
  return entriesOf(value).flatMap(([key, child]) => uncited(child, [...path, key], here));
}

export function mergeConstraints(
  sources: readonly YamlSource[],
  check: MetaCheck,
): readonly ConstraintEntry[] {
  const { merged, problems } = merge<Omit<ConstraintEntry, 'id'>>(sources, check);
  const entries = [...merged].map(([id, { value }]) => ({
    ...value,
    id,
    specialises: value.specialises ?? [],
  }));
  for (const [id, { source, value }] of merged) {
    for (const [at, general] of (value.specialises ?? []).entries()) {
      if (!merged.has(general))
        problems.push(source.problem([id, 'specialises', at], `there is no ${general}`));
    }
    if (value.lines[0] > value.lines[1])
      problems.push(source.problem([id, 'lines'], 'the last line comes first'));
  }
  if (problems.length > 0) throw new SourceError(problems);
  return entries.map(inOrder).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function inOrder({ id, ...entry }: ConstraintEntry): ConstraintEntry {
  return { id, ...entry };
}

interface Merged<T> {
  readonly merged: ReadonlyMap<string, { readonly source: YamlSource; readonly value: T }>;
  readonly problems: SourceProblem[];
}

function merge<T>(sources: readonly YamlSource[], check: MetaCheck): Merged<T> {
  const merged = new Map<string, { source: YamlSource; value: T }>();
  const problems: SourceProblem[] = [];
  for (const source of sources) {
    const found = check(source);
    problems.push(...found);
    if (found.length > 0) continue;
    for (const [key, value] of Object.entries(source.value as Record<string, T>)) {
      const first = merged.get(key);
      if (first) problems.push(source.problem([key], `${key} is also defined in ${first.source.file}`, true));
      else merged.set(key, { source, value });
    }
  }
  return { merged, problems };
}
