import { describe, expect, it } from 'vitest';
import { loadObjects } from '../config/load.ts';
import { load } from '../config/testing.ts';
import type { JsonObject } from '../values/json.ts';
import { str } from '../values/value.ts';
import { type FromConfig, type FromConfigOptions, graphFromConfig } from './from-config.ts';
import { unknownOf } from './plain.ts';
import { registry } from './testing.ts';

function graphOf(json: object, options?: FromConfigOptions): FromConfig {
  const { module, diagnostics } = loadObjects([json as JsonObject], { purpose: 'audit' });
  expect(diagnostics).toEqual([]);
  return graphFromConfig(module ? [module] : [], registry, options);
}

/** Of a valid configuration. */
function valuesOf(json: object, address: string) {
  const { graph, diagnostics, problems } = graphOf(json);
  expect(diagnostics).toEqual([]);
  expect(problems).toEqual([]);
  return graph.get(address)?.values;
}

const vpc = { site: 'jq', cidr: '10.0.0.0/16' };
const codes = ({ diagnostics }: FromConfig) => diagnostics.map(({ code }) => code);

describe('values', () => {
  it('are the configured ones, the defaults, and unknowns for what the platform decides', () => {
    expect(valuesOf({ resource: { ztc_vpc: { a: { site: 'jq' } } } }, 'ztc_vpc.a')).toEqual({
      id: unknownOf({ address: 'ztc_vpc.a', attribute: 'id' }),
      name: null,
      site: 'jq',
      cidr: unknownOf({ address: 'ztc_vpc.a', attribute: 'cidr' }),
      mtu: 1500,
      tags: null,
      token: null,
    });
  });

  it('are converted as Terraform does', () => {
    const host = { a: 1, disk: { size: '40', encrypted: 'true', '//': 'big' } };
    expect(valuesOf({ resource: { ztc_host: { h: host } } }, 'ztc_host.h')).toMatchObject({
      a: '1',
      disk: { size: 40, encrypted: true, id: unknownOf({ address: 'ztc_host.h', attribute: 'disk.id' }) },
    });
  });

  it('keep "//" in maps, where it is a key', () => {
    const tags = { '//': 'x' };
    expect(valuesOf({ resource: { ztc_vpc: { a: { ...vpc, tags } } } }, 'ztc_vpc.a')).toMatchObject({ tags });
  });
});

describe('references', () => {
  const id = unknownOf({ address: 'ztc_vpc.a', attribute: 'id' });

  it('to a known value are that value, to others the attribute itself', () => {
    const s = { vpc_id: '${ztc_vpc.a.id}', cidr: '${ztc_vpc.a.cidr}' };
    expect(
      valuesOf({ resource: { ztc_vpc: { a: vpc }, ztc_vswitch: { s } } }, 'ztc_vswitch.s'),
    ).toMatchObject({
      vpc_id: id,
      cidr: '10.0.0.0/16',
    });
  });

  it.each([
    ['a local', '${local.vpc}'],
    ['a local of a local', '${local.both.id}'],
    ['a conditional', '${true ? ztc_vpc.a.id : "x"}'],
    ['a list', '${[ztc_vpc.a.id, "x"][0]}'],
    ['another attribute', '${ztc_vswitch.first.vpc_id}'],
    ['an instance', '${ztc_vswitch.many[1].vpc_id}'],
    ['a splat', '${(ztc_vswitch.many[*].vpc_id)[0]}'],
    ['a for expression', '${[for x in [ztc_vpc.a] : x.id][0]}'],
    ['an index that is computed', '${ztc_vswitch.many[1 - 1].vpc_id}'],
  ])('are followed through %s', (_, reference) => {
    const json = {
      locals: { vpc: '${ztc_vpc.a.id}', both: { id: '${local.vpc}' } },
      resource: {
        ztc_vpc: { a: vpc },
        ztc_vswitch: {
          s: { vpc_id: reference },
          first: { vpc_id: '${ztc_vpc.a.id}' },
          many: { count: 2, vpc_id: '${ztc_vpc.a.id}' },
        },
      },
    };
    expect(valuesOf(json, 'ztc_vswitch.s')?.vpc_id).toEqual(id);
  });

  it('are followed through each.value', () => {
    const s = { for_each: { x: '${ztc_vpc.a.id}' }, vpc_id: '${each.value}', cidr: '${each.key}' };
    const values = valuesOf({ resource: { ztc_vpc: { a: vpc }, ztc_vswitch: { s } } }, 'ztc_vswitch.s["x"]');
    expect(values).toMatchObject({ vpc_id: id, cidr: 'x' });
  });

  it('inside other text are unknown for a reason', () => {
    const json = { resource: { ztc_vpc: { a: vpc, b: { ...vpc, name: 'of ${ztc_vpc.a.id}' } } } };
    const name = valuesOf(json, 'ztc_vpc.b')?.name;
    expect(name).toMatchObject({ cause: 'ztc_vpc.a.id' });
    expect(name).not.toHaveProperty('ref');
  });

  it('into lists that are not known yet name the element', () => {
    const json = {
      data: { ztc_images: { i: { family: 'linux' } } },
      resource: { ztc_host: { h: { a: 'x', image_id: '${data.ztc_images.i.items[0].id}' } } },
    };
    expect(valuesOf(json, 'ztc_host.h')?.image_id).toEqual(
      unknownOf({ address: 'data.ztc_images.i', attribute: 'items.0.id' }),
    );
  });

  it('are edges of the graph', () => {
    const json = {
      resource: {
        ztc_vpc: { a: vpc },
        ztc_vswitch: { s: { vpc_id: '${ztc_vpc.a.id}' }, t: { vpc_id: '${ztc_vpc.a.id}' } },
        ztc_host: { h: { a: 'x', vswitch_ids: ['${ztc_vswitch.s.id}', '${ztc_vswitch.t.id}'] } },
      },
    };
    const edges = [...graphOf(json).graph.edges()].map(
      ({ from, to, attribute }) => `${from} ${attribute} ${to}`,
    );
    expect(edges).toEqual([
      'ztc_host.h vswitch_ids ztc_vswitch.s',
      'ztc_host.h vswitch_ids ztc_vswitch.t',
      'ztc_vswitch.s vpc_id ztc_vpc.a',
      'ztc_vswitch.t vpc_id ztc_vpc.a',
    ]);
  });
});

describe('instances', () => {
  it('of unknown number open their type', () => {
    const { graph } = graphOf({
      variable: { n: {} },
      resource: {
        ztc_vpc: { a: vpc, b: { ...vpc, count: '${var.n}' }, c: { ...vpc, for_each: '${ztc_vpc.a.id}' } },
      },
    });
    expect([...graph.nodes()].map(({ address }) => address)).toEqual(['ztc_vpc.a']);
    expect(graph.openTypes.get('ztc_vpc')?.cause).toBe('for_each of ztc_vpc.c: ztc_vpc.a.id');
  });

  it('follow the values of variables when they are given', () => {
    const json = {
      variable: { n: { type: 'number' } },
      resource: { ztc_vpc: { b: { ...vpc, count: '${var.n}' } } },
    };
    const { graph } = graphOf(json, { variables: () => new Map([['n', str('2')]]) });
    expect(graph.size).toBe(2);
  });
});

describe('sensitive values', () => {
  it('are named by the schema and by the configuration', () => {
    const { graph } = graphOf({
      variable: { v: { sensitive: true, default: 'x' } },
      resource: {
        ztc_vpc: { a: { ...vpc, name: 'n-${var.v}', token: 't' }, b: { ...vpc, name: '${ztc_vpc.a.token}' } },
      },
    });
    expect(graph.get('ztc_vpc.a')?.sensitive).toEqual(new Set(['name', 'token']));
    expect(graph.get('ztc_vpc.b')?.sensitive).toEqual(new Set(['name', 'token']));
  });
});

describe('what the schema refuses', () => {
  const meta = { '//': { metadata: { path: 'net/a' }, ztc: { source: 'src/a.ts:3:7' } } };

  it('and a constraint explains is a problem of that rule', () => {
    const { problems, diagnostics } = graphOf({ resource: { ztc_vpc: { a: { ...meta, site: 'moon' } } } });
    expect(diagnostics).toEqual([]);
    expect(problems).toMatchObject([
      {
        rule: 'ZTC-REG-001',
        attribute: 'site',
        keyword: 'enum',
        value: 'moon',
        allowed: ['jq', 'aw'],
        file: 'src/a.ts',
        line: 3,
      },
    ]);
    expect(problems[0]?.node.constructPath).toBe('net/a');
    const host = graphOf({ resource: { ztc_host: { h: { a: 'x', b: 'y' } } } });
    expect(host.problems).toMatchObject([{ rule: 'ZTC-ECS-099', attribute: '', keyword: 'exactlyOneOf' }]);
  });

  it('otherwise is an error with the place', () => {
    const { module } = load(`{"resource": {"ztc_vpc": {"a": {
      "site": "jq",
      "mtu": 12,
      "nmae": "x",
      "id": "y",
      "tags": ["z"]
    }}, "ztc_host": {"h": {"a": "x", "disk": {
      "sise": 1}}}}}`);
    const found = graphFromConfig(module ? [module] : [], registry).diagnostics;
    expect(found.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
      'ZTC-E-CONFIG-REFUSED 3:14',
      'ZTC-E-CONFIG-ARGUMENT 4:15',
      'ZTC-E-CONFIG-COMPUTED 5:13',
      'ZTC-E-CONFIG-TYPE-MISMATCH 6:15',
      'ZTC-E-CONFIG-ARGUMENT 8:15',
      'ZTC-E-CONFIG-MISSING 7:46',
    ]);
    expect(found[1]?.detail).toContain('Did you mean "name"?');
  });

  it('in an expression is reported too', () => {
    const json = {
      locals: { d: { size: 'big', sise: 1 } },
      resource: { ztc_host: { h: { a: 'x', disk: '${local.d}' } } },
    };
    expect(codes(graphOf(json))).toEqual(['ZTC-E-CONFIG-ARGUMENT', 'ZTC-E-CONFIG-TYPE-MISMATCH']);
  });

  it('says the construct and the line of the program', () => {
    const { diagnostics } = graphOf({ resource: { ztc_vpc: { a: { ...meta, ...vpc, mtu: 1 } } } });
    expect(diagnostics[0]).toMatchObject({ file: 'src/a.ts', line: 3, column: 7 });
    expect(diagnostics[0]?.detail).toContain('construct net/a');
  });
});

describe('errors of the configuration', () => {
  it('are reported once each, and the rest goes on', () => {
    const { module } =
      load(`{"resource": {"ztc_vpc": {"a": {"site": "\${local.x}", "name": "\${ztc_vpc.b.id}", "cidr": "\${1 + true}"}},
      "ztc_vcp": {"c": {}}, "ztc_images": {"d": {}}}}`);
    const found = graphFromConfig(module ? [module] : [], registry);
    expect(codes(found).sort()).toEqual([
      'ZTC-E-CONFIG-RESOURCE-TYPE',
      'ZTC-E-CONFIG-RESOURCE-TYPE',
      'ZTC-E-EVAL-OPERAND',
      'ZTC-E-REF-UNDECLARED',
      'ZTC-E-REF-UNDECLARED',
    ]);
    expect(found.diagnostics.find(({ detail }) => detail.includes('Did you mean "ztc_vpc"?'))).toBeDefined();
    expect(found.graph.size).toBe(1);
  });

  it('that leave no order leave no nodes', () => {
    const found = graphOf({
      resource: { ztc_vpc: { a: { name: '${ztc_vpc.b.id}' }, b: { name: '${ztc_vpc.a.id}' } } },
    });
    expect(codes(found)).toEqual(['ZTC-E-CONFIG-CYCLE']);
    expect(found.graph.size).toBe(0);
  });

  it('include unknown attributes and wrong counts', () => {
    const attribute = { resource: { ztc_vpc: { a: vpc, b: { ...vpc, name: '${ztc_vpc.a.nmae}' } } } };
    expect(codes(graphOf(attribute))).toEqual(['ZTC-E-REF-ATTRIBUTE']);
    expect(codes(graphOf({ resource: { ztc_vpc: { a: { ...vpc, count: -1 } } } }))).toEqual([
      'ZTC-E-CONFIG-COUNT',
    ]);
  });
});

describe('other providers', () => {
  it('are nodes without schema, and what refers to them is unknown', () => {
    const json = {
      resource: { random_pet: { p: { length: 2 } }, ztc_vpc: { a: { ...vpc, name: '${random_pet.p.id}' } } },
    };
    const { graph, diagnostics } = graphOf(json);
    expect(diagnostics).toEqual([]);
    expect(graph.get('random_pet.p')?.values).toMatchObject({ length: 2 });
    expect(graph.get('ztc_vpc.a')?.values.name).toEqual(
      unknownOf({ address: 'random_pet.p', attribute: 'id' }),
    );
  });
});
