import { describe, expect, it } from 'vitest';
import { attribute, type NestedType, schemaOf } from '../provider/provider-schema.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { writeJson } from '../values/json.ts';
import { toPlain } from '../values/json-value.ts';
import { T } from '../values/type.ts';
import { str, unknown } from '../values/value.ts';
import { loadFolder } from './load.ts';
import type { ModuleConfig, ResourceConfig } from './model.ts';
import { evaluatorFor, withFolder } from './testing.ts';

const text = (required = false) => attribute({ type: T.string, required, description: '' });
const block = (nesting: NestedType['nesting'], limits = {}, more = {}) =>
  attribute({
    nested: {
      nesting,
      attributes: new Map([['port', text()], ...Object.entries(more)]) as never,
      block: limits,
    },
    description: '',
  });

const SCHEMA = schemaOf({
  name: text(),
  parts: attribute({ nested: { nesting: 'list', attributes: new Map([['port', text()]]) }, description: '' }),
  one: block('single'),
  group: block('group'),
  rule: block('list', { max: 3 }, { inner: block('list') }),
  tag: block('set'),
  zone: block('map'),
});

/** What the only resource is, or codes and places. */
function read(files: Readonly<Record<string, string>>, id?: 'unknown'): unknown {
  return withFolder(files, (dir) => {
    const { module, diagnostics } = loadFolder(dir, { purpose: 'execute' }) as {
      module: ModuleConfig;
      diagnostics: readonly { code: string; line?: number; column?: number }[];
    };
    const shown = (all: typeof diagnostics) =>
      all.map(({ code, line, column }) => `${code} ${line}:${column}`);
    if (diagnostics.length > 0) return shown(diagnostics);
    const resource = module.resources.get('null_thing.a') as ResourceConfig;
    const variables = new Map([['v', id === 'unknown' ? unknown(T.list(T.string)) : str('secret')]]);
    const evaluator = evaluatorFor(module, { variables });
    const expansion = evaluator.expansion(resource);
    if (expansion.kind === 'unknown') throw new Error('not expected');
    try {
      const value = evaluator.body(resource, expansion.instances[0] as never, SCHEMA.shape);
      return toPlain(value, () => '?');
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      return shown(e.diagnostics);
    }
  });
}

const native = (body: string, more = '') =>
  read({ 'main.tf': `resource "null_thing" "a" {\n${body}\n}\nvariable "v" {}\n${more}` });
const json = (body: object, id?: 'unknown') =>
  read(
    { 'main.tf.json': writeJson({ resource: { null_thing: { a: body as never } }, variable: { v: {} } }) },
    id,
  );

const NOTHING = { name: null, parts: null, one: null, group: { port: null }, rule: [], tag: [], zone: {} };

describe('nested blocks', () => {
  it('are never null', () => {
    expect(native('')).toEqual(NOTHING);
    expect(json({})).toEqual(NOTHING);
  });

  it('are read in both syntaxes', () => {
    const wanted = {
      ...NOTHING,
      name: 'n',
      parts: [{ port: '1' }],
      one: { port: '2' },
      group: { port: '3' },
      rule: [
        { port: '4', inner: [{ port: '5' }, { port: null }] },
        { port: null, inner: [] },
      ],
      tag: [{ port: '6' }],
      zone: { 'a b': { port: '7' } },
    };
    const written = `
      name  = "n"
      parts = [{ port = 1 }]
      one   { port = 2 }
      group { port = 3 }
      rule {
        port = 4
        inner { port = 5 }
        inner {}
      }
      rule {}
      tag { port = 6 }
      tag { port = 6 }
      zone "a b" { port = 7 }`;
    expect(native(written)).toEqual(wanted);
    const object = {
      name: 'n',
      parts: [{ port: 1 }],
      one: { port: 2 },
      group: [{ port: 3 }],
      rule: [{ port: 4, inner: [{ port: 5 }, {}] }, {}],
      tag: [{ port: 6 }, { port: 6 }],
      zone: { 'a b': { port: 7 } },
    };
    expect(json(object)).toEqual(wanted);
  });

  it.each([
    ['a nested attribute as a block', 'parts {\n  port = 1\n}', ['ZTC-E-CONFIG-BLOCK-TYPE 2:1']],
    ['a block as an argument', 'rule = []', ['ZTC-E-CONFIG-ARGUMENT 2:1']],
    ['an unknown block', 'role {}', ['ZTC-E-CONFIG-BLOCK-TYPE 2:1']],
    ['an unknown argument inside', 'rule {\n  x = 1\n}', ['ZTC-E-CONFIG-ARGUMENT 3:3']],
    ['two single ones', 'one {}\none {}', ['ZTC-E-CONFIG-BLOCKS 3:1']],
    ['too many', 'rule {}\nrule {}\nrule {}\nrule {}', ['ZTC-E-CONFIG-BLOCKS 5:1']],
    ['a label twice', 'zone "a" {}\nzone "a" {}', ['ZTC-E-CONFIG-BLOCKS 3:1']],
    ['a missing label', 'zone {}', ['ZTC-E-CONFIG-LABELS 2:1']],
    [
      'a wrong type deep inside',
      'rule {\n  inner {\n    port = []\n  }\n}',
      ['ZTC-E-CONFIG-TYPE-MISMATCH 4:12'],
    ],
  ])('refuses %s', (_, body, wanted) => {
    expect(native(body)).toEqual(wanted);
  });
});

describe('dynamic blocks', () => {
  it('make blocks of the elements of a collection, at any depth', () => {
    const wanted = {
      ...NOTHING,
      rule: [
        { port: 'x-a', inner: [{ port: 'a 0 1' }, { port: 'a 1 2' }] },
        { port: 'fixed', inner: [] },
        { port: 'each b', inner: [] },
      ],
      zone: { 'z-a': { port: 'a' } },
    };
    const written = `
      dynamic "rule" {
        for_each = { a = [1, 2] }
        content {
          port = "\${local.x}-\${rule.key}"
          dynamic "inner" {
            for_each = rule.value
            content {
              port = "\${rule.key} \${inner.key} \${inner.value}"
            }
          }
        }
      }
      rule { port = "fixed" }
      dynamic "rule" {
        for_each = toset(["b"])
        iterator = each
        content { port = "each \${each.value}" }
      }
      dynamic "zone" {
        for_each = ["a"]
        labels   = ["z-\${zone.value}"]
        content { port = zone.value }
      }`;
    expect(native(written, 'locals {\n  x = "x"\n}')).toEqual(wanted);
  });

  it('stand in JSON behind or before fixed ones, as they are written', () => {
    const element = (port: string) => ({ for_each: ['a'], iterator: 'each', content: { port } });
    expect(json({ rule: { port: 1 }, dynamic: { rule: element('${each.value}') } })).toMatchObject({
      rule: [{ port: '1' }, { port: 'a' }],
    });
    const inside = { dynamic: [{ inner: [element('${each.key}')] }] };
    expect(json({ dynamic: { rule: [element('x')] }, rule: inside })).toMatchObject({
      rule: [{ port: 'x', inner: [] }, { inner: [{ port: '0' }] }],
    });
  });

  it('leave the number of blocks open while it is not known', () => {
    const all = { dynamic: { rule: { for_each: '${var.v}', content: {} } }, rule: {} };
    expect(json(all, 'unknown')).toMatchObject({ rule: '?', tag: [] });
  });

  it.each([
    ['null', 'for_each = null\n  content {}', 'ZTC-E-CONFIG-DYNAMIC 3:14'],
    ['a number', 'for_each = 1\n  content {}', 'ZTC-E-CONFIG-DYNAMIC 3:14'],
    ['a sensitive collection', 'for_each = sensitive([1])\n  content {}', 'ZTC-E-CONFIG-DYNAMIC 3:14'],
    ['no content', 'for_each = []', 'ZTC-E-CONFIG-MISSING 2:1'],
    ['no collection', 'content {}', 'ZTC-E-CONFIG-MISSING 2:1'],
  ])('are refused with %s', (_, body, wanted) => {
    expect(native(`dynamic "rule" {\n  ${body}\n}`)).toEqual([wanted]);
  });

  it('are refused for arguments and unknown types', () => {
    const made = (type: string) => `dynamic "${type}" {\n  for_each = []\n  content {}\n}`;
    expect(native(made('parts'))).toEqual(['ZTC-E-CONFIG-BLOCK-TYPE 2:1']);
    expect(native(made('nothing'))).toEqual(['ZTC-E-CONFIG-BLOCK-TYPE 2:1']);
    expect(json({ dynamic: { nothing: { for_each: [], content: {} } } })).toEqual([
      'ZTC-E-CONFIG-BLOCK-TYPE 1:44',
    ]);
  });

  it('are part of what a resource refers to, without their own elements', () => {
    const written = `resource "null_thing" "a" {
      dynamic "rule" {
        for_each = local.x
        content {
          port = "\${rule.value} \${local.y}"
          inner { port = rule.key }
        }
      }
    }`;
    const references = withFolder({ 'main.tf': written }, (dir) => {
      const { module } = loadFolder(dir, { purpose: 'audit' });
      const resource = module?.resources.get('null_thing.a') as ResourceConfig;
      return [...resource.body.dynamic()].flatMap(([, expression]) =>
        expression.references().map(({ source, traversal }) => source.snippet(traversal)),
      );
    });
    expect(references).toEqual(['local.x', 'local.y']);
  });
});
