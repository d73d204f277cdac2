import { describe, expect, it } from 'vitest';
import { T } from '../values/type.ts';
import { analyze, type SchemaTypes } from './check-references.ts';
import type { ModuleConfig } from './model.ts';
import { load, moduleOf } from './testing.ts';
import { ConfigTree } from './tree.ts';

const vpc = T.object({ id: T.string, tags: T.map(T.string), disks: T.list(T.object({ id: T.string })) });
const analyzed = (module: ModuleConfig, schemaType?: SchemaTypes) =>
  analyze(new ConfigTree(module), schemaType);

const schema = (type: string) => (type === 'ztc_vpc' ? vpc : undefined);

const problems = (value: unknown, resources: object = { a: {} }) =>
  analyzed(
    moduleOf({
      variable: { v: {} },
      locals: { l: 1 },
      resource: { ztc_vpc: resources },
      output: { o: { value } },
    }),
    schema,
  ).diagnostics.map(({ code }) => code);

describe('references', () => {
  it.each([
    '${var.v}',
    '${local.l}',
    '${path.root}',
    '${terraform.workspace}',
    '${ztc_vpc.a}',
    '${ztc_vpc.a.tags.x}',
    '${ztc_vpc.a.disks[0].id}',
    '${ztc_vpc.a.disks[*].id}',
    '${[for x in ztc_vpc.a.disks : x.whatever]}',
  ])('%s is fine', (value) => {
    expect(problems(value)).toEqual([]);
  });

  it.each([
    ['${var.x}', 'ZTC-E-REF-UNDECLARED'],
    ['${local.x}', 'ZTC-E-REF-UNDECLARED'],
    ['${ztc_vpc.b.id}', 'ZTC-E-REF-UNDECLARED'],
    ['${data.ztc_vpc.a.id}', 'ZTC-E-REF-UNDECLARED'],
    ['${module.m.x}', 'ZTC-E-REF-UNDECLARED'],
    ['${ztc_vpc}', 'ZTC-E-REF-INCOMPLETE'],
    ['${ztc_vpc.a.idd}', 'ZTC-E-REF-ATTRIBUTE'],
    ['${ztc_vpc.a.disks[0].idd}', 'ZTC-E-REF-ATTRIBUTE'],
    ['${ztc_vpc.a.id.x}', 'ZTC-E-REF-ATTRIBUTE'],
    ['${path.nowhere}', 'ZTC-E-REF-ATTRIBUTE'],
    ['${ztc_vpc.a[0].id}', 'ZTC-E-REF-INSTANCE-KEY'],
    ['${each.key}', 'ZTC-E-REF-REPETITION'],
    ['${count.index}', 'ZTC-E-REF-REPETITION'],
    ['${self.id}', 'ZTC-E-REF-SELF'],
  ])('%s is %s', (value, code) => {
    expect(problems(value)).toEqual([code]);
  });

  it('need a key where there are instances', () => {
    expect(problems('${ztc_vpc.a.id}', { a: { count: 1 } })).toEqual(['ZTC-E-REF-INSTANCE-KEY']);
    expect(problems('${ztc_vpc.a.id}', { a: { for_each: {} } })).toEqual(['ZTC-E-REF-INSTANCE-KEY']);
    expect(problems('${ztc_vpc.a[0].id}${ztc_vpc.a[*].id[0]}', { a: { count: 1 } })).toEqual([]);
    expect(problems('${ztc_vpc.a[0].idd}', { a: { count: 1 } })).toEqual(['ZTC-E-REF-ATTRIBUTE']);
  });

  it('are reported all at once, with their places, syntax errors included', () => {
    const { module } = load('{"output": {\n"a": {"value": "x ${var.x}"},\n"b": {"value": ["${1 +}"]}}}');
    const { diagnostics } = analyzed(module as never);
    expect(diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['ZTC-E-HCL-SYNTAX', 3, 23],
      ['ZTC-E-REF-UNDECLARED', 2, 21],
    ]);
  });

  it('name the construct and the line of the program when the configuration knows them', () => {
    const meta = { metadata: { path: 'net/vpc' }, ztc: { source: 'src/a.ts:3:7' } };
    const module = moduleOf({ resource: { ztc_vpc: { a: { '//': meta, cidr: '${var.x}' } } } });
    expect(analyzed(module).diagnostics[0]).toMatchObject({
      file: 'src/a.ts',
      line: 3,
      column: 7,
      detail: expect.stringContaining('(ztc_vpc.a, construct net/vpc, src/a.ts:3:7)'),
    });
  });
});

describe('cycles', () => {
  it('name their members', () => {
    const module = moduleOf({
      locals: { l: '${ztc_vpc.b.id}' },
      resource: {
        ztc_vpc: { a: { x: '${local.l}' }, b: { depends_on: ['ztc_vpc.a'] }, c: { x: '${ztc_vpc.a.id}' } },
      },
    });
    const analysis = analyzed(module);
    expect(analysis.cyclic).toBe(true);
    expect(analysis.diagnostics).toMatchObject([
      {
        code: 'ZTC-E-CONFIG-CYCLE',
        detail: expect.stringContaining('local.l → ztc_vpc.b → ztc_vpc.a → local.l'),
      },
    ]);
  });

  it('of one are references to oneself', () => {
    const module = moduleOf({ resource: { ztc_vpc: { a: { x: '${ztc_vpc.a.id}' } } } });
    expect(analyzed(module).diagnostics[0]?.code).toBe('ZTC-E-CONFIG-SELF-REFERENCE');
  });
});

describe('dependencies', () => {
  const module = moduleOf({
    provider: { ztc: { site: '${ztc_site.s.name}' } },
    locals: { x: '${local.y}', y: '${ztc_vpc.a.id}' },
    resource: {
      ztc_vpc: { a: { provider: 'null' }, b: { vpc: '${local.x}' } },
      ztc_site: { s: { provider: 'null' } },
    },
    output: { o: { value: '${ztc_vpc.b.id}', depends_on: ['ztc_vpc.a'] } },
  });
  const { graph } = analyzed(module);

  it('are followed through locals and the provider', () => {
    expect([...graph.direct('ztc_vpc.b')]).toEqual(['provider.ztc', 'local.x']);
    expect([...graph.resources('ztc_vpc.b')].sort()).toEqual(['ztc_site.s', 'ztc_vpc.a']);
    expect([...graph.resources('output.o')].sort()).toEqual(['ztc_vpc.a', 'ztc_vpc.b']);
  });

  it('come first in the order', () => {
    const order = graph.order();
    for (const id of order) {
      for (const target of graph.direct(id)) expect(order.indexOf(target)).toBeLessThan(order.indexOf(id));
    }
  });
});
