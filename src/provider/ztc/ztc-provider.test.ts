import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlPlaneClient } from '../../client/client.ts';
import { connectEmbedded } from '../../client/connect.ts';
import type { ControlPlane } from '../../controlplane/api.ts';
import { createControlPlane } from '../../controlplane/server.ts';
import { actions, Lab, type LabOptions } from '../../engine/testing/lab.ts';
import { loadRegistry } from '../../schema/registry.ts';
import type { JsonObject } from '../../values/json.ts';
import { ztcProviderFactory } from './ztc-provider.ts';

let controlPlane: ControlPlane;
let client: ControlPlaneClient;

beforeEach(() => {
  controlPlane = createControlPlane({ dir: ':memory:', operator: 'manual', profile: 'instant' });
  client = connectEmbedded(controlPlane, { operatorKey: controlPlane.credentials.operator });
});
afterEach(async () => {
  await client.close();
  await controlPlane.close();
});

const ztc = (waitTimeoutMs = 5000): LabOptions => ({
  providers: new Map([
    ['ztc', ztcProviderFactory({ registry: loadRegistry(), connect: () => client, waitTimeoutMs })],
  ]),
});

const network = (name: string, more: JsonObject = {}): JsonObject => ({
  resource: {
    ztc_vpc: { main: { site: 'sh-jq', cidr: '10.1.0.0/16', name } },
    ztc_vswitch: {
      app: { vpc_id: '${ztc_vpc.main.id}', cidr: '10.1.1.0/24', name: '${ztc_vpc.main.name}-app' },
    },
    ...more,
  },
});

describe('the ztc provider over the embedded control plane', () => {
  test('creates, has nothing to do, renames in place, notices drift, destroys', async () => {
    using lab = new Lab();
    const created = await lab.apply(network('a'), {}, ztc());
    expect(created.diagnostics).toEqual([]);
    const again = await lab.plan(network('a'), {}, ztc());
    expect(again.diagnostics).toEqual([]);
    expect(actions(again)).toEqual([]);
    expect(again.drift).toEqual([]);
    const renamed = await lab.plan(network('b'), {}, ztc());
    expect(actions(renamed)).toEqual(['ztc_vpc.main: update', 'ztc_vswitch.app: update']);
    expect((await lab.apply(network('b'), {}, ztc())).diagnostics).toEqual([]);
    const id = (lab.state().resources[0] as never as { instances: { attributes: { id: string } }[] }).instances[0]
      ?.attributes.id as string;
    await client.mutate('ztc_vpc', id, { name: 'by hand' });
    const report = await lab.engine(network('b'), ztc()).drift();
    expect(report).toMatchObject({
      drifted: [{ address: 'ztc_vpc.main', kind: 'changed', fields: [{ path: 'name', after: 'by hand', reverted: true }] }],
      pending: [],
    });
    expect((await lab.apply(network('b'), {}, ztc())).diagnostics).toEqual([]);
    expect((await lab.apply(network('b'), { mode: 'destroy' }, ztc())).diagnostics).toEqual([]);
    expect(lab.state().resources).toEqual([]);
  });
});
