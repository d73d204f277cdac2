import { describe, expect, it } from 'vitest';
import { graphFromState } from './from-state.ts';
import { registry } from './testing.ts';

const state = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 3,
  lineage: 'x',
  outputs: {},
  resources: [
    {
      mode: 'managed',
      type: 'ztc_vpc',
      name: 'a',
      provider: 'provider["registry.terraform.io/ztc-cdk/ztc"]',
      instances: [
        {
          schema_version: 0,
          attributes: { id: 'vpc-1', site: 'jq', token: 't' },
          sensitive_attributes: [[{ type: 'get_attr', value: 'token' }]],
        },
        { schema_version: 0, deposed: '1234abcd', attributes: { id: 'vpc-0', site: 'jq' } },
      ],
    },
    {
      module: 'module.m["k"]',
      mode: 'managed',
      type: 'ztc_vswitch',
      name: 's',
      instances: [
        { index_key: 0, attributes: { id: 's-0', vpc_id: 'vpc-1' } },
        { index_key: 1, attributes: { id: 's-1', vpc_id: 'vpc-1' } },
      ],
    },
    {
      mode: 'data',
      type: 'ztc_images',
      name: 'i',
      instances: [{ index_key: 'a"b', attributes: { items: [] } }],
    },
  ],
};

const addresses = (given: unknown) =>
  [...graphFromState(given, registry).graph.nodes()].map(({ address }) => address);

describe('a state', () => {
  it('gives a node for each object, with its full address', () => {
    expect(addresses(state)).toEqual([
      'data.ztc_images.i["a\\"b"]',
      'module.m["k"].ztc_vswitch.s[0]',
      'module.m["k"].ztc_vswitch.s[1]',
      'ztc_vpc.a',
      'ztc_vpc.a (deposed 1234abcd)',
    ]);
    expect(addresses(JSON.stringify(state))).toEqual(addresses(state));
  });

  it('is connected by identifiers, and names what is sensitive', () => {
    const { graph, diagnostics } = graphFromState(state, registry);
    expect(diagnostics).toEqual([]);
    expect([...graph.edges()].map(({ to }) => to)).toEqual(['ztc_vpc.a', 'ztc_vpc.a']);
    expect(graph.get('ztc_vpc.a')).toMatchObject({ sensitive: new Set(['token']), values: { id: 'vpc-1' } });
  });

  it('may be what "terraform show -json" prints', () => {
    const resource = {
      address: 'ztc_vpc.a',
      mode: 'managed',
      type: 'ztc_vpc',
      values: { id: 'v' },
      sensitive_values: {},
    };
    expect(addresses({ format_version: '1.0', values: { root_module: { resources: [resource] } } })).toEqual([
      'ztc_vpc.a',
    ]);
  });

  it('that is something else is never an empty graph without an error', () => {
    const codes = ['{', null, [], {}, { version: 3, resources: [] }, { version: 4 }].map(
      (given) => graphFromState(given, registry, 'f').diagnostics[0]?.code,
    );
    expect(codes).toEqual(['ZTC-E-JSON-SYNTAX', ...Array(5).fill('ZTC-E-STATE-FORMAT')]);
  });
});
