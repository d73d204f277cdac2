import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeCatalog, mergeConstraints } from './load-catalog.ts';
import { metaCheck } from './meta.ts';
import { parseYaml } from './source.ts';
import { ROOT } from './testing.ts';

const catalogCheck = metaCheck(join(ROOT, 'schema/meta/catalog.schema.json'));
const constraintCheck = metaCheck(join(ROOT, 'schema/meta/constraints.schema.json'));
const catalog = (...texts: string[]) =>
  mergeCatalog(
    texts.map((text, at) => parseYaml(text, `${at}.yaml`)),
    catalogCheck,
  );
const constraints = (text: string) => mergeConstraints([parseYaml(text, 'c.yaml')], constraintCheck);

describe('the catalogue', () => {
  it('is one tree of all files', () => {
    expect(catalog('a: {section: "1", x: 1}', 'b: {keysOf: a}')).toEqual({
      a: { section: '1', x: 1 },
      b: { values: ['x'] },
    });
  });

  it('has no fact without a section', () => {
    expect(() => catalog('a:\n  x: {value: 1}\n  y: {value: 2, section: "1"}')).toThrow(
      '0.yaml:2:3: /a/x: no section is cited',
    );
  });

  it('has no key twice', () => {
    expect(() => catalog('a: {section: "1", x: 1}', 'a: {section: "1", x: 1}')).toThrow(
      '1.yaml:1:1: /a: a is also defined in 0.yaml',
    );
  });

  it('has only words that are known for how sure a fact is', () => {
    expect(() => catalog('a: {section: "1", certainty: maybe, x: 1}')).toThrow(
      /0\.yaml:1:30: \/a\/certainty: got "maybe"; allowed: certain/,
    );
  });
});

describe('the constraint index', () => {
  const entry = (more: string) =>
    `ZTC-TST-001: {titles: {en: A, zh: 甲}, section: "1", lines: [2, 3], clause: "0123456789abcdef", severity: error, phase: plan, kind: enum, basis: explicit, subjects: []${more}}`;

  it('gives each entry its id', () => {
    expect(constraints(entry(''))[0]).toMatchObject({ id: 'ZTC-TST-001', specialises: [] });
  });

  it('refers only to what it has', () => {
    expect(() => constraints(entry(', specialises: [ZTC-TST-002]'))).toThrow('there is no ZTC-TST-002');
    expect(() => constraints(entry(', weight: 3'))).toThrow(/unknown key "weight"/);
  });
});
