import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectEmbedded } from '../client/connect.ts';
import { refusal, setUp, VPC } from './testing.ts';

async function secondTenant(setup: ReturnType<typeof setUp>) {
  const made = await setup.client.operate('POST', 'accounts', { account_id: 'other' });
  const key = { accessKey: String(made.access_key), secretKey: String(made.secret_key) };
  return connectEmbedded(setup.controlPlane, { key, attempts: 1 });
}

describe('tenants', () => {
  it('see each other like something that does not exist', async () => {
    await using setup = setUp({ operator: 'manual' });
    const other = await secondTenant(setup);
    const vpc = await setup.make('ztc_vpc', VPC);
    const order = await setup.make('ztc_vpc_address_allocation', { site: 'sh-jq', prefix_length: 16 });
    const missing = 'vpc-0000000none';
    expect(await other.read('ztc_vpc', vpc.id)).toEqual(await other.read('ztc_vpc', missing));
    expect((await other.readMany('ztc_vpc', [vpc.id])).size).toBe(0);
    expect((await other.list('ztc_vpc')).items).toEqual([]);
    expect((await other.audit()).items).toEqual([]);
    expect((await other.workOrders()).items).toEqual([]);
    expect(await other.delete('ztc_vpc', vpc.id, { token: 'd' })).toBeNull();
    const texts = await Promise.all(
      [vpc.id, missing].map(async (id) => {
        const error = await refusal(
          other.create('ztc_vswitch', { vpc_id: id, cidr: '10.8.1.0/24' }, { token: id }),
        );
        return error.message.replace(id, '');
      }),
    );
    expect(texts[0]).toBe(texts[1]);
    expect((await refusal(other.update('ztc_vpc', vpc.id, { name: 'x' }, { token: 'u' }))).code).toBe(
      'ZTC-API-NOT_FOUND',
    );
    expect(order.workOrder?.state).toBe('pending');
    // The same token in another account is another token.
    await setup.client.create('ztc_vpc', VPC, { token: 'same' });
    expect((await other.create('ztc_vpc', VPC, { token: 'same' })).replayed).toBe(false);
  });

  it('cannot decide work orders', async () => {
    await using setup = setUp({ operator: 'manual' });
    const { tenant } = setup.controlPlane.credentials;
    const made = await setup.make('ztc_vpc_address_allocation', { site: 'sh-jq', prefix_length: 16 });
    const cheat = connectEmbedded(setup.controlPlane, { operatorKey: tenant, attempts: 1 });
    expect((await refusal(cheat.approve(made.workOrder?.id ?? ''))).code).toBe('ZTC-API-OPERATOR_ONLY');
  });
});

describe('lists', () => {
  it('come in pages, in order of creation, without gaps or repetitions', async () => {
    await using setup = setUp();
    const ids: string[] = [];
    for (let at = 0; at < 25; at += 1) ids.push((await setup.make('ztc_vpc', VPC)).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await setup.client.list('ztc_vpc', { limit: 10, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual(ids);
    expect((await setup.client.readMany('ztc_vpc', [...ids, 'vpc-nothing'])).size).toBe(25);
    const wrong = await setup.client.list('ztc_vpc', { limit: 10 });
    expect((await refusal(setup.client.list('ztc_eip', { cursor: wrong.cursor ?? '' }))).code).toBe(
      'ZTC-API-INVALID_CURSOR',
    );
    expect((await refusal(setup.client.list('ztc_vpc', { limit: 1000 }))).code).toBe(
      'ZTC-API-MALFORMED_REQUEST',
    );
    expect((await refusal(setup.client.list('ztc_nothing'))).code).toBe('ZTC-API-UNKNOWN_TYPE');
  });
});

describe('credentials', () => {
  it('are made once per folder and readable by the owner only', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-keys-'));
    await using first = setUp({ dir });
    await using second = setUp({ dir });
    expect(second.controlPlane.credentials).toEqual(first.controlPlane.credentials);
    expect(statSync(join(dir, 'credentials.json')).mode & 0o777).toBe(0o600);
    const vpc = await first.make('ztc_vpc', VPC);
    expect((await second.client.read('ztc_vpc', vpc.id))?.id).toBe(vpc.id);
  });
});

describe('data sources', () => {
  it('answer from the catalogue, filtered', async () => {
    await using setup = setUp();
    const items = async (name: string, filter: Record<string, string | boolean>) =>
      (await setup.client.data(name, filter)).items as readonly { id: string }[];
    expect((await items('ztc_sites', {})).map(({ id }) => id)).toEqual(['sh-jq', 'sh-wgq', 'sh-nq', 'bj-aw']);
    expect((await items('ztc_sites', { region: 'beijing' })).map(({ id }) => id)).toEqual(['bj-aw']);
    expect((await items('ztc_sites', { carrier: 'mobile' })).map(({ id }) => id)).toEqual([
      'sh-jq',
      'sh-wgq',
    ]);
    expect(await items('ztc_instance_flavors', { site: 'bj-aw', family: 'gpu' })).toEqual([]);
    expect(await items('ztc_instance_flavors', { site: 'sh-jq', family: 'gpu' })).not.toEqual([]);
    expect(await items('ztc_availability', { product: 'eip', site: 'sh-jq' })).toMatchObject([
      { id: 'eip:sh-jq' },
    ]);
    expect(await setup.client.data('ztc_account', {})).toMatchObject({ arrears: false });
    expect(await setup.client.data('images', { os_type: 'windows' })).toMatchObject({
      id: 'img-windows-2019',
    });
    expect((await refusal(setup.client.data('ztc_sites', { region: 'tokyo' }))).status).toBe(422);
  });
});
