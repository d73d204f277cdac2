import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../values/diagnostic.ts';
import { toPlain } from '../values/json-value.ts';
import type { Node } from './ast.ts';
import { createParseCache, parseExpression, parseTemplate, parseTraversal } from './parse.ts';
import { references } from './references.ts';
import { run, runTemplate } from './testing.ts';

const plain = (text: string): unknown => toPlain(run(text), () => '?');
const text = (template: string): unknown => toPlain(runTemplate(template), () => '?');
const problem = (body: () => unknown): { code: string; summary: string; line?: number; column?: number } => {
  try {
    body();
  } catch (e) {
    if (e instanceof DiagnosticError) return e.diagnostics[0] as never;
    throw e;
  }
  throw new Error('no error');
};

describe('expressions', () => {
  it('binds operators as HCL does', () => {
    expect(plain('1 + 2 * 3 - 4 / 2')).toBe(5);
    expect(plain('-1 + 2')).toBe(1);
    expect(plain('!true || true')).toBe(true);
    expect(plain('1 < 2 == true')).toBe(true);
    expect(plain('true ? 1 : false ? 2 : 3')).toBe(1);
    expect(plain('10 % 4 * 2')).toBe(4);
  });
  it('reads objects with every separator', () => {
    expect(plain('{ a = 1, "b" : 2\n (one) = 3\n\n c = { d = 4 }, }')).toEqual({
      a: 1,
      b: 2,
      1: 3,
      c: { d: 4 },
    });
    expect(problem(() => run('{ a.b = 1 }')).summary).toBe('Ambiguous attribute key');
    expect(problem(() => run('{ a = 1 b = 2 }')).summary).toBe('Missing attribute separator');
  });
  it('ignores line feeds and comments where they mean nothing', () => {
    expect(plain('[ 1, # one\n 2, // two\n /* three */ 3,\n]')).toEqual([1, 2, 3]);
    expect(plain('(1\n+\n2)')).toBe(3);
    expect(plain('max(\n 1,\n 2,\n)')).toBe(2);
  });
  it('knows all forms of access', () => {
    expect(plain('objects[*].id')).toEqual([1, 2]);
    expect(plain('objects.*.id')).toEqual([1, 2]);
    expect(plain('objects.0.id')).toBe(1);
    expect(plain('[[1, 2]].0.1')).toBe(2);
    expect(plain('map["k"]')).toBe('v');
    expect(plain('map["${"k"}"]')).toBe('v');
    expect(plain('{a = [1]}.a[0]')).toBe(1);
    expect(plain('one[*]')).toEqual([1]);
    expect(plain('n[*]')).toEqual([]);
  });
  it('knows for-expressions', () => {
    expect(plain('[for i, x in list : "${i}${x}"]')).toEqual(['0x', '1y']);
    expect(plain('{for k, v in map : v => k if k != "j"}')).toEqual({ v: 'k' });
    expect(plain('{for x in ["a", "b", "a"] : x => 1...}')).toEqual({ a: [1, 1], b: [1] });
    expect(plain('[for one in [5] : one]')).toEqual([5]);
    expect(problem(() => run('{for x in ["a", "a"] : x => 1}')).summary).toBe('Duplicate object key');
  });
  it('says where an error is', () => {
    expect(problem(() => parseExpression('1 +\n  )', { file: 'a.tf', line: 5, column: 3 }))).toMatchObject({
      code: 'ZTC-E-HCL-SYNTAX',
      line: 6,
      column: 3,
    });
    expect(
      problem(() => parseTemplate('ab${x', { file: 'a.json', line: 7, column: 10, json: true })),
    ).toMatchObject({ line: 7, column: 12 });
  });
  it('refuses nesting that would exhaust the stack', () => {
    for (const deep of [
      '('.repeat(50_000),
      '-'.repeat(50_000),
      '['.repeat(50_000),
      '{a='.repeat(50_000),
      '${"'.repeat(50_000),
    ]) {
      expect(problem(() => parseExpression(deep)).code).toBe('ZTC-E-HCL-SYNTAX');
      expect(problem(() => parseTemplate(`\${${deep}`)).code).toBe('ZTC-E-HCL-SYNTAX');
    }
  });
});

describe('templates', () => {
  it('keeps the type of a lone interpolation', () => {
    expect(text('${[1]}')).toEqual([1]);
    expect(text('${1}')).toBe(1);
    expect(text('${1} ')).toBe('1 ');
  });
  it('knows escapes', () => {
    expect(text('$${a} %%{b} $c 100%')).toBe('${a} %{b} $c 100%');
    expect(plain('"\\u00e9\\t\\"\\\\ \\U0001F600 $${x}"')).toBe('é\t"\\ 😀 ${x}');
    expect(problem(() => run('"\\q"')).summary).toBe('Invalid escape sequence');
    expect(problem(() => run('"a')).summary).toBe('Unterminated template string');
    expect(problem(() => run('"a\\"')).summary).toBe('Unterminated template string');
  });
  it('knows directives and strip markers', () => {
    expect(text('%{ if one == 1 }yes%{ else }no%{ endif }')).toBe('yes');
    expect(text('%{ for x in list }[${x}]%{ endfor }')).toBe('[x][y]');
    expect(text('a  ${~ "b" ~}  c')).toBe('abc');
    expect(text('%{ for x in list ~}\n- ${x}\n%{ endfor ~}\nend')).toBe('- x\n- y\nend');
    expect(problem(() => runTemplate('%{ if true }x')).summary).toBe('Unexpected end of template');
    expect(problem(() => runTemplate('%{ endif }')).summary).toBe('Unexpected endif directive');
  });
  it('knows heredocs', () => {
    expect(plain('<<EOT\na ${one}\n  b\nEOT\n')).toBe('a 1\n  b\n');
    expect(plain('<<-EOT\n    a\n\n      b ${one}\n    EOT\n')).toBe('a\n\n  b 1\n');
    expect(plain('[<<A\nx\nA\n, 2]')).toEqual(['x\n', 2]);
    expect(problem(() => run('<<EOT\nabc')).summary).toBe('Unterminated template string');
  });
  it('does not parse literals, and parses equal texts once', () => {
    expect(parseTemplate('plain $ % text').root.kind).toBe('literal');
    const cache = createParseCache();
    const first = parseTemplate('a${b}', {}, cache).root;
    expect(parseTemplate('a${b}', { file: 'other' }, cache).root).toBe(first);
  });
});

describe('traversals and references', () => {
  it('reads a lone reference as the parser would, places included', () => {
    const names = fc.stringMatching(/^[a-zA-Z_][\w-]{0,8}$/);
    const word = fc.oneof(fc.constantFrom('true', 'null', 'true-x', 'nullable', 'for', 'é', '0'), names);
    const place = (node: object, by: number): unknown =>
      JSON.parse(JSON.stringify(node), (key, value: unknown) =>
        (key === 'start' || key === 'end') && typeof value === 'number' ? value + by : value,
      );
    fc.assert(
      fc.property(names, fc.array(word, { maxLength: 4 }), (root, steps) => {
        const expression = [root, ...steps].join('.');
        const { root: node } = parseTemplate(`\${${expression}}`);
        const inner = place(parseExpression(expression).root, 2);
        expect(place(node, 0)).toEqual({ kind: 'wrap', inner, start: 0, end: expression.length + 3 });
      }),
    );
  });
  it('reads a reference alone', () => {
    expect(
      parseTraversal('module.m["k"].t[0]').steps.map((s) => (s.kind === 'attr' ? s.name : s.key)),
    ).toEqual(['m', 'k', 't', 0]);
    expect(parseTraversal('${a.b}').root).toBe('a');
    expect(problem(() => parseTraversal('a[b.c]')).code).toBe('ZTC-E-HCL-TRAVERSAL');
  });
  it('collects references from outside, with their text', () => {
    const e = parseExpression('[for k in var.a : k.x + local.b[k] if f(data.t.n[0].id)] == "${each.key}"');
    const names = references(e).map(({ traversal, source }) => source.snippet(traversal));
    expect(names.sort()).toEqual(['data.t.n[0].id', 'each.key', 'local.b', 'var.a']);
  });
});

/** Prints a tree with all its parentheses. */
function print(n: Node): string {
  switch (n.kind) {
    case 'literal':
      return typeof n.value.raw === 'string'
        ? JSON.stringify(n.value.raw)
        : n.value.isNull
          ? 'null'
          : String(n.value.raw);
    case 'traversal':
      return (
        n.root +
        n.steps.map((s) => (s.kind === 'attr' ? `.${s.name}` : `[${JSON.stringify(s.key)}]`)).join('')
      );
    case 'paren':
      return print(n.inner);
    case 'unary':
      return `(${n.op}${print(n.operand)})`;
    case 'binary':
      return `(${print(n.left)} ${n.op} ${print(n.right)})`;
    case 'conditional':
      return `(${print(n.test)} ? ${print(n.yes)} : ${print(n.no)})`;
    case 'tuple':
      return `[${n.items.map(print).join(', ')}]`;
    case 'object':
      return `{${n.items.map((i) => `${print(i.key)} = ${print(i.value)}`).join(', ')}}`;
    case 'call':
      return `${n.name}(${n.args.map(print).join(', ')}${n.expand ? '...' : ''})`;
    default:
      return '0';
  }
}

describe('properties', () => {
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('1', 'true', 'null', '"s"', 'var.a', 'x[0].y', 'b["k"]'),
      fc
        .tuple(tie('node'), fc.constantFrom('+', '-', '*', '==', '&&', '||', '<=', '%'), tie('node'))
        .map(([a, op, b]) => `${a} ${op} ${b}`),
      fc.tuple(fc.constantFrom('-', '!'), tie('node')).map(([op, a]) => `${op}${a}`),
      fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
      fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.array(tie('node'), { maxLength: 3 }).map((items) => `f(${items.join(', ')})`),
    ),
  }));
  it('prints what parses to the same tree', () => {
    fc.assert(
      fc.property(node, (source) => {
        const once = print(parseExpression(String(source)).root);
        expect(print(parseExpression(once).root)).toBe(once);
      }),
    );
  });
  it('answers any text with a tree or a diagnostic', () => {
    const soup = fc
      .array(
        fc.constantFrom(
          '${',
          '}',
          '%{',
          '~}',
          '"',
          '<<E\n',
          'E\n',
          'if',
          ' for ',
          ' in ',
          'x',
          '.',
          '[',
          ']',
          '(',
          ')',
          '{',
          '*',
          '1',
          '=',
          ':',
          '?',
          '...',
          '\n',
          '\\',
          '-',
          '#',
          '/*',
          '*/',
        ),
      )
      .map((p) => p.join(''));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (source) => {
        for (const parse of [parseExpression, parseTemplate]) {
          try {
            parse(source);
          } catch (e) {
            expect(e).toBeInstanceOf(DiagnosticError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
