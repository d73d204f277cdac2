import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AUTHORITY, CLIENT } from '../../../../test/support/certificates.ts';
import { type Heard, StateServer } from '../../../../test/support/state-server.ts';
import type { Type } from '../../../values/type.ts';
import { str } from '../../../values/value.ts';
import { TestClock } from '../../testing/test-clock.ts';
import { EMPTY_STATE, type State } from '../model.ts';
import type { StateStorage } from '../storage.ts';
import { openRemoteStorage } from './open.ts';
import type { Env } from './settings.ts';

const noTypes = (): Type | undefined => undefined;
const saying = (text: string): State => ({
  ...EMPTY_STATE,
  lineage: 'l',
  outputs: new Map([['o', { value: str(text), sensitive: false }]]),
});

describe('a state on a server', () => {
  let server: StateServer;
  let clock: TestClock;
  beforeEach(async () => {
    server = await StateServer.start();
    clock = new TestClock();
  });
  afterEach(() => server[Symbol.asyncDispose]());

  function storage(settings: Record<string, string | number | boolean> = {}, env: Env = {}): StateStorage {
    const found = openRemoteStorage(
      {
        type: 'http',
        settings: {
          address: server.url,
          lock_address: server.url,
          unlock_address: server.url,
          retry_wait_min: 0,
          ...settings,
        },
        env,
        where: { file: 'main.tf', line: 3 },
      },
      { newLineage: () => 'new', clock },
    );
    if (!found) throw new Error('http is a backend');
    return found;
  }
  const asked = (): string[] =>
    server.heard.map(({ method, path }) => `${method} ${path.replace(/=.*/, '=')}`);
  const once = (wanted: string, disturbance: ReturnType<StateServer['disturb']>) => {
    let done = false;
    return ({ method }: Heard) => {
      if (done || method !== wanted) return undefined;
      done = true;
      return disturbance;
    };
  };

  test('is nothing, is written, is read; the same content is not written again', async () => {
    const one = storage();
    expect(await one.read()).toEqual(EMPTY_STATE);
    const release = await one.lock('apply');
    expect(await one.write(saying('a'), noTypes)).toMatchObject({ serial: 1, lineage: 'l' });
    expect((await one.write(saying('a'), noTypes)).serial).toBe(1);
    await release();
    expect(asked()).toEqual(['GET /state', 'LOCK /state', 'GET /state', 'POST /state?ID=', 'UNLOCK /state']);
    expect((await storage().read()).outputs.get('o')?.value.raw).toBe('a');
    expect((await storage().write(saying('b'), noTypes)).serial).toBe(2);
    const posted = server.heard.findLast(({ method }) => method === 'POST') as Heard;
    expect(posted.headers['content-md5']).toBe(createHash('md5').update(posted.body).digest('base64'));
    expect(server.states.get('/state')).toBe(posted.body);
  });

  test('gets a lineage when it has none, and one only', async () => {
    const one = storage();
    const first = await one.write({ ...saying('a'), lineage: '' }, noTypes);
    expect(first.lineage).toBe('new');
    expect(await one.write({ ...saying('a'), lineage: 'new' }, noTypes)).toEqual(first);
  });

  test('is what it is at the call: changes meanwhile come with the next write', async () => {
    const outputs = new Map(saying('early').outputs);
    const writing = storage().write({ ...saying(''), outputs }, noTypes);
    outputs.set('o', { value: str('late'), sensitive: false });
    await writing;
    expect(server.states.get('/state')).toContain('early');
  });

  test('names the holder of its lock, in the shape of Terraform', async () => {
    const release = await storage().lock('apply');
    const held = JSON.parse(server.locks.get('/state') as string);
    expect(held).toMatchObject({ Operation: 'OperationTypeApply', Version: 'ztc', TTLSeconds: 60, Path: '' });
    await expect(storage().lock('apply')).rejects.toThrow(
      new RegExp(
        `ZTC-E-STATE-LOCKED .*${held.Who} \\(process ${process.pid}, apply since ${held.Created}\\)`,
      ),
    );
    await release();
    await (await storage().lock('plan'))();
    expect(server.locks.size).toBe(0);
  });

  test.each([
    ['LOCK', { when: 'after', answer: 'hangup' }],
    ['LOCK', { when: 'before', answer: 503 }],
    ['POST', { when: 'after', answer: 'hangup' }],
    ['POST', { when: 'after', answer: 502 }],
    ['POST', { when: 'before', answer: 429 }],
    ['GET', { when: 'after', answer: 'hangup' }],
    ['UNLOCK', { when: 'before', answer: 500 }],
  ] as const)('a %s that is disturbed once (%o) is repeated', async (method, disturbance) => {
    server.disturb = once(method, disturbance);
    const one = storage();
    const release = await one.lock('apply');
    expect((await one.write(saying('a'), noTypes)).serial).toBe(1);
    await release();
    expect(server.heard.filter((heard) => heard.method === method).length).toBeGreaterThan(1);
    expect([...server.locks]).toEqual([]);
    expect((await storage().read()).serial).toBe(1);
  });

  test('asks again what is there after a write of which nobody knows', async () => {
    const one = storage({ retry_max: 0 });
    await one.write(saying('a'), noTypes);
    server.disturb = once('POST', { when: 'after', answer: 'hangup' });
    await expect(one.write(saying('b'), noTypes)).rejects.toThrow('ZTC-E-STATE-IO');
    expect((await one.write(saying('b'), noTypes)).serial).toBe(2);
    expect((await one.write(saying('c'), noTypes)).serial).toBe(3);
  });

  test('is not written by whoever has lost the lock', async () => {
    const one = storage();
    const release = await one.lock('apply');
    await one.write(saying('a'), noTypes);
    server.locks.set('/state', JSON.stringify({ ID: 'x', Who: 'somebody', Operation: 'OperationTypeApply' }));
    await expect(one.write(saying('b'), noTypes)).rejects.toThrow(/ZTC-E-STATE-LOCK-LOST .*somebody/);
    expect(server.states.get('/state')).toContain('"a"');
    expect(() => one.checkLock?.()).toThrow('ZTC-E-STATE-LOCK-LOST');
    await release();
    expect(server.heard.some(({ method }) => method === 'UNLOCK')).toBe(false);
  });

  test('renews a lock that the server lets expire, and notices when somebody else has it', async () => {
    const locked = () => server.heard.filter(({ method }) => method === 'LOCK').length;
    const one = storage();
    await (await one.lock('apply'))();
    clock.pass(60_000);
    expect(locked()).toBe(1);
    server.expiring = true;
    const release = await one.lock('apply');
    clock.pass(40_000);
    await expect.poll(locked).toBe(4);
    expect(new Set(server.heard.slice(-2).map(({ body }) => JSON.parse(body).ID)).size).toBe(1);
    server.locks.set('/state', JSON.stringify({ ID: 'x', Who: 'somebody' }));
    clock.pass(20_000);
    await expect.poll(() => one.write(saying('a'), noTypes).catch(String)).toMatch('not renewed in time');
    await release();
    clock.pass(60_000);
    expect(locked()).toBe(5);
    expect(server.locks.get('/state')).toContain('somebody');
  });

  test('a lock that nobody needs any more is ended by name', async () => {
    const one = storage();
    expect(await one.locks?.holder()).toBeUndefined();
    expect(server.locks.size).toBe(0);
    await storage().lock('apply');
    const holder = await one.locks?.holder();
    expect(holder).toMatchObject({ alive: undefined, text: expect.stringContaining('apply since') });
    if (holder) await one.locks?.remove(holder);
    expect(server.locks.size).toBe(0);
  });

  test('settings come from the configuration, else from variables', async () => {
    const env = {
      TF_HTTP_ADDRESS: 'http://127.0.0.1:1/never',
      TF_HTTP_UPDATE_METHOD: 'PUT',
      TF_HTTP_USERNAME: 'me',
      TF_HTTP_PASSWORD: 'pass:word',
    };
    await storage({}, env).write(saying('a'), noTypes);
    expect(asked()).toEqual(['GET /state', 'PUT /state']);
    expect(server.heard[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('me:pass:word').toString('base64')}`,
    );
  });

  test.each([
    [{ address: 'ftp://x' }, 'begins with http'],
    [{ adress: 'http://127.0.0.1' }, 'no setting "adress"'],
    [{ retry_max: -1 }, 'whole number'],
    [{ skip_cert_verification: 'perhaps' }, 'true or false'],
    [{ client_certificate_pem: 'x' }, 'need each other'],
  ])('refuses %o', (settings, message) => {
    expect(() => storage(settings)).toThrow(new RegExp(`ZTC-E-BACKEND-SETTING .*${message}.*main.tf:3`));
  });

  test.each([
    [401, 'does not accept the credentials'],
    [307, 'points to another address'],
    [500, 'status 500'],
  ])('an answer %i is an error that says so, without the password', async (answer, message) => {
    server.disturb = () => ({ when: 'before', answer });
    const { host, pathname } = new URL(server.url);
    const one = storage({ address: `http://me:geheim@${host}${pathname}` });
    const error = await one.read().catch(String);
    expect(error).toMatch(new RegExp(`ZTC-E-STATE-IO .*${message}`));
    expect(error).not.toContain('geheim');
    expect(one.location).not.toContain('geheim');
  });

  test('certificates are asked for, and shown', async () => {
    await using secure = await StateServer.start({ secure: true });
    const at = (settings: Record<string, string | boolean>): StateStorage =>
      storage({ address: secure.url, ...settings });
    const mine = { client_certificate_pem: CLIENT.cert, client_private_key_pem: CLIENT.key };
    await expect(at(mine).read()).rejects.toThrow(/ZTC-E-STATE-IO .*certificate/);
    expect(secure.heard).toEqual([]);
    expect(await at({ ...mine, skip_cert_verification: true }).read()).toEqual(EMPTY_STATE);
    await at({ ...mine, client_ca_certificate_pem: AUTHORITY }).write(saying('a'), noTypes);
    expect(secure.states.size).toBe(1);
    await expect(at({ client_ca_certificate_pem: AUTHORITY }).read()).rejects.toThrow('ZTC-E-STATE-IO');
  });

  test('a server that is not there is an error', async () => {
    const one = storage({ address: 'http://127.0.0.1:1/x', retry_max: 0 });
    await expect(one.read()).rejects.toThrow(/ZTC-E-STATE-IO .*127.0.0.1:1/);
  });
});
