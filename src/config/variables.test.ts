import { describe, expect, it } from 'vitest';
import { valueToJson } from '../values/json-value.ts';
import { evaluatorOf, load, moduleOf, withFolder } from './testing.ts';
import { type VariableSources, variableValues } from './variables.ts';

const values = (variable: object, sources: Partial<VariableSources> = {}) => {
  const found = variableValues(moduleOf({ variable }), { missing: 'error', ...sources });
  const json = Object.fromEntries(
    [...found.values].map(([name, value]) => [name, value.isKnown ? valueToJson(value) : '?']),
  );
  return {
    json,
    codes: found.diagnostics.map(({ code, severity }) => `${severity} ${code}`),
    values: found.values,
  };
};

describe('precedence', () => {
  it('is default, environment, terraform.tfvars.json, *.auto.tfvars.json, --var-file, --var', () => {
    const files = {
      'terraform.tfvars.json': '{"c": "file", "d": "file", "e": "file", "f": "file"}',
      'b.auto.tfvars.json': '{"d": "b", "e": "b", "f": "b"}',
      'a.auto.tfvars.json': '{"d": "a"}',
      'x.json': '{"e": "x", "f": "x"}',
    };
    const variable = Object.fromEntries(
      'abcdef'.split('').map((name) => [name, { type: 'string', default: 'default' }]),
    );
    const env = Object.fromEntries('bcdef'.split('').map((name) => [`TF_VAR_${name}`, 'env']));
    withFolder(files, (dir) => {
      const { json } = values(variable, { dir, env, files: [`${dir}/x.json`], flags: [['f', 'flag']] });
      expect(json).toEqual({ a: 'default', b: 'env', c: 'file', d: 'b', e: 'x', f: 'flag' });
    });
  });
});

describe('texts', () => {
  it('are taken as they are for primitive types, and as expressions for others', () => {
    const variable = {
      s: { type: 'string' },
      n: { type: 'number' },
      u: {},
      l: { type: 'list(number)' },
      a: { type: 'any' },
    };
    const flags = [
      ['s', '[1]'],
      ['n', '5'],
      ['u', '[1]'],
      ['l', '[1, 2]'],
      ['a', '{x = 1}'],
    ] as const;
    expect(values(variable, { flags }).json).toEqual({ s: '[1]', n: 5, u: '[1]', l: [1, 2], a: { x: 1 } });
  });
});

describe('types', () => {
  it('fill in optional attributes', () => {
    const type =
      'object({a = string, b = optional(number, 3), c = optional(list(object({d = optional(bool, true)})), [])})';
    const flags = [['v', '{a = "x", c = [{}]}']] as const;
    expect(values({ v: { type } }, { flags }).json).toEqual({ v: { a: 'x', b: 3, c: [{ d: true }] } });
  });

  it.each([
    'strin',
    'list()',
    'list(string, string)',
    'object(string)',
    'optional(string)',
    '${string}',
    '1',
  ])('refuse %s', (type) => {
    expect(load(JSON.stringify({ variable: { v: { type } } })).diagnostics).toHaveLength(1);
  });

  it('refuse defaults and values that do not fit', () => {
    const wrong = load('{"variable": {"v": {"type": "list(number)", "default": ["x"]}}}').diagnostics[0];
    expect(wrong).toMatchObject({ code: 'ZTC-E-CONFIG-DEFAULT', line: 1 });
    expect(values({ v: { type: 'number' } }, { flags: [['v', 'x']] }).codes).toEqual([
      'error ZTC-E-VARIABLE-VALUE',
    ]);
  });

  it('take defaults literally', () => {
    expect(values({ v: { default: '${x}' } }).json).toEqual({ v: '${x}' });
  });
});

describe('absence', () => {
  it('is an error, or unknown for an audit', () => {
    expect(values({ v: {} }).codes).toEqual(['error ZTC-E-VARIABLE-MISSING']);
    expect(values({ v: { type: 'string' } }, { missing: 'unknown' }).json).toEqual({ v: '?' });
  });

  it('of null: the default takes its place where null is not allowed', () => {
    const flags = [['v', 'null']] as const;
    expect(values({ v: { type: 'list(string)', nullable: false, default: ['d'] } }, { flags }).json).toEqual({
      v: ['d'],
    });
    expect(values({ v: { type: 'list(string)', nullable: false } }, { flags }).codes).toEqual([
      'error ZTC-E-VARIABLE-VALUE',
    ]);
    expect(values({ v: { type: 'list(string)', default: ['d'] } }, { flags }).json).toEqual({ v: null });
  });
});

it('reports values for variables that are not declared', () => {
  expect(values({ abc: { default: 1 } }, { flags: [['abd', '1']] }).codes).toEqual([
    'error ZTC-E-VARIABLE-UNDECLARED',
  ]);
  withFolder({ 'a.auto.tfvars.json': '{"abd": 1}', 'b.auto.tfvars': '' }, (dir) => {
    expect(values({ abc: { default: 1 } }, { dir }).codes).toEqual([
      'error ZTC-E-CONFIG-NATIVE-SYNTAX',
      'warning ZTC-E-VARIABLE-UNDECLARED',
    ]);
  });
  expect(values({}, { files: ['/nowhere.json'] }).codes).toEqual(['error ZTC-E-CONFIG-FILE']);
});

it('marks sensitive values and runs validations', () => {
  const validation = { condition: '${var.v > 3}', error_message: 'too small' };
  const json = { variable: { v: { type: 'number', sensitive: true, default: 1, validation } } };
  const { values: given } = variableValues(moduleOf(json), { missing: 'error' });
  expect(given.get('v')?.hasMark('sensitive')).toBe(true);
  const evaluator = evaluatorOf(json, { variables: given });
  const problems = evaluator.validations(evaluator.tree.root, new Set(['v']));
  expect(problems).toMatchObject([
    { code: 'ZTC-E-VARIABLE-INVALID', detail: expect.stringContaining('too small') },
  ]);
});
