import { describe, expect, it } from 'vitest';
import { loadObjects } from '../config/load.ts';
import type { JsonObject } from '../values/json.ts';
import { graphFromConfig } from './from-config.ts';
import { registry } from './testing.ts';

const vpc = { site: 'jq', cidr: '10.0.0.0/16' };

describe('several stacks', () => {
  const stack = (stackName: string, resource: object) => {
    const json = { '//': { metadata: { stackName } }, resource } as JsonObject;
    return loadObjects([json], { purpose: 'audit' }).module as never;
  };

  it('share a graph; only addresses that clash are qualified', () => {
    const { graph, waivers } = graphFromConfig(
      [
        stack('net', { ztc_vpc: { a: vpc, b: vpc } }),
        stack('app', {
          ztc_vpc: {
            a: {
              ...vpc,
              '//': { ztc: { waivers: [{ rule: 'R', reason: 'r', owner: 'o', until: '2027-01-01' }] } },
            },
          },
          ztc_vswitch: { s: { vpc_id: '${ztc_vpc.a.id}' } },
        }),
      ],
      registry,
    );
    expect([...graph.nodes()].map(({ address }) => address)).toEqual([
      'app/ztc_vpc.a',
      'net/ztc_vpc.a',
      'ztc_vpc.b',
      'ztc_vswitch.s',
    ]);
    expect([...graph.edges()]).toMatchObject([{ from: 'ztc_vswitch.s', to: 'app/ztc_vpc.a' }]);
    expect(waivers).toMatchObject([{ rule: 'R', scope: 'app/ztc_vpc.a' }]);
  });
});
