import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Credentials } from './api.ts';
import { serve } from './serve.testing.ts';
import { setUp, VPC } from './testing.ts';

const WRITERS = 6;
const KILLS = 4;

describe('kill -9 under writes', () => {
  it('loses nothing that was acknowledged and makes nothing twice', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-crash-'));
    const acknowledged = new Map<string, string>();
    const asked = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, client } = await serve(dir);
      let running = true;
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        for (let at = 0; running; at += 1) {
          const token = `${kill}-${writer}-${at}`;
          asked.add(token);
          try {
            acknowledged.set(
              token,
              (await client.create('ztc_vpc', { ...VPC, name: token }, { token })).object.id,
            );
          } catch {
            return;
          }
        }
      });
      await sleep(120 + 90 * kill);
      child.kill('SIGKILL');
      await Promise.all(writers);
      running = false;
      await client.close();
    }
    await using setup = setUp({ dir });
    for (const token of asked) {
      const again = await setup.client.create('ztc_vpc', { ...VPC, name: token }, { token });
      const id = acknowledged.get(token);
      if (id !== undefined) expect(again).toMatchObject({ replayed: true, object: { id } });
    }
    const names: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await setup.client.list('ztc_vpc', { limit: 200, ...(cursor ? { cursor } : {}) });
      names.push(...page.items.map(({ attributes }) => attributes.name));
      cursor = page.cursor;
    }
    expect(names.toSorted()).toEqual([...asked].sort());
    expect(acknowledged.size).toBeGreaterThan(KILLS);
    expect(await setup.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
  });
});

describe('kill -9 under saves and settlements', () => {
  it('keeps every version, lock and void token that was acknowledged', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-crash-'));
    let serial = 0;
    let saved = 0;
    const voided: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, client, endpoint } = await serve(dir);
      const { tenant } = JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8')) as Credentials;
      const authorization = `Basic ${btoa(`${tenant.accessKey}:${tenant.secretKey}`)}`;
      const send = (method: string, body: object, query = '') =>
        fetch(`${endpoint}/state/s${query}`, {
          method,
          headers: { authorization },
          body: JSON.stringify(body),
        });
      expect((await send('LOCK', { ID: 'mine' })).status).toBe(200);
      expect((await send('LOCK', { ID: 'theirs' })).status).toBe(423);
      const saver = async (): Promise<void> => {
        for (;;) {
          serial += 1;
          if (!(await send('POST', { serial, lineage: 'l' }, '?ID=mine')).ok) return;
          saved = serial;
        }
      };
      const settler = async (): Promise<void> => {
        for (let at = 0; ; at += 1) {
          const token = `${kill}-${at}`;
          await client.settle('create', token);
          voided.push(token);
        }
      };
      const writers = [saver(), settler()].map((writer) => writer.catch(() => {}));
      const enough = [saved + 5 + 7 * kill, voided.length + 5];
      while (saved < (enough[0] ?? 0) || voided.length < (enough[1] ?? 0)) await sleep(5);
      child.kill('SIGKILL');
      await Promise.all(writers);
      await client.close();
      await using setup = setUp({ dir });
      const [newest] = (await setup.client.states.versions('s')).items;
      expect(newest?.serial).toBeGreaterThanOrEqual(saved);
      expect(newest?.serial).toBeLessThanOrEqual(serial);
      expect(await setup.client.states.lock('s')).toMatchObject({ id: 'mine' });
      serial = newest?.serial ?? 0;
    }
    await using setup = setUp({ dir });
    for (const token of voided)
      await expect(setup.client.create('ztc_vpc', VPC, { token })).rejects.toThrow('VOID');
  });
});

describe('two processes over one folder', () => {
  it('keep ids, addresses and the audit trail right', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-two-'));
    const servers = [await serve(dir), await serve(dir)];
    const made = await Promise.all(
      servers.flatMap(({ client }, server) =>
        Array.from({ length: 60 }, (_, at) =>
          client.create('ztc_eip', { site: 'bj-aw', bandwidth_mbps: 5 }, { token: `${server}-${at % 50}` }),
        ),
      ),
    );
    const distinct = new Map(made.map(({ object }) => [object.id, object.attributes.address]));
    expect(distinct.size).toBe(100);
    expect(new Set(distinct.values()).size).toBe(100);
    // A token is good in either process.
    const again = await servers[1]?.client.create(
      'ztc_eip',
      { site: 'bj-aw', bandwidth_mbps: 5 },
      { token: '0-7' },
    );
    expect(again?.replayed).toBe(true);
    for (const { child, client } of servers) {
      await client.close();
      child.kill('SIGKILL');
    }
    await using setup = setUp({ dir });
    expect(await setup.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
  });
});
