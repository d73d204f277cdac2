import { describe, expect, it } from 'vitest';
import { formatProblem, SourceError } from './source.ts';
import { compileTexts } from './testing.ts';

const HEAD = `type: ztc_thing
product: test
titles: {en: Thing, zh: 物}
description: A thing.
section: "1.1"
version: 0
idPrefix: thg
siteFrom: [site]
lifecycle:
  create: {via: creating, to: available, seconds: [1, 2]}
  delete: {via: deleting, to: deleted, seconds: [1, 2]}
  ready: [available]
`;

const SITE = `  site:
    type: string
    mode: required
    enumFrom: sites
    titles: {en: Site, zh: 站点}
    description: Where it is.
`;

const thing = (attributes: string, head = HEAD) => `${head}attributes:\n${SITE}${attributes}`;

const attribute = (name: string, lines: readonly string[]) =>
  [`  ${name}:`, ...lines, 'titles: {en: A, zh: 甲}', 'description: An attribute.']
    .join('\n    ')
    .concat('\n');

const messages = (texts: Record<string, string>) => compileTexts(texts).problems.map(formatProblem);

describe('a correct file', () => {
  const { types, problems } = compileTexts({
    'a.yaml': thing(
      attribute('other_ids', [
        'type: array',
        'mode: optional',
        'items: {type: string}',
        'ref: {types: [ztc_thing]}',
      ]) + attribute('limit', ['type: integer', 'mode: computed', 'compute: {catalog: "limits.{site}.max"}']),
    ),
  });
  const type = types[0];

  it('has no problems and the standard attributes', () => {
    expect(problems).toEqual([]);
    expect(Object.keys(type?.attributes ?? {})).toEqual([
      'id',
      'site',
      'other_ids',
      'limit',
      'status',
      'created_at',
      'account_id',
    ]);
    expect(type?.attributes.id?.compute).toEqual({ uid: 'thg' });
    expect(type?.attributes.status?.enum).toEqual([
      'creating',
      'available',
      'deleting',
      'rejected',
      'failed',
    ]);
  });

  it('has everything spelled out', () => {
    expect(type?.attributes.site?.enum).toEqual(['north', 'south']);
    expect(type?.attributes.other_ids?.ref).toBeUndefined();
    expect(type?.attributes.other_ids?.items?.ref).toEqual({
      targets: [{ type: 'ztc_thing', attribute: 'id' }],
      weak: false,
      crossAccount: false,
    });
    expect(type?.lifecycle.update).toEqual({ via: 'available', to: 'available', seconds: [0, 0] });
  });
});

describe('errors', () => {
  it('name file, line, column and pointer, and all of them are reported', () => {
    const found = messages({
      'a.yaml': `${HEAD.replace('version: 0', 'version: one')}colour: red\nattributes:\n${SITE.replace('string', 'text')}`,
    });
    expect(found).toEqual([
      expect.stringMatching(/^a\.yaml:13:1: \/colour: unknown key "colour"; known: type, kind/),
      expect.stringMatching(/^a\.yaml:6:10: \/version: got "one"; allowed: a value of type integer/),
      expect.stringMatching(/^a\.yaml:16:11: \/attributes\/site\/type: got "text"; allowed: string, number/),
    ]);
  });

  it('tell which key is missing', () => {
    expect(messages({ 'a.yaml': thing('').replace('section: "1.1"\n', '') })).toEqual([
      'a.yaml:1:1: /: the key "section" is missing',
    ]);
  });

  it('of the YAML itself have a place', () => {
    expect(messages({ 'a.yaml': 'type: [\n' })[0]).toMatch(/^a\.yaml:\d+:\d+: \/: /);
  });

  it('are thrown together, in the order of the places', () => {
    const { problems } = compileTexts({ 'b.yaml': 'type: 1', 'a.yaml': 'type: 2' });
    const error = new SourceError(problems);
    expect(error.message).toMatch(/problems in the schema sources:\na\.yaml/);
    expect(error.problems.at(-1)?.file).toBe('b.yaml');
  });
});

describe('semantic errors', () => {
  it.each([
    [
      'a type',
      ['type: string', 'mode: optional', 'ref: {types: [ztc_gone]}'],
      /a\.yaml:23:19: .*unknown type ztc_gone/,
    ],
    [
      'an attribute',
      ['type: string', 'mode: optional', 'ref: {types: [ztc_thing.gone]}'],
      /ztc_thing has no attribute gone/,
    ],
    ['a list', ['type: string', 'mode: optional', 'enumFrom: gone'], /the catalogue has no list gone/],
    [
      'a rule',
      ['type: string', 'mode: optional', 'maxLength: 3', 'rule: {maxLength: ZTC-TST-002}'],
      /no ZTC-TST-002/,
    ],
    [
      'a path',
      ['type: string', 'mode: computed', 'compute: {catalog: "limits.{site}.min"}'],
      /nothing at limits/,
    ],
    [
      'a step',
      ['type: string', 'mode: computed', 'compute: {from: gone.site}'],
      /no attribute gone \(in gone.site\)/,
    ],
    [
      'a reference',
      ['type: string', 'mode: computed', 'compute: {from: site.id}'],
      /ztc_thing.site refers to nothing/,
    ],
    ['a name', ['type: string', 'mode: computed', 'compute: {template: "{gone}"}'], /no attribute gone/],
    [
      'a status',
      ['type: string', 'mode: computed', 'knownWhen: gone', 'compute: {order: true}'],
      /no such status; statuses: creating/,
    ],
    ['a default', ['type: string', 'mode: optional', 'enum: [a, b]', 'default: c'], /not one of a, b/],
    ['a mode', ['type: string'], /the key "mode" is missing/],
  ])('%s that does not exist', (_, lines, expected) => {
    const found = messages({ 'a.yaml': thing(attribute('x', lines)) });
    expect(found).toEqual([expect.stringMatching(expected)]);
  });

  it('a pool that does not exist', () => {
    const lines = ['type: string', 'mode: computed', 'compute: {pool: coins}'];
    expect(messages({ 'a.yaml': thing(attribute('x', lines)) })[0]).toMatch(
      /got "coins"; allowed: vpc_cidr, /,
    );
  });

  it('a type that is defined twice, a chain without a site, a group without attributes', () => {
    const found = messages({
      'a.yaml': thing(''),
      'b.yaml': thing('', `${HEAD}exactlyOneOf: [{attributes: [site, gone]}]\n`).replace(
        '[site]',
        '[site, id]',
      ),
    });
    expect(found).toEqual([
      'b.yaml:1:7: /type: the type ztc_thing is defined twice',
      expect.stringMatching(/exactlyOneOf\/0\/attributes\/1: ztc_thing has no attribute gone/),
      expect.stringMatching(/siteFrom\/1: id refers to nothing/),
    ]);
  });
});
