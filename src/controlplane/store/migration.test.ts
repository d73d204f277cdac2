import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { ManualClock, setUp, VPC } from '../testing.ts';

const sql = (dir: string, text: string): void => {
  const db = new DatabaseSync(join(dir, 'controlplane.sqlite'));
  db.exec(text);
  db.close();
};

describe('a data folder', () => {
  it('of format 1 is taken over: tokens of creations are found for ever from then on', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-format-'));
    const clock = new ManualClock();
    let id = '';
    {
      await using before = setUp({ dir, clock });
      id = (await before.client.create('ztc_vpc', VPC, { token: 'one' })).object.id;
      await before.client.update('ztc_vpc', id, { name: 'b' }, { token: 'two' });
    }
    sql(dir, 'DROP TABLE creation; DROP TABLE state_version; DROP TABLE state_lock; PRAGMA user_version = 1');
    clock.advance(25 * 3600);
    for (let again = 0; again < 2; again += 1) {
      await using after = setUp({ dir, clock });
      expect((await after.client.answerTo('create', 'one'))?.object).toMatchObject({ id, rev: 2 });
      expect(await after.client.answerTo('update', 'two')).toBeNull();
      expect((await after.client.create('ztc_vpc', VPC, { token: 'one' })).replayed).toBe(true);
      expect((await after.client.states.list()).items).toEqual([]);
    }
  });

  it('of a later format is left alone', () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-format-'));
    sql(dir, 'PRAGMA user_version = 3');
    expect(() => setUp({ dir })).toThrow(/ZTC-API-STORE_UNUSABLE.*format 3/);
  });
});
