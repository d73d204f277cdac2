import { describe, expect, it } from 'vitest';
import { convert } from '../values/convert.ts';
import { applyDefaults } from '../values/defaults.ts';
import type { DiagnosticError } from '../values/diagnostic.ts';
import { JsonDocument } from '../values/json.ts';
import { fromPlain, toPlain } from '../values/json-value.ts';
import { typeToString } from '../values/type.ts';
import { parseBody } from './body.ts';
import { evaluate } from './evaluate.ts';
import { expressionFromJson } from './json-config.ts';
import { parseExpression } from './parse.ts';
import { references } from './references.ts';
import { testScope } from './testing.ts';
import { typeConstraint } from './type-constraint.ts';

describe('JSON configuration', () => {
  const text =
    '{\n  "a": {"b": ["${list[0]}", 1, null], "${one}x": "p"},\n  "plain": {"c": [true, "s"]},\n  "bad": ["${list[9]}"]\n}';
  const doc = JsonDocument.parse(text, 'cdk.tf.json');
  const compile = (key: string) =>
    expressionFromJson((doc.value as Record<string, never>)[key] as never, {
      locate: (p, what) => ({ file: 'cdk.tf.json', ...doc.position([key, ...p], what) }),
    });
  it('evaluates templates in values and keys', () => {
    expect(toPlain(evaluate(compile('a'), testScope()), () => '?')).toEqual({ b: ['x', 1, null], '1x': 'p' });
    expect(
      references(compile('a'))
        .map((r) => r.traversal.root)
        .sort(),
    ).toEqual(['list', 'one']);
  });
  it('folds what has no template', () => {
    expect(compile('plain').root.kind).toBe('literal');
  });
  it('finds the line and column of an error', () => {
    try {
      evaluate(compile('bad'), testScope());
      expect.unreachable();
    } catch (e) {
      expect((e as DiagnosticError).diagnostics[0]).toMatchObject({
        file: 'cdk.tf.json',
        line: 4,
        column: 18,
      });
    }
  });
});

describe('type constraints', () => {
  const of = (text: string) => typeConstraint(parseExpression(text));
  it('reads types, optional attributes and their defaults', () => {
    expect(typeToString(of('map(list(tuple([string, any])))').type)).toBe('map(list(tuple([string, any])))');
    const { type, defaults } = of(
      'list(object({ a = string, b = optional(number, 3), c = optional(bool) }))',
    );
    const given = fromPlain([{ a: 'x' }, { a: 'y', b: '7' }]);
    const v = convert(defaults ? applyDefaults(given, defaults) : given, type);
    expect(toPlain(v, () => '?')).toEqual([
      { a: 'x', b: 3, c: null },
      { a: 'y', b: 7, c: null },
    ]);
  });
  it.each([
    'strin',
    'list()',
    'list(string, string)',
    'object([])',
    'optional(string)',
    '1',
    'object({ a = optional(number, "x") })',
  ])('refuses %s', (text) => {
    expect(() => of(text)).toThrow('ZTC-E-TYPE-CONSTRAINT');
  });
});

describe('bodies of .tf files', () => {
  it('reads attributes and blocks', () => {
    const body = parseBody(
      '# head\nterraform {}\nresource "t" n {\n  a = [\n    1,\n  ]\n  b = <<-E\n    x\n  E\n  nested { c = 1 }\n}\n\nlocals { z = "${1}" }',
      { file: 'm.tf' },
    );
    expect(body.blocks.map((b) => [b.type, ...b.labels])).toEqual([
      ['terraform'],
      ['resource', 't', 'n'],
      ['locals'],
    ]);
    const resource = body.blocks[1]?.body;
    expect([...(resource?.attributes.keys() ?? [])]).toEqual(['a', 'b']);
    expect(resource?.blocks[0]?.body.attributes.has('c')).toBe(true);
    const b = resource?.attributes.get('b');
    expect(b && toPlain(evaluate(b.expression, testScope()), () => '?')).toBe('x\n');
    expect(body.source.position(b?.start ?? 0)).toEqual({ file: 'm.tf', line: 7, column: 3 });
  });
  it.each(['a = 1 b = 2', 'a = 1\na = 2', 'x "y" = 1', 'x {', 'x "${y}" {}', '= 1', 'a ='])(
    'refuses %s',
    (text) => {
      expect(() => parseBody(text)).toThrow('ZTC-E-HCL-SYNTAX');
    },
  );
});

describe('blocks on one line', () => {
  it.each(['a {}', 'a { b = 1 }', 'a "x" { b = [\n1,\n2\n] }', 'a { /* nothing */ }'])(
    '%j is one',
    (text) => {
      expect(parseBody(text).blocks).toHaveLength(1);
    },
  );

  it.each([
    ['a { b = 1\n}', 'Invalid single-argument block definition'],
    ['a { b = 1, c = 2 }', 'Invalid single-argument block definition'],
    ['a { b {} }', 'Invalid single-argument block definition'],
    ['a {\n  b = 1 }', 'Missing newline after argument'],
    ['a { b = 1 } c {}', 'Missing newline after argument'],
  ])('%j is none', (text, summary) => {
    expect(() => parseBody(text)).toThrow(summary);
  });
});
