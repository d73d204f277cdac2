import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allConstraints } from '../src/catalog/constraints.ts';
import { RULES } from '../src/rules/generated/all.ts';
import { loadRegistry } from '../src/schema/registry.ts';
import { leftoverDocs, referenceDocs } from './generate-docs.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const types = [...loadRegistry().resources(), ...loadRegistry().dataSources()];
const sources = { types, constraints: allConstraints() };
const pages = await referenceDocs(ROOT, sources);
const textOf = (path: string) => pages.get(`docs/reference/${path}`) ?? '';

describe('the reference', () => {
  it('comes out the same every time', async () => {
    expect([...(await referenceDocs(ROOT, sources))]).toEqual([...pages]);
  });

  it('has a page for every type and a section for every constraint', () => {
    for (const { product, type } of types)
      expect(textOf(`resources/${product}/${type}.md`)).toContain(`# ${type} ·`);
    for (const { id } of sources.constraints) {
      expect(textOf(`rules/${id.split('-')[1]?.toLowerCase()}.md`), id).toContain(`\n## ${id} `);
    }
  });

  it('shows fix and examples of every rule', () => {
    for (const { id, fix } of RULES) {
      const page = textOf(`rules/${id.split('-')[1]?.toLowerCase()}.md`);
      expect(page, id).toContain(fix.zh);
      expect(page.slice(page.indexOf(`\n## ${id} `)), id).toMatch(
        /Wrong.*:\n\n```hcl\n[\s\S]+?Right:\n\n```hcl/,
      );
    }
  });

  it('leads nowhere that does not exist', () => {
    for (const [path, text] of pages) {
      for (const [, target = '', anchor] of text.matchAll(/\]\(([^)#\s]*)(?:#([^)]*))?\)/g)) {
        if (target.startsWith('http') || target.includes('guide/')) continue;
        const file = target === '' ? path : posix.normalize(posix.join(posix.dirname(path), target));
        expect(pages.has(file), `${path} -> ${target}`).toBe(true);
        if (anchor?.startsWith('ztc-') && file.includes('/rules/'))
          expect(pages.get(file)).toContain(`<a id="${anchor}">`);
      }
    }
  });

  it('holds no page of something that is gone', () => {
    expect(leftoverDocs(ROOT, pages)).toEqual([]);
  });

  it('says nothing that is no text', () => {
    for (const [path, text] of pages) expect(text, path).not.toMatch(/undefined|\[object|NaN/);
  });
});
