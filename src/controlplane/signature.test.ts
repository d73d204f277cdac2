import { describe, expect, it } from 'vitest';
import type { ApiRequest, ControlPlane, KeyPair } from './api.ts';
import { signed } from './signature.ts';
import { ManualClock, setUp, VPC } from './testing.ts';

const clock = new ManualClock();
let nonces = 0;

function request(
  key: KeyPair,
  change: Partial<ApiRequest> = {},
  when: { date?: string; nonce?: string } = {},
): ApiRequest {
  nonces += 1;
  const plain = {
    method: 'POST',
    path: '/v1/ztc_vpc',
    query: '',
    body: JSON.stringify({ attributes: VPC }),
    ...change,
    headers: { host: 'h', 'idempotency-key': `t${nonces}`, ...change.headers },
  };
  const { date = new Date(clock.now()).toISOString(), nonce = `nonce-${nonces}-abcdef` } = when;
  return { ...plain, headers: signed(plain, key, { date, nonce }) };
}

async function codeOf(controlPlane: ControlPlane, sent: ApiRequest): Promise<string> {
  const answer = await controlPlane.handle(sent);
  const body = JSON.parse(answer.body) as { error?: { code: string } };
  return body.error?.code ?? String(answer.status);
}

describe('request signature', () => {
  it('accepts what is signed, with a query in any order of writing', async () => {
    await using setup = setUp({ wallClock: clock });
    const { controlPlane } = setup;
    const key = controlPlane.credentials.tenant;
    expect(await codeOf(controlPlane, request(key))).toBe('200');
    const sent = request(key, { method: 'GET', query: 'limit=10&cursor=', body: '' });
    const list = { ...sent, query: 'cursor&limit=%31%30' };
    expect(await codeOf(controlPlane, { ...list, query: 'limit=10' })).toBe('ZTC-API-SIGNATURE_MISMATCH');
    expect(await codeOf(controlPlane, list)).toBe('ZTC-API-INVALID_CURSOR');
  });

  const wrongKey = { accessKey: '', secretKey: 'not-the-secret' };
  const changes: readonly (readonly [string, string, (sent: ApiRequest, key: KeyPair) => ApiRequest])[] = [
    ['no signature', 'ZTC-API-UNSIGNED', (sent) => ({ ...sent, headers: { host: 'h' } })],
    ['other method', 'ZTC-API-SIGNATURE_MISMATCH', (sent) => ({ ...sent, method: 'PUT' })],
    ['other path', 'ZTC-API-SIGNATURE_MISMATCH', (sent) => ({ ...sent, path: '/v1/ztc_eip' })],
    ['query added', 'ZTC-API-SIGNATURE_MISMATCH', (sent) => ({ ...sent, query: 'x=1' })],
    ['body altered', 'ZTC-API-BODY_ALTERED', (sent) => ({ ...sent, body: `${String(sent.body)} ` })],
    ['token altered', 'ZTC-API-SIGNATURE_MISMATCH', (sent) => header(sent, 'idempotency-key', 'other')],
    ['unsigned revision added', 'ZTC-API-MALFORMED_SIGNATURE', (sent) => header(sent, 'if-match', '"1"')],
    ['host altered', 'ZTC-API-SIGNATURE_MISMATCH', (sent) => header(sent, 'host', 'elsewhere')],
    ['nonce altered', 'ZTC-API-SIGNATURE_MISMATCH', (sent) => header(sent, 'x-ztc-nonce', 'another-nonce-1')],
    [
      'body hash altered',
      'ZTC-API-SIGNATURE_MISMATCH',
      (sent) => header(sent, 'x-ztc-content-sha256', '0'.repeat(64)),
    ],
    [
      'wrong secret',
      'ZTC-API-SIGNATURE_MISMATCH',
      (_, key) => request({ ...wrongKey, accessKey: key.accessKey }),
    ],
    ['unknown key', 'ZTC-API-UNKNOWN_ACCESS_KEY', () => request({ ...wrongKey, accessKey: 'ZTAKnobody' })],
    ['too old', 'ZTC-API-REQUEST_EXPIRED', (_, key) => request(key, {}, { date: at(-16) })],
    ['too far ahead', 'ZTC-API-REQUEST_EXPIRED', (_, key) => request(key, {}, { date: at(16) })],
    ['no date', 'ZTC-API-MALFORMED_SIGNATURE', (_, key) => request(key, {}, { date: 'now' })],
    [
      'signature cut',
      'ZTC-API-MALFORMED_SIGNATURE',
      (sent) => header(sent, 'authorization', (sent.headers.authorization ?? '').slice(0, -1)),
    ],
    [
      'fewer signed headers',
      'ZTC-API-MALFORMED_SIGNATURE',
      (sent) => header(sent, 'authorization', (sent.headers.authorization ?? '').replace(';x-ztc-nonce', '')),
    ],
  ];

  it.each(changes)('refuses: %s', async (_name, code, change) => {
    await using setup = setUp({ wallClock: clock });
    const key = setup.controlPlane.credentials.tenant;
    expect(await codeOf(setup.controlPlane, change(request(key), key))).toBe(code);
    expect((await setup.client.list('ztc_vpc').catch(() => ({ items: [] }))).items).toEqual([]);
  });

  it('refuses a replay, and what was signed before the service started', async () => {
    await using setup = setUp({ wallClock: clock });
    const { controlPlane } = setup;
    const sent = request(controlPlane.credentials.tenant);
    expect(await codeOf(controlPlane, sent)).toBe('200');
    expect(await codeOf(controlPlane, sent)).toBe('ZTC-API-REQUEST_REPLAYED');
    const earlier = request(controlPlane.credentials.tenant, {}, { date: at(-1) });
    expect(await codeOf(controlPlane, earlier)).toBe('ZTC-API-REQUEST_EXPIRED');
  });

  it('goes on when the clock is set back', async () => {
    const jumping = new ManualClock();
    await using setup = setUp({ wallClock: jumping });
    const { tenant } = setup.controlPlane.credentials;
    await setup.controlPlane.handle(request(tenant));
    jumping.advance(-3600);
    const date = new Date(jumping.now() - 5).toISOString();
    expect(await codeOf(setup.controlPlane, request(tenant, {}, { date }))).toBe('200');
  });

  it('keeps operator doors from tenants', async () => {
    await using setup = setUp({ wallClock: clock });
    const sent = request(setup.controlPlane.credentials.tenant, { path: '/_ztc/reset', body: '{}' });
    expect(await codeOf(setup.controlPlane, sent)).toBe('ZTC-API-OPERATOR_ONLY');
  });
});

function at(minutes: number): string {
  return new Date(clock.now() + minutes * 60_000).toISOString();
}

function header(sent: ApiRequest, name: string, value: string): ApiRequest {
  return { ...sent, headers: { ...sent.headers, [name]: value } };
}
