import { describe, expect, it } from 'vitest';
import { refusal, setUp, VPC } from './testing.ts';

describe('references', () => {
  it('have to exist, and keep their targets from being deleted', async () => {
    await using setup = setUp();
    const { client } = setup;
    const missing = await refusal(
      client.create('ztc_vswitch', { vpc_id: 'vpc-nothing', cidr: '10.8.1.0/24' }, { token: 'a' }),
    );
    expect(missing).toMatchObject({ status: 422, details: { attribute: 'vpc_id', value: 'vpc-nothing' } });
    const vpc = await setup.make('ztc_vpc', VPC);
    const wrongType = await refusal(
      client.create('ztc_vswitch', { vpc_id: 'eip-1', cidr: '10.8.1.0/24' }, { token: 'b' }),
    );
    expect(wrongType.details.attribute).toBe('vpc_id');
    const vswitch = await setup.make('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.8.1.0/24' });
    const used = await refusal(client.delete('ztc_vpc', vpc.id, { token: 'c' }));
    expect(used).toMatchObject({ code: 'ZTC-API-DEPENDENCY_VIOLATION', details: { related: [vswitch.id] } });
    await client.delete('ztc_vswitch', vswitch.id, { token: 'd' });
    await client.delete('ztc_vpc', vpc.id, { token: 'e' });
    expect(await client.read('ztc_vpc', vpc.id)).toBeNull();
  });

  it('find objects by identifiers other than the id', async () => {
    await using setup = setUp();
    const vpc = await setup.make('ztc_vpc', VPC);
    const nat = await setup.make('ztc_nat_gateway', { vpc_id: vpc.id });
    const entry = await setup.make('ztc_route_entry', {
      route_table_id: vpc.attributes.route_table_id ?? '',
      destination_cidr: '10.20.0.0/16',
      next_hop_type: 'nat_gateway',
      next_hop_id: nat.id,
    });
    const used = await refusal(setup.client.delete('ztc_vpc', vpc.id, { token: 'x' }));
    expect(used.details.related).toContain(entry.id);
  });
});

describe('updates', () => {
  it('refuse immutable attributes and everything else that is wrong, at once', async () => {
    await using setup = setUp();
    const vpc = await setup.make('ztc_vpc', VPC);
    const error = await refusal(
      setup.client.update(
        'ztc_vpc',
        vpc.id,
        { cidr: '10.9.0.0/16', name: 'x'.repeat(200), colour: 'red' },
        { token: 'u' },
      ),
    );
    expect(error.details.problems?.map(({ attribute }) => attribute)).toEqual(['cidr', 'name', 'colour']);
    expect(error.code).toBe('ZTC-API-IMMUTABLE_ATTRIBUTE');
    expect(await setup.client.read('ztc_vpc', vpc.id)).toEqual(vpc);
  });

  it('refuse an older revision, and change nothing when there is nothing to change', async () => {
    await using setup = setUp();
    const { client } = setup;
    const vpc = await setup.make('ztc_vpc', VPC);
    await client.update('ztc_vpc', vpc.id, { name: 'a' }, { token: '1', rev: 1 });
    const stale = await refusal(client.update('ztc_vpc', vpc.id, { name: 'b' }, { token: '2', rev: 1 }));
    expect(stale).toMatchObject({ status: 412, code: 'ZTC-API-PRECONDITION_FAILED' });
    expect((await client.update('ztc_vpc', vpc.id, { name: 'a' }, { token: '3' })).object.rev).toBe(2);
    expect(
      (await client.update('ztc_vpc', vpc.id, { name: null }, { token: '4' })).object.attributes.name,
    ).toBeNull();
  });

  it('let sizes grow and not shrink', async () => {
    await using setup = setUp();
    const disk = await setup.make('ztc_disk', { site: 'sh-jq', category: 'ssd', size_gib: 100 });
    const less = await refusal(setup.client.update('ztc_disk', disk.id, { size_gib: 50 }, { token: 'u' }));
    expect(less.details.rule).toBe('ZTC-DSK-011');
    const more = await setup.client.update('ztc_disk', disk.id, { size_gib: 200 }, { token: 'v' });
    expect(more.object.attributes.size_gib).toBe(200);
  });
});

describe('drift', () => {
  it('is made behind the tenant and shows in reads and the audit trail', async () => {
    await using setup = setUp();
    const { client } = setup;
    const vpc = await setup.make('ztc_vpc', VPC);
    await client.mutate('ztc_vpc', vpc.id, { name: 'by hand' }, 'somebody');
    expect((await client.read('ztc_vpc', vpc.id))?.attributes.name).toBe('by hand');
    expect((await client.audit()).items.at(-1)).toMatchObject({ action: 'mutate', actor: 'somebody' });
    expect(await client.mutate('ztc_vpc', vpc.id, null)).toBeNull();
    expect(await client.read('ztc_vpc', vpc.id)).toBeNull();
  });
});

describe('quotas', () => {
  it('count what exists', async () => {
    await using setup = setUp();
    const { accountId } = setup.controlPlane.credentials;
    await setup.client.operate('POST', 'quotas', { account_id: accountId, type: 'ztc_vpc', limit: 1 });
    const vpc = await setup.make('ztc_vpc', VPC);
    const over = await refusal(setup.client.create('ztc_vpc', VPC, { token: 'x' }));
    expect(over.code).toBe('ZTC-API-QUOTA_EXCEEDED');
    await setup.client.delete('ztc_vpc', vpc.id, { token: 'y' });
    await setup.make('ztc_vpc', VPC);
  });
});

describe('secrets', () => {
  it('are shown by the answer to the create and by nothing else', async () => {
    await using setup = setUp();
    const vpc = await setup.make('ztc_vpc', VPC);
    const vswitch = await setup.make('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.8.1.0/24' });
    const group = await setup.make('ztc_security_group', { vpc_id: vpc.id });
    const host = await setup.make('ztc_instance', {
      site: 'sh-jq',
      family: 'general',
      flavor: 'ecs-g1-large',
      image_id: 'img-linux-9',
      vswitch_id: vswitch.id,
      security_group_ids: [group.id],
      system_disk: { category: 'ssd' },
    });
    expect(host.attributes.initial_password).toMatch(/^.{20,}$/);
    expect(host.attributes.system_disk).toMatchObject({ category: 'ssd', size_gib: 40 });
    const read = await setup.client.read('ztc_instance', host.id);
    expect(read?.attributes).not.toHaveProperty('initial_password');
    expect(JSON.stringify((await setup.client.audit()).items)).not.toContain(
      host.attributes.initial_password,
    );
  });
});
