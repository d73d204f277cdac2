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
    const id = (lab.state().resources[0] as never as { instances: { attributes: { id: string } }[] })
      .instances[0]?.attributes.id as string;
    await client.mutate('ztc_vpc', id, { name: 'by hand' });
    const report = await lab.engine(network('b'), ztc()).drift();
    expect(report).toMatchObject({
      drifted: [
        {
          address: 'ztc_vpc.main',
          kind: 'changed',
          fields: [{ path: 'name', after: 'by hand', reverted: true }],
        },
      ],
      pending: [],
    });
    expect((await lab.apply(network('b'), {}, ztc())).diagnostics).toEqual([]);
    expect((await lab.apply(network('b'), { mode: 'destroy' }, ztc())).diagnostics).toEqual([]);
    expect(lab.state().resources).toEqual([]);
  });
});

describe('operators', () => {
  const allocation: JsonObject = {
    resource: {
      ztc_vpc_address_allocation: { a: { site: 'sh-jq', prefix_length: 20 } },
      ztc_vpc: { main: { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.a.id}' } },
    },
    output: { cidr: { value: '${ztc_vpc.main.cidr}' } },
  };
  const pending = async () => (await client.workOrders({ state: 'pending' })).items[0]?.id as string;

  test('time is up: the object stays, is not tainted, and the next apply goes on waiting', async () => {
    using lab = new Lab();
    const first = await lab.apply(allocation, {}, ztc(50));
    expect(first.diagnostics).toMatchObject([
      { severity: 'error', detail: expect.stringContaining('ZTC-API-TIMEOUT') },
    ]);
    expect(first.skipped).toEqual(['ztc_vpc.main']);
    expect(lab.events.map(({ kind }) => kind)).toContain('waiting_for_operator');
    expect(lab.stateText()).not.toContain('tainted');
    expect(actions(await lab.plan(allocation, {}, ztc(50)))).toEqual([
      'ztc_vpc.main: create',
      'ztc_vpc_address_allocation.a: update',
    ]);
    await client.approve(await pending());
    const second = await lab.apply(allocation, {}, ztc(50));
    expect(second.diagnostics).toEqual([]);
    expect(lab.state()).toMatchObject({ outputs: { cidr: { value: expect.stringMatching(/\/20$/) } } });
    expect(actions(await lab.plan(allocation, {}, ztc(50)))).toEqual([]);
  });

  test('approved while waiting', async () => {
    using lab = new Lab();
    const running = lab.apply(allocation, {}, ztc());
    while ((await pending()) === undefined) await new Promise((next) => setTimeout(next, 5));
    await client.approve(await pending());
    expect((await running).diagnostics).toEqual([]);
  });

  test('rejected: the next apply asks again', async () => {
    using lab = new Lab();
    await lab.apply(allocation, {}, ztc(50));
    await client.reject(await pending(), 'no room');
    const plan = await lab.plan(allocation, {}, ztc(50));
    expect(actions(plan)).toEqual([
      'ztc_vpc.main: create',
      'ztc_vpc_address_allocation.a: delete-create replace_because_cannot_update',
    ]);
  });

  test('interrupted while waiting: the object stays', async () => {
    using lab = new Lab();
    const stop = new AbortController();
    const running = lab.apply(allocation, {}, ztc(), { signal: stop.signal });
    while ((await pending()) === undefined) await new Promise((next) => setTimeout(next, 5));
    stop.abort();
    const result = await running;
    expect(result.interrupted).toBe(true);
    expect(lab.state().resources).toHaveLength(1);
    expect(lab.stateText()).not.toContain('tainted');
  });
});

describe('hosts', () => {
  const host = (name: string): JsonObject => {
    const base = network('n') as { resource: JsonObject };
    return {
      resource: {
        ...base.resource,
        ztc_security_group: { g: { vpc_id: '${ztc_vpc.main.id}', name: 'g' } },
        ztc_instance: {
          h: {
            site: 'sh-jq',
            family: 'general',
            flavor: '${data.ztc_instance_flavors.f.items[0].name}',
            image_id: '${data.ztc_images.i.items[0].id}',
            vswitch_id: '${ztc_vswitch.app.id}',
            security_group_ids: ['${ztc_security_group.g.id}'],
            system_disk: { category: '${data.ztc_disk_types.d.items[0].category}' },
            name,
          },
        },
      },
      data: { ztc_instance_flavors: { f: {} }, ztc_images: { i: {} }, ztc_disk_types: { d: {} } },
    };
  };

  test('nested computed values stay what they are, secrets are kept', async () => {
    using lab = new Lab();
    const first = await lab.apply(host('a'), {}, ztc());
    expect(first.diagnostics).toEqual([]);
    expect(actions(await lab.plan(host('a'), {}, ztc()))).toEqual([]);
    expect(actions(await lab.plan(host('b'), {}, ztc()))).toEqual(['ztc_instance.h: update']);
    expect((await lab.apply(host('b'), {}, ztc())).diagnostics).toEqual([]);
    const instance = lab.state().resources.find(({ type }) => type === 'ztc_instance');
    expect(instance).toMatchObject({
      instances: [
        { attributes: { initial_password: expect.stringMatching(/.{8}/), system_disk: { size_gib: 40 } } },
      ],
    });
    expect(actions(await lab.plan(host('b'), {}, ztc()))).toEqual([]);
  });
});

describe('numbers that never go down in place', () => {
  const disk = (size_gib: number, allow_replace: boolean): JsonObject => ({
    resource: { ztc_disk: { d: { site: 'sh-jq', category: 'ssd', size_gib, allow_replace } } },
  });

  test('go down by a replacement where that is allowed', async () => {
    using lab = new Lab();
    await lab.apply(disk(200, false), {}, ztc());
    expect(actions(await lab.plan(disk(300, true), {}, ztc()))).toEqual(['ztc_disk.d: update']);
    expect(actions(await lab.plan(disk(100, false), {}, ztc()))).toEqual(['ztc_disk.d: update']);
    const smaller = await lab.plan(disk(100, true), {}, ztc());
    expect(actions(smaller)).toEqual(['ztc_disk.d: delete-create replace_because_cannot_update']);
    expect((await lab.apply(disk(100, true), {}, ztc())).diagnostics).toEqual([]);
    expect(actions(await lab.plan(disk(100, true), {}, ztc()))).toEqual([]);
  });
});

describe('refusals', () => {
  test('of the schema name the rule and change nothing', async () => {
    using lab = new Lab();
    const plan = await lab.plan(
      { resource: { ztc_eip: { e: { site: 'sh-jq', bandwidth_mbps: 0 } } } },
      {},
      ztc(),
    );
    expect(plan.diagnostics).toMatchObject([{ code: 'ZTC-EIP-008', path: ['bandwidth_mbps'] }]);
    expect(plan.errored).toBe(true);
  });

  test('of the platform leave nothing behind', async () => {
    using lab = new Lab();
    const result = await lab.apply(
      { resource: { ztc_vswitch: { v: { vpc_id: 'vpc-nowhere', cidr: '10.0.0.0/24' } } } },
      {},
      ztc(),
    );
    expect(result.diagnostics).toMatchObject([
      { severity: 'error', detail: expect.stringContaining('vpc-nowhere') },
    ]);
    expect(lab.state().resources).toEqual([]);
  });

  test('somebody was faster: the change is refused instead of being overwritten', async () => {
    using lab = new Lab();
    await lab.apply(network('a'), {}, ztc());
    const engine = lab.engine(network('b'), ztc());
    const plan = await engine.plan();
    await client.mutate('ztc_vpc', String(plan.changes[0]?.before.raw && idOf(lab)), { name: 'by hand' });
    const result = await engine.apply(plan);
    expect(result.diagnostics[0]?.detail).toContain('PRECONDITION');
  });
});

const idOf = (lab: Lab): string =>
  (lab.state().resources[0] as unknown as { instances: [{ attributes: { id: string } }] }).instances[0]
    .attributes.id;

test('types without an object on the platform live in the state only', async () => {
  using lab = new Lab();
  const config: JsonObject = {
    resource: { ztc_design_profile: { p: { scenario: 'web_service', sites: ['sh-jq'] } } },
  };
  const plan = await lab.plan(config, {}, ztc());
  const scenario = plan.diagnostics.find(({ path }) => path?.[0] === 'scenario');
  const allowed = /allowed: \["([^"]+)"/.exec(scenario?.detail ?? '')?.[1];
  const good: JsonObject = {
    resource: { ztc_design_profile: { p: { scenario: allowed ?? 'web_service', sites: ['sh-jq'] } } },
  };
  expect((await lab.apply(good, {}, ztc())).diagnostics).toEqual([]);
  expect(idOf(lab)).toMatch(/^dp-/);
  expect(actions(await lab.plan(good, {}, ztc()))).toEqual([]);
});

test('an existing object comes under management', async () => {
  using lab = new Lab();
  const { object } = await client.create('ztc_vpc', { site: 'sh-jq', cidr: '10.9.0.0/16' }, { token: 'x' });
  const config: JsonObject = { resource: { ztc_vpc: { v: { site: 'sh-jq', cidr: '10.9.0.0/16' } } } };
  await lab.engine(config, ztc()).importObject('ztc_vpc.v', object.id);
  expect(actions(await lab.plan(config, {}, ztc()))).toEqual([]);
  await expect(lab.engine(config, ztc()).importObject('ztc_vpc.v', object.id)).rejects.toThrow(
    'ZTC-E-IMPORT',
  );
  await lab.apply({}, {}, ztc());
  await expect(lab.engine(config, ztc()).importObject('ztc_vpc.v', object.id)).rejects.toThrow(
    'ZTC-E-IMPORT-MISSING',
  );
});
