import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ControlPlaneClient } from '../client/client.ts';
import { connectEmbedded } from '../client/connect.ts';
import { ApiError } from '../client/error.ts';
import { serve } from './serve.testing.ts';
import { createControlPlane } from './server.ts';
import { SqliteStore } from './store/sqlite.ts';
import { refusal, setUp, VPC } from './testing.ts';

const folders: string[] = [];
const mounts: string[] = [];
const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'ztc-disk-'));
  folders.push(dir);
  return dir;
};
afterAll(() => {
  for (const dir of mounts) spawnSync('umount', [dir]);
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

/** Makes objects, eight at a time, until one is refused; gives the ids that were acknowledged and the refusals. */
async function fill(client: ControlPlaneClient, tag: string, most = 5000) {
  const acknowledged = new Map<string, string>();
  const refusals: ApiError[] = [];
  let next = 0;
  const writer = async (): Promise<void> => {
    while (refusals.length === 0 && next < most) {
      next += 1;
      const token = `${tag}-${next}`;
      try {
        const body = { ...VPC, name: token };
        acknowledged.set(token, (await client.create('ztc_vpc', body, { token })).object.id);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        refusals.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  const tokens = Array.from({ length: next }, (_, at) => `${tag}-${at + 1}`);
  return { acknowledged, refusals, open: tokens.filter((token) => !acknowledged.has(token)) };
}

async function expectAllThere(
  client: ControlPlaneClient,
  acknowledged: ReadonlyMap<string, string>,
): Promise<void> {
  const found = await client.readMany('ztc_vpc', [...acknowledged.values()]);
  expect(found.size).toBe(acknowledged.size);
  for (const [token, id] of acknowledged) expect(found.get(id)?.attributes.name).toBe(token);
}

describe('a full disk', () => {
  it('refuses what does not fit, acknowledges nothing of it, goes on reading, and writes again when there is room', async () => {
    const dir = folder();
    const store = new SqliteStore(dir, { maxPages: 120 });
    const controlPlane = createControlPlane({ dir, store });
    const client = connectEmbedded(controlPlane, { attempts: 1 });
    const { acknowledged, refusals } = await fill(client, 'a');
    for (const error of refusals) {
      expect([error.code, error.status]).toEqual(['ZTC-API-STORE_FULL', 507]);
      expect(error.details.uncertain).toBeUndefined();
    }
    expect(acknowledged.size).toBeGreaterThan(10);
    await expectAllThere(client, acknowledged);
    const listed = await client.list('ztc_vpc', { limit: 200 });
    expect(listed.items).toHaveLength(Math.min(200, acknowledged.size));
    // A group that does not fit may leave room for a single one, but not for ever.
    const [last] = (await fill(client, 'b')).refusals;
    expect(last?.code).toBe('ZTC-API-STORE_FULL');
    // Room is made without a restart.
    store.allow(1000);
    expect((await fill(client, 'c', 20)).refusals).toEqual([]);
    expect(await client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
    await controlPlane.close();
  });

  const mounted = mountSmall();
  it.skipIf(!mounted.dir)('of a real file system does the same', async () => {
    const dir = join(mounted.dir ?? '', 'data');
    const ballast = join(mounted.dir ?? '', 'ballast');
    mkdirSync(dir);
    writeFileSync(ballast, Buffer.alloc(1_000_000));
    await using setup = setUp({ dir });
    const { acknowledged, refusals } = await fill(setup.client, 'a');
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['ZTC-API-STORE_FULL']));
    await expectAllThere(setup.client, acknowledged);
    rmSync(ballast);
    const more = await fill(setup.client, 'b', 50);
    expect(more.refusals).toEqual([]);
    await using again = setUp({ dir });
    await expectAllThere(again.client, new Map([...acknowledged, ...more.acknowledged]));
    expect(await again.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
  });
});

/** A file system of its own that is small; only root can have one, and not in every container. */
function mountSmall(): { readonly dir?: string } {
  const dir = folder();
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', dir], {
    encoding: 'utf8',
  });
  if (status === 0) {
    mounts.push(dir);
    return { dir };
  }
  console.info(`the test on a small file system is left out: ${stderr?.trim() || 'there is no mount'}`);
  return {};
}

describe('an I/O error', () => {
  it('ends all service at once; after a restart everything acknowledged is there', async () => {
    const dir = folder();
    const first = await serve(dir, { blocks: 1500 });
    const { acknowledged, refusals, open } = await fill(first.client, 'a');
    expect(acknowledged.size).toBeGreaterThan(10);
    for (const error of refusals) {
      expect([error.code, error.status]).toEqual(['ZTC-API-STORE_FAILED', 503]);
      expect(error.details.uncertain).toBe(true);
    }
    for (const asked of [
      first.client.create('ztc_vpc', VPC, { token: 'later' }),
      first.client.list('ztc_vpc'),
    ])
      expect((await refusal(asked)).code).toBe('ZTC-API-STORE_FAILED');
    first.child.kill('SIGKILL');
    await first.client.close();
    await using after = setUp({ dir });
    await expectAllThere(after.client, acknowledged);
    expect(await after.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
    // What was not acknowledged is there or not, and its token tells which.
    expect(open).toHaveLength(refusals.length);
    for (const token of open) {
      const done = await after.client.settle('create', token);
      if (done) expect((await after.client.read('ztc_vpc', done.object.id))?.attributes.name).toBe(token);
      else expect((await refusal(after.client.create('ztc_vpc', VPC, { token }))).code).toMatch(/VOID/);
    }
  });
});

describe('a folder that cannot be used', () => {
  it('is said to be so, and why', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => createControlPlane({ dir: file })).toThrow(/ZTC-API-STORE_UNUSABLE.*file/);
    const broken = folder();
    writeFileSync(join(broken, 'controlplane.sqlite'), 'this is no database, '.repeat(100));
    expect(() => createControlPlane({ dir: broken })).toThrow(/ZTC-API-STORE_UNUSABLE.*not a database/);
    const keys = folder();
    writeFileSync(join(keys, 'credentials.json'), '{');
    expect(() => createControlPlane({ dir: keys })).toThrow(/ZTC-API-STORE_UNUSABLE.*JSON/);
  });
});

describe('group commit', () => {
  it('makes few flushes of many writes that come together', async () => {
    const commits: number[] = [];
    const store = new SqliteStore(folder(), { onCommit: (writes) => commits.push(writes) });
    const controlPlane = createControlPlane({ dir: ':memory:', store });
    const client = connectEmbedded(controlPlane, { concurrency: 64 });
    await client.meta();
    commits.length = 0;
    const tokens = Array.from({ length: 64 }, (_, at) => `t${at}`);
    await Promise.all(tokens.map((token) => client.create('ztc_vpc', VPC, { token })));
    expect(commits.reduce((sum, writes) => sum + writes, 0)).toBe(64);
    expect(commits.length).toBeLessThanOrEqual(8);
    await controlPlane.close();
  });
});
