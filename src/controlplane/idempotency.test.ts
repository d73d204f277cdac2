import { describe, expect, it } from 'vitest';
import { ManualClock, refusal, setUp, VPC } from './testing.ts';

describe('idempotency tokens', () => {
  it('gives the stored answer for the same token and parameters, however often and at once', async () => {
    await using setup = setUp();
    const { client } = setup;
    const create = () => client.create('ztc_vpc', VPC, { token: 'one' });
    const answers = await Promise.all([create(), create(), create()]);
    expect(new Set(answers.map(({ object }) => object.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(2);
    expect(answers[1]?.object).toEqual(answers[0]?.object);
    expect((await client.list('ztc_vpc')).items).toHaveLength(1);
  });

  it('does not care about the order of attributes or about nulls', async () => {
    await using setup = setUp();
    const first = await setup.client.create('ztc_vpc', VPC, { token: 'one' });
    const second = await setup.client.create(
      'ztc_vpc',
      { name: null, cidr: VPC.cidr, site: VPC.site },
      { token: 'one' },
    );
    expect(second.object.id).toBe(first.object.id);
  });

  it('refuses the token for other parameters', async () => {
    await using setup = setUp();
    const { client } = setup;
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    const other = await refusal(client.create('ztc_vpc', { ...VPC, name: 'b' }, { token: 'one' }));
    expect(other.code).toBe('ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH');
    expect(
      (await refusal(client.create('ztc_security_group', { vpc_id: object.id }, { token: 'one' }))).code,
    ).toBe(other.code);
  });

  it('holds for updates and deletions too', async () => {
    await using setup = setUp();
    const { client } = setup;
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    const update = () => client.update('ztc_vpc', object.id, { name: 'x' }, { token: 'two' });
    expect((await update()).object.rev).toBe(2);
    expect(await update()).toMatchObject({ replayed: true, object: { rev: 2 } });
    const remove = () => client.delete('ztc_vpc', object.id, { token: 'three' });
    expect((await remove())?.replayed).toBe(false);
    expect((await remove())?.replayed).toBe(true);
    expect(await client.delete('ztc_vpc', object.id, { token: 'four' })).toBeNull();
    // The creation's token still names the object that is gone.
    expect((await client.create('ztc_vpc', VPC, { token: 'one' })).object.id).toBe(object.id);
  });

  it('keeps nothing of a refused request', async () => {
    await using setup = setUp();
    const { client } = setup;
    expect((await refusal(client.create('ztc_vpc', { site: 'sh-jq' }, { token: 'one' }))).status).toBe(422);
    expect((await client.create('ztc_vpc', VPC, { token: 'one' })).replayed).toBe(false);
    expect((await client.audit()).items).toHaveLength(1);
  });

  it('forgets a token after a day, unless it has created something', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock });
    const { client } = setup;
    const first = await client.create('ztc_vpc', VPC, { token: 'one' });
    await client.update('ztc_vpc', first.object.id, { name: 'x' }, { token: 'one' });
    clock.advance(24 * 3600 + 1);
    expect(await client.create('ztc_vpc', VPC, { token: 'one' })).toMatchObject({
      replayed: true,
      object: { id: first.object.id, attributes: { name: 'x' } },
    });
    const again = await client.update('ztc_vpc', first.object.id, { name: 'y' }, { token: 'one' });
    expect(again.replayed).toBe(false);
  });

  it('refuses malformed tokens', async () => {
    await using setup = setUp();
    expect((await refusal(setup.client.create('ztc_vpc', VPC, { token: 'x'.repeat(65) }))).code).toBe(
      'ZTC-API-INVALID_TOKEN',
    );
  });
});
