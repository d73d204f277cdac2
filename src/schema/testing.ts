/** Small sources and schemas for tests. */
import { fileURLToPath } from 'node:url';
import { type CatalogTree, enumAt } from '../catalog/path.ts';
import { compileSources, type Loaded } from './load.ts';
import type { ResourceSchema } from './model.ts';
import { normalizeResource } from './normalize.ts';
import type { RawAttribute, RawResource } from './raw.ts';
import { parseYaml } from './source.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const TEST_CATALOG: CatalogTree = {
  sites: { north: {}, south: {} },
  limits: { north: { max: 3 }, south: { max: 4 } },
  availability_matrix: { thing: { north: 'available', south: 'available' } },
};

/** Compiles YAML texts by file name. */
export function compileTexts(texts: Readonly<Record<string, string>>): Loaded {
  const sources = Object.entries(texts).map(([file, text]) => parseYaml(text, file));
  return compileSources(sources, {
    root: ROOT,
    catalog: TEST_CATALOG,
    constraintIds: new Set(['ZTC-TST-001']),
  });
}

/** A resource type with these attributes; titles and descriptions are filled in. */
export function testType(
  attributes: Readonly<Record<string, RawAttribute>>,
  more: Partial<RawResource> = {},
): ResourceSchema {
  const described = Object.entries(attributes).map(
    ([name, attribute]) =>
      [name, { titles: { en: name, zh: name }, description: name, ...attribute }] as const,
  );
  return normalizeResource(
    {
      type: 'ztc_thing',
      product: 'test',
      titles: { en: 'Thing', zh: '物' },
      description: 'A thing.',
      section: '1',
      version: 0,
      idPrefix: 'thg',
      ...more,
      attributes: Object.fromEntries(described),
    },
    (path) => enumAt(TEST_CATALOG, path),
  );
}
