/** Real Terraform and our engine evaluate the same thousands of expressions. */

import { beforeAll, describe, expect, it } from 'vitest';
import { setUpTerraform } from '../../support/terraform.ts';
import { DEVIATIONS } from './cases/deviations.ts';
import { partials } from './cases/partial.ts';
import { sequences } from './cases/sequences.ts';
import { conversions, functionShapes, pairs, uses } from './cases/shapes.ts';
import { addresses, encodings, formats, regexes, strings, templates } from './cases/text.ts';
import { casesOf } from './cases.ts';
import { differences, type Groups, type World } from './differential.ts';
import { planDifferences } from './plan-differential.ts';
import { asTemplates, FILES, PARTIAL, PROVIDER } from './world.ts';

beforeAll(setUpTerraform);

const read = (...names: string[]): Groups => Object.fromEntries(names.map((name) => [name, casesOf(name)]));

describe('values, types and refusals equal', () => {
  const batches: [string, Groups, World?][] = [
    ['functions with arguments of every shape', { shapes: functionShapes() }],
    ['conversions and uses of every shape', { conversions: conversions(), uses: uses() }],
    ['pairs of shapes', { pairs: pairs() }],
    ['texts', { formats: formats(), regexes: regexes(), strings: strings(), encodings: encodings() }],
    ['templates', { templates: templates() }],
    ['sequences and addresses', { sequences: sequences(), addresses: addresses() }],
    ['encodings and times', read('json', 'yaml', 'csv', 'times')],
    ['the language', read('language', 'numbers', 'calls')],
    ['files and templates from elsewhere', read('files'), FILES],
    ['the functions of the built-in provider', read('tfvars'), PROVIDER],
  ];
  it.each(batches)('%s', async (_name, groups, world) => {
    expect(await differences(groups, world)).toEqual([]);
  });

  it('texts that are no expressions', async () => {
    const texts = casesOf('syntax');
    const vars = '{a=1,b=2,c=3,f=1,_a=1,"é"=1,"日"=1,a_b=1}';
    const syntax = texts.map((_text, i) => `can(templatestring(local.t${i}, ${vars}))`);
    expect(await differences({ syntax }, asTemplates(texts))).toEqual([]);
  });
});

describe('what a plan knows, and what is sensitive in it, equal', () => {
  it('unknown and sensitive arguments', async () => {
    expect(
      await planDifferences({ unknown: casesOf('unknown'), sensitive: casesOf('sensitive') }, PARTIAL),
    ).toEqual([]);
  });
  it('values that are known in part', async () => {
    expect(await planDifferences({ partials: partials() }, PARTIAL)).toEqual([]);
  });
});

it('deviates where the list says so', async () => {
  const expressions = DEVIATIONS.flatMap((deviation) => deviation.expressions);
  const found = await differences({ deviations: expressions });
  expect(found.map(({ expression }) => expression)).toEqual(expressions);
});
