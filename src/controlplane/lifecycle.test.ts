import { describe, expect, it } from 'vitest';
import { ManualClock, refusal, setUp, VPC } from './testing.ts';

const WAIT = { timeoutMs: 1000 };

describe('state as a function of row and time', () => {
  it('is creating until its time, and refuses what needs it ready', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock, profile: 'realistic' });
    const { client } = setup;
    const vpc = await setup.make('ztc_vpc', VPC);
    expect(vpc).toMatchObject({ status: 'creating', ready: false });
    const busy = await refusal(client.delete('ztc_vpc', vpc.id, { token: 'd' }));
    expect(busy.code).toBe('ZTC-API-INCORRECT_STATUS');
    expect(busy.details.retryAfter).toBeGreaterThan(0);
    const early = await refusal(client.create('ztc_security_group', { vpc_id: vpc.id }, { token: 's' }));
    expect(early.code).toBe('ZTC-API-INCORRECT_STATUS');
    clock.advance(11);
    expect(await client.read('ztc_vpc', vpc.id)).toMatchObject({ status: 'available', ready: true });
    expect(
      (await client.create('ztc_security_group', { vpc_id: vpc.id }, { token: 's' })).object.status,
    ).toBe('creating');
  });

  it('is deleting until it is gone', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock, profile: 'realistic' });
    const vpc = await setup.make('ztc_vpc', VPC);
    clock.advance(11);
    expect((await setup.client.delete('ztc_vpc', vpc.id, { token: 'd' }))?.object.status).toBe('deleting');
    expect((await setup.client.read('ztc_vpc', vpc.id))?.status).toBe('deleting');
    clock.advance(11);
    expect(await setup.client.read('ztc_vpc', vpc.id)).toBeNull();
    await setup.client.waitGone('ztc_vpc', vpc.id, WAIT);
  });

  it('never goes back with the clock beneath', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock, profile: 'realistic' });
    const vpc = await setup.make('ztc_vpc', VPC);
    clock.advance(11);
    await setup.client.delete('ztc_vpc', vpc.id, { token: 'd' });
    clock.advance(11);
    expect(await setup.client.read('ztc_vpc', vpc.id)).toBeNull();
    clock.advance(-3600);
    expect(await setup.client.read('ztc_vpc', vpc.id)).toBeNull();
    const next = await setup.make('ztc_vpc', VPC);
    clock.advance(11);
    expect((await setup.client.read('ztc_vpc', next.id))?.ready).toBe(true);
  });

  it('takes the same time for the same seed', async () => {
    const times = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        await using setup = setUp({ clock: new ManualClock(), profile: 'realistic', seed });
        return (await setup.make('ztc_vpc', VPC)).readyAt;
      }),
    );
    expect(times[0]).toBe(times[1]);
    expect(times[2]).not.toBe(times[0]);
  });

  it('moves with the clock behind the operator door', async () => {
    await using setup = setUp({ profile: 'realistic' });
    const { client } = setup;
    await client.operate('POST', 'clock', { freeze: true });
    const vpc = await setup.make('ztc_vpc', VPC);
    expect((await client.read('ztc_vpc', vpc.id))?.status).toBe('creating');
    await client.operate('POST', 'clock', { advance_seconds: 60 });
    expect((await client.read('ztc_vpc', vpc.id))?.status).toBe('available');
  });
});

describe('work orders', () => {
  const asked = { site: 'sh-jq', prefix_length: 20 } as const;

  it('are decided at once by the automatic operator, as an audited action', async () => {
    await using setup = setUp();
    const made = await setup.make('ztc_vpc_address_allocation', asked);
    expect(made).toMatchObject({ ready: true, workOrder: { state: 'approved' } });
    expect(made.attributes.cidr).toMatch(/^10\..*\/20$/);
    const { items } = await setup.client.audit();
    expect(items.map(({ action, actor }) => [action, actor === 'auto-operator'])).toEqual([
      ['create', false],
      ['approve', true],
    ]);
  });

  it('wait for the operator in manual operation, hiding what is not known yet', async () => {
    await using setup = setUp({ operator: 'manual' });
    const { client } = setup;
    const made = await setup.make('ztc_vpc_address_allocation', asked);
    expect(made).toMatchObject({ status: 'submitted', ready: false, workOrder: { state: 'pending' } });
    expect(made.attributes.cidr).toBeNull();
    const early = await refusal(
      client.create('ztc_vpc', { site: 'sh-jq', allocation_id: made.id }, { token: 'v' }),
    );
    expect(early.text.en).toContain(made.workOrder?.id);
    const orders = await client.workOrders({ state: 'pending' });
    expect(orders.items).toMatchObject([{ kind: 'vpc_address_allocation', resourceId: made.id }]);
    let polled = '';
    const ready = client.waitReady(made.type, made.id, {
      timeoutMs: 5000,
      onPoll: ({ object }) => {
        polled = object.workOrder?.id ?? '';
        void client.approve(polled, { cidr: '10.77.0.0/20' }).catch(() => {});
      },
    });
    expect((await ready).attributes.cidr).toBe('10.77.0.0/20');
    expect(polled).toBe(made.workOrder?.id);
    expect((await refusal(client.approve(polled))).code).toBe('ZTC-API-ORDER_DECIDED');
  });

  it('can be rejected, which ends the waiting with the reason', async () => {
    await using setup = setUp({ operator: 'manual' });
    const { client } = setup;
    const made = await setup.make('ztc_vpc_address_allocation', asked);
    await client.reject(made.workOrder?.id ?? '', 'no range left');
    const error = await refusal(client.waitReady(made.type, made.id, WAIT));
    expect(error.code).toBe('ZTC-API-FAILED');
    expect(error.message).toContain('no range left');
    expect(await client.read(made.type, made.id)).toMatchObject({ status: 'rejected', failed: true });
    expect(await client.delete(made.type, made.id, { token: 'd' })).not.toBeNull();
  });

  it('come back when an attribute changes that needs one, and leave everything as it was when rejected', async () => {
    await using setup = setUp({ operator: 'manual' });
    const { client } = setup;
    const ends = { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 10 };
    const made = await setup.make('ztc_cross_site_link', ends);
    await client.approve(made.workOrder?.id ?? '');
    const changed = await client.update(made.type, made.id, { bandwidth_mbps: 50 }, { token: 'u' });
    expect(changed.object).toMatchObject({ status: 'pending', workOrder: { state: 'pending' } });
    await client.reject(changed.object.workOrder?.id ?? '', 'too much');
    expect(await client.read(made.type, made.id)).toMatchObject({
      status: 'ready',
      attributes: { bandwidth_mbps: 10 },
    });
  });

  it('are withdrawn with their object', async () => {
    await using setup = setUp({ operator: 'manual' });
    const made = await setup.make('ztc_vpc_address_allocation', asked);
    await setup.client.delete(made.type, made.id, { token: 'd' });
    expect((await setup.client.workOrders({ state: 'withdrawn' })).items).toHaveLength(1);
    expect((await refusal(setup.client.approve(made.workOrder?.id ?? ''))).code).toBe(
      'ZTC-API-ORDER_DECIDED',
    );
  });

  it('are not filed where the type says that none is needed', async () => {
    await using setup = setUp({ operator: 'manual' });
    const a = await setup.make('ztc_vpc', VPC);
    const b = await setup.make('ztc_vpc', { site: 'sh-jq', cidr: '10.9.0.0/16' });
    const sides = await Promise.all([
      setup.make('ztc_router_interface', { vpc_id: a.id, peer_vpc_id: b.id }),
      setup.make('ztc_router_interface', { vpc_id: b.id, peer_vpc_id: a.id }),
    ]);
    const [local, peer] = sides.map(({ id }) => id);
    const channel = await setup.make('ztc_express_channel', {
      local_interface_id: local ?? '',
      peer_interface_id: peer ?? '',
    });
    expect(channel).toMatchObject({ ready: true, attributes: { local_vpc_id: a.id, peer_vpc_id: b.id } });
  });
});
