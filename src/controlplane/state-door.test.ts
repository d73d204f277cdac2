import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../client/client.ts';
import { connectEmbedded } from '../client/connect.ts';
import type { ApiResponse } from './api.ts';
import { listen } from './listen.ts';
import { factsOf, withSerial } from './mutate/state-text.ts';
import { ManualClock, refusal, type Setup, setUp } from './testing.ts';

const basic = ({ accessKey, secretKey }: { accessKey: string; secretKey: string }): string =>
  `Basic ${Buffer.from(`${accessKey}:${secretKey}`).toString('base64')}`;

interface Visit {
  readonly query?: string;
  readonly headers?: Record<string, string>;
}

/** Requests as Terraform sends them. */
function visitor(setup: Setup, name = 'team/prod', key = setup.controlPlane.credentials.tenant) {
  return (method: string, body: string | JsonObject = '', { query = '', headers = {} }: Visit = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return setup.controlPlane.handle({
      method,
      path: `/state/${name}`,
      query,
      headers: { host: 'x', authorization: basic(key), ...headers },
      body: text,
    });
  };
}

const state = (serial: number, more: JsonObject = {}): JsonObject => ({
  version: 4,
  serial,
  lineage: 'l',
  resources: [],
  ...more,
});
const info = (id: string, more: JsonObject = {}): JsonObject => ({
  ID: id,
  Operation: 'OperationTypeApply',
  Who: `${id}@host`,
  Created: '2026-11-22T00:00:00Z',
  ...more,
});
const under = (id: string): Visit => ({ query: `ID=${id}` });
const codeOf = ({ body }: ApiResponse): unknown =>
  (JSON.parse(body) as { error: { code: string } }).error.code;

describe('a state', () => {
  it('is there byte by byte as it was sent, and not there before', async () => {
    await using setup = setUp();
    const visit = visitor(setup);
    expect((await visit('GET')).status).toBe(404);
    const text = `{ "serial": 1,\n "lineage":"l", "big": 12345678901234567890.10, "a": "\\u0041é" }\n`;
    expect((await visit('POST', text)).status).toBe(200);
    const answer = await visit('GET');
    expect(answer.body).toBe(text);
    expect(answer.headers['content-md5']).toBe(createHash('md5').update(text).digest('base64'));
    expect((await visit('HEAD')).status).toBe(200);
    expect((await visit('OPTIONS')).headers.allow).toContain('UNLOCK');
  });

  it('is taken only whole and only when it is one', async () => {
    await using setup = setUp();
    const visit = visitor(setup);
    const wrong = { headers: { 'content-md5': createHash('md5').update('x').digest('base64') } };
    for (const [body, more] of [
      [state(1), wrong],
      ['{', {}],
      ['', {}],
      ['[]', {}],
      ['{"serial":"1","lineage":"l"}', {}],
      ['{"serial":-1,"lineage":"l"}', {}],
      ['{"serial":1}', {}],
    ] as const)
      expect((await visit('POST', body, more)).status).toBe(400);
    expect((await visit('GET')).status).toBe(404);
  });

  it('follows from the one before', async () => {
    await using setup = setUp();
    const visit = visitor(setup);
    await visit('POST', state(5));
    for (const next of [state(4), state(6, { lineage: 'other' }), state(5, { resources: [1] })])
      expect(codeOf(await visit('POST', next))).toBe('ZTC-API-STATE_CONFLICT');
    // A request that is repeated because its answer was lost changes nothing.
    expect((await visit('POST', state(5))).status).toBe(200);
    expect((await visit('POST', state(9))).status).toBe(200);
    const { items } = await setup.client.states.versions('team/prod');
    expect(items.map(({ version, serial }) => [version, serial])).toEqual([
      [2, 9],
      [1, 5],
    ]);
  });

  it('can be deleted, stays in the history, and may begin anew', async () => {
    await using setup = setUp();
    const visit = visitor(setup);
    await visit('POST', state(5));
    expect((await visit('DELETE')).status).toBe(200);
    expect((await visit('DELETE')).status).toBe(200);
    expect((await visit('GET')).status).toBe(404);
    expect((await setup.client.states.list()).items).toMatchObject([{ deleted: true, version: 2 }]);
    expect((await visit('POST', state(1, { lineage: 'new' }))).status).toBe(200);
    await setup.client.states.restore('team/prod', 1);
    expect(JSON.parse((await visit('GET')).body)).toEqual(state(5));
  });

  it('belongs to an account', async () => {
    await using setup = setUp();
    await visitor(setup)('POST', state(1));
    const made = await setup.client.operate('POST', 'accounts', { account_id: 'other' });
    const key = { accessKey: String(made.access_key), secretKey: String(made.secret_key) };
    const theirs = visitor(setup, 'team/prod', key);
    expect((await theirs('GET')).status).toBe(404);
    expect((await theirs('LOCK', info('b'))).status).toBe(200);
    expect((await visitor(setup)('LOCK', info('a'))).status).toBe(200);
    const client = connectEmbedded(setup.controlPlane, { key, attempts: 1 });
    expect((await client.states.list()).items).toEqual([]);
    expect((await refusal(client.states.versions('team/prod'))).code).toBe('ZTC-API-NOT_FOUND');
  });

  it('is shown to nobody without the password, and to no operator', async () => {
    await using setup = setUp();
    const { tenant, operator } = setup.controlPlane.credentials;
    const none = await visitor(setup)('GET', '', { headers: { authorization: '' } });
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Basic realm="ztc"']);
    for (const key of [
      { ...tenant, secretKey: 'ü'.repeat(32) },
      { accessKey: 'nobody', secretKey: tenant.secretKey },
    ])
      expect((await visitor(setup, 'a', key)('GET')).status).toBe(403);
    expect(codeOf(await visitor(setup, 'a', operator)('GET'))).toBe('ZTC-API-TENANT_ONLY');
    const elsewhere = { method: 'GET', path: '/v1/meta', query: '', body: '' };
    const headers = { host: 'x', authorization: basic(tenant) };
    expect((await setup.controlPlane.handle({ ...elsewhere, headers })).status).toBe(401);
  });

  it.each(['', '..', 'a/../b', './a', 'a//b', 'a/', '/a', 'a b', 'ä', 'x'.repeat(257)])(
    'is not called %j',
    async (name) => {
      await using setup = setUp();
      expect(codeOf(await visitor(setup, name)('GET'))).toBe('ZTC-API-UNKNOWN_ROUTE');
    },
  );

  it('may be larger than other requests', async () => {
    await using setup = setUp();
    const listener = await listen(setup.controlPlane);
    const url = `${listener.endpoint}/state/big`;
    const headers = { authorization: basic(setup.controlPlane.credentials.tenant) };
    const body = JSON.stringify(state(1, { filler: 'x'.repeat(5_000_000) }));
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
    expect(await (await fetch(url, { headers })).text()).toBe(body);
    expect((await fetch(url, { method: 'LOCK', headers, body })).status).toBe(413);
    expect((await fetch(url, { method: 'HEAD', headers })).status).toBe(200);
    expect((await fetch(url, { method: 'OPTIONS', headers })).status).toBe(204);
    await listener.close();
  });
});

describe('history', () => {
  it('keeps the last hundred versions with who and when, and pages through them', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock });
    const { states } = setup.client;
    const visit = visitor(setup);
    await visit('LOCK', info('a'));
    for (let serial = 1; serial <= 105; serial += 1) await visit('POST', state(serial), under('a'));
    const newest = await states.versions('team/prod', { limit: 60 });
    const rest = await states.versions('team/prod', { limit: 60, cursor: newest.cursor ?? '' });
    const all = [...newest.items, ...rest.items];
    expect(all.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, at) => 105 - at));
    expect(all[0]).toMatchObject({ who: 'a@host', lineage: 'l', at: '2026-01-05T00:00:00.000Z' });
    expect(rest.cursor).toBeUndefined();
    expect(await states.content('team/prod', 50)).toBe(JSON.stringify(state(50)));
    expect((await refusal(states.content('team/prod', 5))).code).toBe('ZTC-API-NOT_FOUND');
    expect((await states.list()).items).toMatchObject([{ name: 'team/prod', version: 105 }]);
  });

  it('comes back as the newest version, audited, and never into a run of somebody else', async () => {
    await using setup = setUp();
    const { client } = setup;
    const visit = visitor(setup);
    await visit('POST', state(1, { resources: ['old', { serial: 77 }] }));
    await visit('POST', state(2));
    await visit('LOCK', info('a'));
    const locked = await refusal(client.states.restore('team/prod', 1));
    expect([locked.code, locked.status]).toEqual(['ZTC-API-STATE_LOCKED', 423]);
    expect(locked.message).toContain('a@host');
    const restored = await client.states.restore('team/prod', 1, 'a');
    expect(restored).toMatchObject({ version: 3, serial: 3 });
    expect(JSON.parse((await visit('GET')).body)).toEqual(state(3, { resources: ['old', { serial: 77 }] }));
    expect((await client.audit()).items).toMatchObject([{ action: 'restore', resourceId: 'team/prod' }]);
    expect((await visit('POST', state(4), under('a'))).status).toBe(200);
    expect((await refusal(client.states.restore('team/prod', 99, 'a'))).status).toBe(404);
  });

  it('has serials replaced in the text and nowhere else in it', () => {
    const text = '{"a":{"serial":1},"s":"\\"serial\\":2","serial" : 3 ,"x":[{"serial":4}],"n":1.10}';
    expect(withSerial(text, 12)).toBe(text.replace('"serial" : 3', '"serial" : 12'));
    expect(factsOf(Buffer.from('{"serial":3,"lineage":""}'))).toEqual({ serial: 3, lineage: '' });
  });
});

describe('a lock', () => {
  it('keeps everybody else out and tells them who holds it', async () => {
    await using setup = setUp();
    const visit = visitor(setup);
    expect((await visit('LOCK', info('a'))).headers['x-ztc-lock-ttl']).toBeUndefined();
    for (const request of [
      visit('LOCK', info('b')),
      visit('POST', state(1)),
      visit('POST', state(1), under('b')),
      visit('DELETE'),
      visit('UNLOCK', info('b')),
    ]) {
      const { status, body } = await request;
      expect([status, JSON.parse(body)]).toEqual([423, info('a')]);
    }
    expect((await visit('LOCK', info('a'))).status).toBe(200);
    expect((await visit('POST', state(1), under('a'))).status).toBe(200);
    expect((await visit('GET')).status).toBe(200);
    expect((await visit('UNLOCK', info('a'))).status).toBe(200);
    expect((await visit('UNLOCK', info('a'))).status).toBe(200);
    // Whoever thinks that it holds a lock which it has lost writes nothing.
    expect(codeOf(await visit('POST', state(2), under('a')))).toBe('ZTC-API-STATE_LOCK_LOST');
    expect((await visit('LOCK', info('b'))).status).toBe(200);
  });

  it('is removed by force: by an empty UNLOCK as Terraform sends it, or by a signed request; audited', async () => {
    await using setup = setUp();
    const { states } = setup.client;
    const visit = visitor(setup);
    expect(await states.lock('team/prod')).toBeNull();
    await visit('LOCK', info('a'));
    expect(await states.lock('team/prod')).toMatchObject({ id: 'a', who: 'a@host', info: info('a') });
    expect((await visit('UNLOCK')).status).toBe(200);
    await visit('LOCK', info('b'));
    expect(await states.unlock('team/prod')).toBe(true);
    expect(await states.unlock('team/prod')).toBe(false);
    const { items } = await setup.client.audit();
    expect(items.map(({ action, changes }) => [action, changes])).toEqual([
      ['unlock', { lock: info('a') }],
      ['unlock', { lock: info('b') }],
    ]);
    expect(await setup.client.operate('GET', 'audit/verify')).toMatchObject({ whole: true });
  });

  const UNFIT: readonly JsonObject[] = [
    { TTLSeconds: 0 },
    { TTLSeconds: 1.5 },
    { TTLSeconds: '60' },
    { TTLSeconds: 1e6 },
    { ID: '' },
  ];
  it.each(UNFIT)('is not made of %j', async (more) => {
    await using setup = setUp();
    expect((await visitor(setup)('LOCK', info('a', more))).status).toBe(400);
  });

  it('that is renewed lives on, and runs out when nobody does', async () => {
    const monotonic = new ManualClock(0);
    const clock = new ManualClock();
    await using setup = setUp({ monotonic, clock, wallClock: { now: () => Date.now() } });
    const visit = visitor(setup);
    const first = await visit('LOCK', info('a', { TTLSeconds: 60 }));
    expect(first.headers['x-ztc-lock-ttl']).toBe('60');
    // The platform's clock, or the machine's, may be set: that ends nothing.
    clock.advance(24 * 3600);
    monotonic.advance(59);
    expect((await visit('LOCK', info('b'))).status).toBe(423);
    await visit('LOCK', info('a', { TTLSeconds: 60 }));
    monotonic.advance(59);
    expect((await visit('LOCK', info('b'))).status).toBe(423);
    monotonic.advance(1);
    // Nobody else wanted it, so its holder still has it.
    expect((await visit('POST', state(1), under('a'))).status).toBe(200);
    expect(await setup.client.states.lock('team/prod')).toMatchObject({ ttlSeconds: 60, expired: true });
    expect((await visit('LOCK', info('b'))).status).toBe(200);
    expect((await visit('LOCK', info('a', { TTLSeconds: 60 }))).status).toBe(423);
    expect((await visit('POST', state(2), under('a'))).status).toBe(423);
    // The lock of a client that says nothing of the kind never runs out.
    monotonic.advance(1e6);
    expect((await visit('LOCK', info('c'))).status).toBe(423);
  });

  it('has its full time again after a restart, and survives it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-locks-'));
    const monotonic = new ManualClock(0);
    {
      await using before = setUp({ dir, monotonic });
      await visitor(before)('LOCK', info('a', { TTLSeconds: 60 }));
      await visitor(before)('POST', state(1), under('a'));
      monotonic.advance(59);
    }
    await using after = setUp({ dir, monotonic });
    const visit = visitor(after);
    expect((await visit('LOCK', info('b'))).status).toBe(423);
    monotonic.advance(59);
    expect((await visit('LOCK', info('b'))).status).toBe(423);
    monotonic.advance(1);
    expect((await visit('LOCK', info('b'))).status).toBe(200);
    expect(JSON.parse((await visit('GET')).body)).toEqual(state(1));
  });

  it('goes to one of many', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-locks-'));
    await using one = setUp({ dir });
    await using two = setUp({ dir });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => visitor(at % 2 ? one : two)('LOCK', info(`i${at}`))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(19);
  });
});
