import { describe, expect, it } from 'vitest';
import { allConstraints } from '../catalog/constraints.ts';
import { RULES } from '../rules/generated/all.ts';
import type { AttributeSchema } from '../schema/model.ts';
import { loadRegistry } from '../schema/registry.ts';
import { explanationText } from './explain.ts';
import { allowedText, attributeNotes } from './explain-attribute.ts';
import { exampleHcl, exampleJson } from './explain-hcl.ts';
import { explainRule, explainType } from './explain-model.ts';
import { paintFor } from './paint.ts';

const never = () => false;

describe('examples', () => {
  it('become blocks with references and aligned equals signs', () => {
    expect(
      exampleHcl({ 'ztc_vpc.a': {}, 'ztc_vswitch.b': { vpc_id: '${ztc_vpc.a.id}', cidr: 'x' } }, never),
    ).toBe(
      'resource "ztc_vpc" "a" {}\n\nresource "ztc_vswitch" "b" {\n  vpc_id = ztc_vpc.a.id\n  cidr   = "x"\n}',
    );
  });

  it('put what the platform decides into comments', () => {
    const text = exampleHcl(
      { 'data.ztc_images.a': { items: [{ id: 'i' }] } },
      (type, name) => type === 'ztc_images' && name === 'items',
    );
    expect(text).toBe('data "ztc_images" "a" {\n  # items = [{ id = "i" }]\n}');
  });

  it('break long lists and objects', () => {
    const text = exampleHcl(
      { 'ztc_x.a': { list: Array.from({ length: 5 }, (_, i) => ({ name: `a long name ${i}`, on: true })) } },
      never,
    );
    expect(text).toContain('list = [\n    { name = "a long name 0", on = true },\n');
    expect(text.endsWith('  ]\n}')).toBe(true);
  });

  it('become the JSON of a configuration', () => {
    expect(exampleJson({ 'ztc_vpc.a': { site: 's' }, 'ztc_vpc.b': {}, 'data.ztc_sites.all': {} })).toEqual({
      resource: { ztc_vpc: { a: { site: 's' }, b: {} } },
      data: { ztc_sites: { all: {} } },
    });
  });
});

describe('attributes', () => {
  const plain: AttributeSchema = {
    type: 'integer',
    mode: 'optional',
    titles: { en: 'A', zh: '甲' },
    description: '',
    forceNew: true,
    sensitive: false,
    writeOnly: false,
    rule: { maximum: 'ZTC-X-001' },
    assumed: true,
  };

  it('say what is allowed', () => {
    expect(allowedText({ ...plain, minimum: 1, maximum: 9 }, 'en')).toBe('1–9');
    expect(allowedText({ ...plain, exclusiveMinimum: 0, maximum: 9 }, 'en')).toBe('> 0, ≤ 9');
    expect(
      allowedText({ ...plain, type: 'array', minItems: 1, items: { ...plain, enum: ['a', 'b'] } }, 'zh'),
    ).toBe('个数 1–∞; a, b');
  });

  it('say what follows', () => {
    expect(attributeNotes({ ...plain, default: 3 }, 'en')).toEqual([
      'default 3',
      'a change replaces the object',
      'ZTC-X-001',
      'assumption of the project',
    ]);
  });
});

describe('every rule and type', () => {
  const byId = new Map(RULES.map((rule) => [rule.id, rule]));
  const isComputed = (type: string, name: string) =>
    loadRegistry().find(type)?.attributes[name]?.mode === 'computed';

  it.each(['en', 'zh'] as const)('has an explanation without gaps (%s)', (language) => {
    const options = { language, paint: paintFor(false), isComputed };
    for (const entry of allConstraints()) {
      const text = explanationText(explainRule(entry, byId.get(entry.id)), options);
      expect(text, entry.id).toContain(entry.titles[language]);
      expect(text, entry.id).not.toMatch(/undefined|\[object/);
    }
    for (const schema of [...loadRegistry().resources(), ...loadRegistry().dataSources()]) {
      const text = explanationText(explainType(schema, allConstraints()), options);
      expect(text, schema.type).not.toMatch(/undefined|\[object/);
    }
  });
});
