import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { setUp, VPC } from './testing.ts';

function freshDir(): string {
  return mkdtempSync(join(tmpdir(), 'ztc-audit-'));
}

async function writeSome(dir: string): Promise<void> {
  await using setup = setUp({ dir });
  const vpc = await setup.make('ztc_vpc', VPC);
  await setup.client.update('ztc_vpc', vpc.id, { name: 'a' }, { token: 'u' });
  await setup.make('ztc_vpc_address_allocation', { site: 'sh-jq', prefix_length: 16 });
  expect(await setup.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
}

describe('audit trail', () => {
  const tampering = [
    ['a changed entry', "UPDATE audit SET actor = 'nobody' WHERE seq = 2", 2],
    ['a changed value', `UPDATE audit SET changes = '{"name":"b"}' WHERE seq = 2`, 2],
    ['a removed entry', 'DELETE FROM audit WHERE seq = 2', 3],
    ['a removed beginning', 'DELETE FROM audit WHERE seq = 1', 2],
    ['a forged hash', "UPDATE audit SET hash = 'ff' WHERE seq = 3", 3],
  ] as const;

  it.each(tampering)('shows %s', async (_name, sql, at) => {
    const dir = freshDir();
    await writeSome(dir);
    const db = new DatabaseSync(join(dir, 'controlplane.sqlite'));
    db.exec(sql);
    db.close();
    await using setup = setUp({ dir });
    expect(await setup.client.operate('GET', 'audit/verify')).toMatchObject({
      whole: false,
      first_break: at,
    });
  });

  it('goes on across restarts, with every write and its revisions', async () => {
    const dir = freshDir();
    await writeSome(dir);
    await using setup = setUp({ dir });
    await setup.make('ztc_vpc', { ...VPC, cidr: '10.9.0.0/16' });
    const { items } = await setup.client.audit({ limit: 3 });
    expect(items.map(({ action, revBefore, revAfter }) => [action, revBefore, revAfter])).toEqual([
      ['create', 0, 1],
      ['update', 1, 2],
      ['create', 0, 1],
    ]);
    expect(await setup.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
  });
});
