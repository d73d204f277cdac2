import { describe, expect, it } from 'vitest';
import { valueToJson } from '../values/json-value.ts';
import { evaluatorOf, load, moduleOf, withFolder } from './testing.ts';
import { type VariableSources, variableValues } from './variables.ts';

const flag = (name: string, text: string) => ({ name, text });

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
  it('is default, environment, terraform.tfvars, *.auto.tfvars, then the command line as written', () => {
    const files = {
      'terraform.tfvars':
        'c = "tfvars"\nd = "tfvars"\ne = "tfvars"\nf = "tfvars"\ng = "tfvars"\nh = "tfvars"',
      'terraform.tfvars.json': '{"d": "json", "e": "json", "f": "json", "g": "json", "h": "json"}',
      'b.auto.tfvars': 'e = "b"\nf = "b"\ng = "b"\nh = "b"',
      'a.auto.tfvars.json': '{"e": "a"}',
      'x.tfvars': 'f = "x"\ng = "x"\nh = "x"',
    };
    const variable = Object.fromEntries(
      'abcdefgh'.split('').map((name) => [name, { type: 'string', default: 'default' }]),
    );
    const env = Object.fromEntries('bcdefgh'.split('').map((name) => [`TF_VAR_${name}`, 'env']));
    withFolder(files, (dir) => {
      const given = [flag('h', 'before'), { file: `${dir}/x.tfvars` }, flag('g', 'flag')];
      expect(values(variable, { dir, env, given }).json).toEqual({
        a: 'default',
        b: 'env',
        c: 'tfvars',
        d: 'json',
        e: 'b',
        f: 'x',
        g: 'flag',
        h: 'x',
      });
    });
  });

  it('takes constants only, with the place of anything else', () => {
    const text = 'a = [1, { b = "x" }]\nc = var.a\nd = upper("x")\ne {}\nf = "${"y"}"';
    const variable = { a: { type: 'any' }, c: { default: 1 }, d: { default: 1 }, f: {} };
    withFolder({ 'x.tfvars': text }, (dir) => {
      const found = variableValues(moduleOf({ variable }), {
        given: [{ file: `${dir}/x.tfvars` }],
        missing: 'error',
      });
      expect(found.diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
        'ZTC-E-CONFIG-BLOCK-TYPE 4:1',
        'ZTC-E-CONFIG-VALUE 2:5',
        'ZTC-E-FUNC-UNKNOWN 3:5',
      ]);
      expect(valueToJson(found.values.get('a') as never)).toEqual([1, { b: 'x' }]);
      expect(valueToJson(found.values.get('f') as never)).toBe('y');
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
    const given = [
      flag('s', '[1]'),
      flag('n', '5'),
      flag('u', '[1]'),
      flag('l', '[1, 2]'),
      flag('a', '{x = 1}'),
    ];
    expect(values(variable, { given }).json).toEqual({ s: '[1]', n: 5, u: '[1]', l: [1, 2], a: { x: 1 } });
  });
});

describe('types', () => {
  it('fill in optional attributes', () => {
    const type =
      'object({a = string, b = optional(number, 3), c = optional(list(object({d = optional(bool, true)})), [])})';
    const given = [flag('v', '{a = "x", c = [{}]}')];
    expect(values({ v: { type } }, { given }).json).toEqual({ v: { a: 'x', b: 3, c: [{ d: true }] } });
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
    expect(values({ v: { type: 'number' } }, { given: [flag('v', 'x')] }).codes).toEqual([
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
    const given = [flag('v', 'null')];
    expect(values({ v: { type: 'list(string)', nullable: false, default: ['d'] } }, { given }).json).toEqual({
      v: ['d'],
    });
    expect(values({ v: { type: 'list(string)', nullable: false } }, { given }).codes).toEqual([
      'error ZTC-E-VARIABLE-VALUE',
    ]);
    expect(values({ v: { type: 'list(string)', default: ['d'] } }, { given }).json).toEqual({ v: null });
  });
});

it('reports values for variables that are not declared', () => {
  expect(values({ abc: { default: 1 } }, { given: [flag('abd', '1')] }).codes).toEqual([
    'error ZTC-E-VARIABLE-UNDECLARED',
  ]);
  withFolder({ 'a.auto.tfvars.json': '{"abd": 1}', 'b.auto.tfvars': 'abd = 1' }, (dir) => {
    expect(values({ abc: { default: 1 } }, { dir }).codes).toEqual([
      'warning ZTC-E-VARIABLE-UNDECLARED',
      'warning ZTC-E-VARIABLE-UNDECLARED',
    ]);
  });
  expect(values({}, { given: [{ file: '/nowhere.tfvars' }] }).codes).toEqual(['error ZTC-E-CONFIG-FILE']);
});

it('takes what a saved plan was made with, and refuses to be asked for something else', () => {
  const declared = { v: { type: 'number', default: 1 }, w: { type: 'list(string)' }, e: { ephemeral: true } };
  const planned = { v: 2, w: ['a'], e: 'of then' };
  const env = { TF_VAR_v: '3', TF_VAR_e: 'of now' };
  expect(values(declared, { planned, env })).toMatchObject({
    json: { v: 2, w: ['a'], e: 'of now' },
    codes: [],
  });
  const same = { planned, env, given: [flag('v', '2')] };
  expect(values(declared, same).codes).toEqual([]);
  const other = { planned, env, given: [flag('v', '4')] };
  expect(values(declared, other).codes).toEqual(['error ZTC-E-VARIABLE-PLANNED']);
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
