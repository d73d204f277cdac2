import { describe, expect, it } from 'vitest';
import type { Json } from '../values/json.ts';
import { graphFromPlan } from './from-plan.ts';
import { unknownBecause, unknownOf } from './plain.ts';
import { registry } from './testing.ts';

interface ChangeSpec {
  readonly after?: Json;
  readonly unknown?: Json;
  readonly before?: Json;
  readonly actions?: readonly string[];
  readonly more?: Readonly<Record<string, Json>>;
}

/** As Terraform prints a change; the address is taken apart. */
function change(
  address: string,
  { after = {}, unknown = {}, before = null, actions = ['create'], more = {} }: ChangeSpec,
) {
  const [, module, data, type, name, key] =
    /^(?:(module\..*)\.)?(data\.)?(ztc_\w+)\.(\w+)(?:\[(.*)\])?$/.exec(address) ?? [];
  return {
    address,
    ...(module ? { module_address: module } : {}),
    mode: data ? 'data' : 'managed',
    type,
    name,
    ...(key ? { index: JSON.parse(key) } : {}),
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: {},
      after_sensitive: {},
      ...more,
    },
  };
}

const config = (resources: Readonly<Record<string, object>>, more: object = {}) => ({
  root_module: {
    resources: Object.entries(resources).map(([address, expressions]) => ({ address, expressions })),
    ...more,
  },
});

const plan = (changes: readonly object[], configuration: object = {}, more: object = {}) =>
  graphFromPlan(
    {
      format_version: '1.2',
      planned_values: { root_module: {} },
      resource_changes: changes,
      configuration,
      ...more,
    },
    registry,
  );

const vpcId = unknownOf({ address: 'ztc_vpc.a', attribute: 'id' });
const newVpc = change('ztc_vpc.a', { after: { site: 'jq' }, unknown: { id: true, cidr: true } });

describe('values', () => {
  it('are those after the plan, with what is not known yet', () => {
    const disk = { after: { disk: { size: 40 } }, unknown: { id: true, disk: { id: true } } };
    const { graph } = plan([newVpc, change('ztc_host.h', disk)]);
    expect(graph.get('ztc_vpc.a')).toMatchObject({
      actions: ['create'],
      values: { site: 'jq', id: vpcId, cidr: unknownOf({ address: 'ztc_vpc.a', attribute: 'cidr' }) },
    });
    expect(graph.get('ztc_host.h')?.values.disk).toEqual({
      size: 40,
      id: unknownOf({ address: 'ztc_host.h', attribute: 'disk.id' }),
    });
  });

  it('before the plan are kept, and what is deleted is not among the nodes', () => {
    const { graph } = plan([
      change('ztc_vpc.a', {
        after: { site: 'aw', id: 'v' },
        before: { site: 'jq', id: 'v' },
        actions: ['update'],
      }),
      change('ztc_vpc.b', { after: null, before: { id: 'w' }, actions: ['delete'] }),
      {
        ...change('ztc_vpc.a', { after: null, before: { id: 'x' }, actions: ['delete'] }),
        deposed: '1234abcd',
      },
      change('ztc_vpc.c', { after: { id: 'c' }, before: { id: 'b' }, actions: ['delete', 'create'] }),
      change('ztc_vpc.d', { after: null, before: { id: 'd' }, actions: ['forget'] }),
    ]);
    expect([...graph.nodes()].map(({ address }) => address)).toEqual(['ztc_vpc.a', 'ztc_vpc.c', 'ztc_vpc.d']);
    expect(graph.removed.map(({ address }) => address)).toEqual([
      'ztc_vpc.b',
      'ztc_vpc.a (deposed 1234abcd)',
    ]);
    expect(graph.get('ztc_vpc.a')?.prior).toEqual({ site: 'jq', id: 'v' });
  });

  it('that are sensitive are named', () => {
    const more = { after_sensitive: { token: true, tags: { a: true }, name: false } };
    const { graph } = plan([change('ztc_vpc.a', { after: { token: 't' }, more })]);
    expect(graph.get('ztc_vpc.a')?.sensitive).toEqual(new Set(['token', 'tags']));
  });

  it('of data sources that were read while planning come from the prior state', () => {
    const resource = {
      address: 'data.ztc_images.i',
      mode: 'data',
      type: 'ztc_images',
      values: { items: [{ id: 'img' }] },
    };
    const prior = { values: { root_module: { child_modules: [{ resources: [resource] }] } } };
    const managed = { address: 'ztc_vpc.gone', mode: 'managed', type: 'ztc_vpc', values: {} };
    const { graph } = plan(
      [],
      {},
      { prior_state: { values: { root_module: { ...prior.values.root_module, resources: [managed] } } } },
    );
    expect([...graph.nodes()].map(({ address, mode }) => `${mode} ${address}`)).toEqual([
      'data data.ztc_images.i',
    ]);
  });
});

describe('what an unknown is equal to', () => {
  const vswitch = change('ztc_vswitch.s', { unknown: { id: true, vpc_id: true } });
  const of = (expressions: object, address = 'ztc_vswitch.s') =>
    plan([newVpc, { ...vswitch, address }], config({ 'ztc_vswitch.s': expressions })).graph.get(address)
      ?.values.vpc_id;

  it('is read from the text in JSON syntax', () => {
    const references = ['ztc_vpc.a.id', 'ztc_vpc.a'];
    expect(of({ vpc_id: { constant_value: '${ztc_vpc.a.id}', references } })).toEqual(vpcId);
    expect(of({ vpc_id: { constant_value: 'x${ztc_vpc.a.id}', references } })).toEqual(
      unknownBecause('ztc_vpc.a.id'),
    );
    expect(of({ vpc_id: { constant_value: '${f(ztc_vpc.a.id)}', references } })).toEqual(
      unknownBecause('ztc_vpc.a.id'),
    );
  });

  it('is the only reference of an identifier in native syntax', () => {
    expect(of({ vpc_id: { references: ['ztc_vpc.a.id', 'ztc_vpc.a'] } })).toEqual(vpcId);
    expect(
      of({ vpc_id: { references: ['ztc_vpc.a.id', 'ztc_vpc.a', 'ztc_vpc.b.id', 'ztc_vpc.b'] } }),
    ).toEqual(unknownBecause('ztc_vpc.a.id'));
  });

  it('is the object itself where the configuration says nothing', () => {
    expect(of({})).toEqual(unknownOf({ address: 'ztc_vswitch.s', attribute: 'vpc_id' }));
    expect(of({ vpc_id: { constant_value: null } })).toEqual(
      unknownOf({ address: 'ztc_vswitch.s', attribute: 'vpc_id' }),
    );
  });

  it('follows the instance', () => {
    const expressions = {
      vpc_id: { constant_value: '${ztc_vpc.a[count.index].id}', references: ['ztc_vpc.a', 'count.index'] },
    };
    const item = { ...vswitch, address: 'ztc_vswitch.s[1]', index: 1 };
    const { graph } = plan([item], config({ 'ztc_vswitch.s': expressions }));
    expect(graph.get('ztc_vswitch.s[1]')?.values.vpc_id).toEqual(
      unknownOf({ address: 'ztc_vpc.a[1]', attribute: 'id' }),
    );
  });

  it('follows attributes that are references themselves', () => {
    const { graph } = plan(
      [newVpc, vswitch, change('ztc_vswitch.t', { unknown: { vpc_id: true } })],
      config({
        'ztc_vswitch.s': { vpc_id: { references: ['ztc_vpc.a.id', 'ztc_vpc.a'] } },
        'ztc_vswitch.t': { vpc_id: { references: ['ztc_vswitch.s.vpc_id', 'ztc_vswitch.s'] } },
      }),
    );
    expect(graph.get('ztc_vswitch.t')?.values.vpc_id).toEqual(vpcId);
  });

  it.each([
    [
      'JSON',
      {
        constant_value: ['${ztc_vswitch.s.id}', '${ztc_vswitch.t.id}'],
        references: ['ztc_vswitch.s.id', 'ztc_vswitch.s', 'ztc_vswitch.t.id', 'ztc_vswitch.t'],
      },
    ],
    ['native', { references: ['ztc_vswitch.s.id', 'ztc_vswitch.s', 'ztc_vswitch.t.id', 'ztc_vswitch.t'] }],
  ])('is found for each element of a list (%s)', (_, expression) => {
    const host = change('ztc_host.h', {
      after: { vswitch_ids: [null, null] },
      unknown: { vswitch_ids: [true, true] },
    });
    const { graph } = plan([host], config({ 'ztc_host.h': { vswitch_ids: expression } }));
    expect(graph.get('ztc_host.h')?.values.vswitch_ids).toEqual([
      unknownOf({ address: 'ztc_vswitch.s', attribute: 'id' }),
      unknownOf({ address: 'ztc_vswitch.t', attribute: 'id' }),
    ]);
  });

  it('goes into modules and out of them', () => {
    const child = {
      resources: [
        { address: 'ztc_vswitch.c', expressions: { vpc_id: { references: ['var.up'] } } },
        { address: 'ztc_vpc.own', expressions: {} },
      ],
      outputs: { vpc: { expression: { references: ['ztc_vpc.own.id', 'ztc_vpc.own'] } } },
    };
    const call = { expressions: { up: { references: ['ztc_vpc.a.id', 'ztc_vpc.a'] } }, module: child };
    const vswitchOut = { vpc_id: { references: ['module.m["k.v"].vpc', 'module.m["k.v"]', 'module.m'] } };
    const { graph } = plan(
      [
        newVpc,
        change('module.m["k.v"].ztc_vswitch.c', { unknown: { vpc_id: true } }),
        change('module.m["k.v"].ztc_vpc.own', { unknown: { id: true } }),
        vswitch,
      ],
      config({ 'ztc_vswitch.s': vswitchOut }, { module_calls: { m: call } }),
    );
    expect(graph.get('module.m["k.v"].ztc_vswitch.c')?.values.vpc_id).toEqual(vpcId);
    expect(graph.get('ztc_vswitch.s')?.values.vpc_id).toEqual(
      unknownOf({ address: 'module.m["k.v"].ztc_vpc.own', attribute: 'id' }),
    );
    expect([...graph.edges()]).toHaveLength(2);
  });
});

describe('the origin of a resource', () => {
  it('and the waivers are read from a plan of ours', () => {
    const waiver = { rule: 'R', scope: 'net', reason: 'r', owner: 'o', until: '2027-01-01' };
    const source = { file: 'src/a.ts', line: 3 };
    const ztc = { sources: { 'ztc_vpc.a': { constructPath: 'net/a', source } }, waivers: [waiver, {}] };
    const { graph, waivers, diagnostics } = plan(
      [{ ...newVpc, address: 'ztc_vpc.a["x"]', index: 'x' }],
      {},
      { ztc },
    );
    expect(graph.get('ztc_vpc.a["x"]')).toMatchObject({ constructPath: 'net/a', source });
    expect(waivers).toEqual([waiver]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['ZTC-E-CONFIG-META']);
  });
});

describe('what is not a whole plan', () => {
  it.each([
    [null, 'ZTC-E-PLAN-FORMAT'],
    [[], 'ZTC-E-PLAN-FORMAT'],
    [{}, 'ZTC-E-PLAN-FORMAT'],
    [{ format_version: '2.0', planned_values: {} }, 'ZTC-E-PLAN-FORMAT'],
    [{ format_version: '1.2', planned_values: {}, errored: true }, 'ZTC-E-PLAN-ERRORED'],
    [{ format_version: '1.2', planned_values: {}, complete: false }, 'ZTC-E-PLAN-PARTIAL'],
  ])('%j is reported', (json, code) => {
    expect(graphFromPlan(json, registry).diagnostics.map((d) => d.code)).toEqual([code]);
  });

  it('opens the types of deferred changes', () => {
    const { graph } = plan([], {}, { deferred_changes: [{ resource_change: newVpc }] });
    expect(graph.openTypes.get('ztc_vpc')?.cause).toContain('ztc_vpc.a');
  });
});
