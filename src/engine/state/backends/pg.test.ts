import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AUTHORITY } from '../../../../test/support/certificates.ts';
import { PASSWORD, Postgres } from '../../../../test/support/postgres.ts';
import type { Type } from '../../../values/type.ts';
import { str } from '../../../values/value.ts';
import { EMPTY_STATE, type State } from '../model.ts';
import type { StateStorage } from '../storage.ts';
import { openRemoteStorage } from './open.ts';
import { connectionOf } from './pg-connection.ts';
import { BackendSettings, type Env } from './settings.ts';

const noTypes = (): Type | undefined => undefined;
const saying = (text: string): State => ({
  ...EMPTY_STATE,
  lineage: 'l',
  outputs: new Map([['o', { value: str(text), sensitive: false }]]),
});

describe('a state in a database', () => {
  let database: Postgres;
  let schemas = 0;
  let schema: string;
  beforeAll(async () => {
    database = await Postgres.start();
  });
  afterAll(() => database[Symbol.asyncDispose]());
  beforeEach(() => {
    schema = `Schema "${++schemas}"`;
  });

  function storage(settings: Record<string, string | boolean> = {}, workspace = 'default'): StateStorage {
    const found = openRemoteStorage(
      {
        type: 'pg',
        settings: { conn_str: database.url, schema_name: schema, ...settings },
        env: {},
        where: {},
      },
      { workspace, newLineage: () => 'new' },
    );
    if (!found) throw new Error('pg is a backend');
    return found;
  }
  const schemasThere = async (): Promise<number> =>
    (await database.query('SELECT FROM information_schema.schemata WHERE schema_name = $1', [schema])).length;

  test('a reader makes nothing, the first writer makes the tables', async () => {
    expect(await storage().read()).toEqual(EMPTY_STATE);
    expect(await storage().locks?.holder()).toBeUndefined();
    expect(await schemasThere()).toBe(0);
    expect(await storage().write(saying('a'), noTypes)).toMatchObject({ serial: 1 });
    expect((await storage().read()).outputs.get('o')?.value.raw).toBe('a');
    expect((await storage().write(saying('a'), noTypes)).serial).toBe(1);
    expect((await storage().write(saying('b'), noTypes)).serial).toBe(2);
  });

  test('workspaces are rows', async () => {
    await storage().write(saying('a'), noTypes);
    await storage({}, 'other').write(saying('b'), noTypes);
    expect((await storage().read()).outputs.get('o')?.value.raw).toBe('a');
    expect((await storage({}, 'other').read()).outputs.get('o')?.value.raw).toBe('b');
  });

  test('many first writers at once', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, i) => {
        const own = storage();
        const release = await own.lock('apply');
        await own.write(saying(String(i)), noTypes);
        await release();
      }),
    );
    const reasons = all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(reasons.length).toBeLessThan(8);
    for (const reason of reasons) expect(reason).toContain('ZTC-E-STATE-LOCKED');
    expect((await storage().read()).serial).toBe(8 - reasons.length);
  });

  test('the lock names its holder, before and after the row is made', async () => {
    const named = new RegExp(`ZTC-E-STATE-LOCKED .*apply by .* process ${process.pid} .*connection \\d+`);
    const one = storage();
    const release = await one.lock('apply');
    await expect(storage().lock('apply')).rejects.toThrow(named);
    await one.write(saying('a'), noTypes);
    await expect(storage().lock('apply')).rejects.toThrow(named);
    expect(await storage().locks?.holder()).toMatchObject({ alive: true });
    await release();
    const again = await storage().lock('plan');
    await expect(storage().lock('apply')).rejects.toThrow(/plan by/);
    await again();
    expect(await storage().locks?.holder()).toBeUndefined();
  });

  test('nothing is written when the connection of the lock has ended', async () => {
    const one = storage();
    const release = await one.lock('apply');
    await one.write(saying('a'), noTypes);
    const holder = await storage().locks?.holder();
    await database.query('SELECT pg_terminate_backend($1)', [holder?.id]);
    await expect(one.write(saying('b'), noTypes)).rejects.toThrow('ZTC-E-STATE-LOCK-LOST');
    expect(() => one.checkLock?.()).toThrow('ZTC-E-STATE-LOCK-LOST');
    await release();
    one.checkLock?.();
    expect((await storage().read()).outputs.get('o')?.value.raw).toBe('a');
    await (await storage().lock('apply'))();
  });

  test('a role that may not make schemas uses the one that is there', async () => {
    await storage().write(saying('a'), noTypes);
    const name = schema.replaceAll('"', '""');
    await database.query(`CREATE ROLE little${schemas} LOGIN PASSWORD 'p'`);
    await database.query(`GRANT USAGE ON SCHEMA "${name}" TO little${schemas}`);
    await database.query(`GRANT ALL ON "${name}".states TO little${schemas}`);
    await database.query(`GRANT USAGE ON SEQUENCE public.global_states_id_seq TO little${schemas}`);
    const little = database.url.replace(/\/\/.*@/, `//little${schemas}:p@`);
    const skipping = { conn_str: little, skip_table_creation: true, skip_index_creation: true };
    expect((await storage(skipping).write(saying('b'), noTypes)).serial).toBe(2);
  });

  test('connections are encrypted, to whom it is asked with a certificate', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-authority-'));
    try {
      const file = join(dir, 'ca.pem');
      writeFileSync(file, AUTHORITY);
      const by = (mode: string, host = '127.0.0.1'): StateStorage =>
        storage({ conn_str: database.url.replace('sslmode=disable', mode).replace('127.0.0.1', host) });
      for (const mode of [
        'sslmode=require',
        `sslrootcert=${file}`,
        `sslmode=verify-full&sslrootcert=${file}`,
      ])
        expect(await by(mode).read()).toEqual(EMPTY_STATE);
      await expect(by('sslmode=verify-full').read()).rejects.toThrow(/ZTC-E-STATE-IO .*certificate/);
      const elsewhere = `sslmode=verify-full&sslrootcert=${file}`;
      await expect(by(elsewhere, 'localhost').read()).rejects.toThrow(/ZTC-E-STATE-IO .*altnames/);
      expect(await by(elsewhere.replace('full', 'ca'), 'localhost').read()).toEqual(EMPTY_STATE);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test('errors say what is wrong, without the password', async () => {
    const wrong = storage({ conn_str: database.url.replace(PASSWORD, 'geheim') });
    const error = await wrong.read().catch(String);
    expect(error).toMatch(/ZTC-E-STATE-IO .*password authentication failed/);
    expect(error).not.toContain('geheim');
    const absent = storage({ conn_str: 'host=127.0.0.1 port=1 user=u password=geheim sslmode=disable' });
    await expect(absent.read()).rejects.toThrow(/ZTC-E-STATE-IO .*127.0.0.1:1/);
  });
});

describe('connection strings', () => {
  const connection = (conn: string | undefined, env: Env = {}) =>
    connectionOf(
      new BackendSettings(
        { type: 'pg', settings: conn === undefined ? {} : { conn_str: conn }, env, where: {} },
        ['conn_str'],
      ),
    );

  test('an address, or pairs', () => {
    const expected = { host: 'db', port: 6000, user: 'me', password: 'a b', database: 'states', ssl: false };
    const { config, text } = connection('postgres://me:a%20b@db:6000/states?sslmode=disable');
    expect(config).toMatchObject(expected);
    expect(text).toBe('postgres://db:6000/states');
    const pairs = "host=db port=6000 user = me password='a b' dbname=states sslmode=disable";
    expect(connection(pairs).config).toMatchObject(expected);
    expect(connection(String.raw`password='it\'s \\'`).config.password).toBe(String.raw`it's \ `.trim());
  });

  test('variables stand for what is not said', () => {
    const env = { PGHOST: 'other', PGUSER: 'you', PGPASSWORD: 'p', PGDATABASE: 'd', PGSSLMODE: 'disable' };
    expect(connection('host=db', env).config).toMatchObject({ host: 'db', user: 'you', password: 'p' });
    expect(connection(undefined, { ...env, PG_CONN_STR: 'postgres://h/x' }).config).toMatchObject({
      host: 'h',
      database: 'x',
      user: 'you',
    });
  });

  test('connections are encrypted unless that is not wanted', () => {
    expect(connection('host=db').config.ssl).toMatchObject({ rejectUnauthorized: false });
    expect(connection('host=db sslmode=verify-full').config.ssl).toEqual({ rejectUnauthorized: true });
    expect(connection('host=/run/postgresql').config.ssl).toBe(false);
  });

  test.each([
    ['host', 'neither an address nor'],
    ['host=db sslmode=perhaps', 'sslmode'],
    ['host=db port=0', 'port'],
    ['host=db search_path=x', 'search_path'],
    ['host=db sslrootcert=/nowhere', 'cannot be read'],
  ])('refuses %s', (conn, message) => {
    expect(() => connection(conn)).toThrow(new RegExp(`ZTC-E-BACKEND-SETTING .*${message}`));
  });
});
