import { describe, expect, it } from 'vitest';
import { connectEmbedded, connectHttp } from '../client/connect.ts';
import { listen } from './listen.ts';
import { refusal, setUp, VPC } from './testing.ts';

const KINDS = ['5xx', 'reset', 'throttle', 'delay'] as const;
const cases = (['before', 'after-commit'] as const).flatMap((when) => KINDS.map((kind) => ({ when, kind })));

describe('injected faults', () => {
  it.each(cases)('$kind $when: a client that retries makes one object', async ({ when, kind }) => {
    await using setup = setUp();
    const client = connectEmbedded(setup.controlPlane);
    await client.operate('POST', 'faults', {
      when,
      kind,
      times: 2,
      method: 'POST',
      type: 'ztc_vpc',
      delay_ms: 5,
      retry_after: 0,
    });
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    expect((await client.list('ztc_vpc')).items.map(({ id }) => id)).toEqual([object.id]);
    expect((await client.operate('GET', 'faults')).items).toMatchObject([{ hits: kind === 'delay' ? 1 : 2 }]);
  });

  it('reach over the wire as cut connections', async () => {
    await using setup = setUp();
    const listener = await listen(setup.controlPlane);
    const { tenant, operator } = setup.controlPlane.credentials;
    const client = connectHttp({ endpoint: listener.endpoint, key: tenant, operatorKey: operator });
    await client.operate('POST', 'faults', { when: 'after-commit', kind: 'reset', method: 'POST' });
    await client.create('ztc_vpc', VPC, { token: 'one' });
    expect((await client.list('ztc_vpc')).items).toHaveLength(1);
    await client.close();
    await listener.close();
  });

  it('are errors with a code when retries are used up', async () => {
    await using setup = setUp();
    await setup.client.operate('POST', 'faults', {
      when: 'before',
      kind: 'throttle',
      times: 9,
      retry_after: 7,
    });
    const error = await refusal(setup.client.list('ztc_vpc'));
    expect(error).toMatchObject({ code: 'ZTC-API-THROTTLED', status: 429, details: { retryAfter: 7 } });
    await setup.client.operate('DELETE', 'faults');
    await setup.client.list('ztc_vpc');
  });

  it('names an endpoint where nobody answers, and a key that is wrong', async () => {
    await using setup = setUp();
    const listener = await listen(setup.controlPlane);
    const { tenant } = setup.controlPlane.credentials;
    const wrong = connectHttp({ endpoint: listener.endpoint, key: { ...tenant, secretKey: 'x' } });
    expect((await refusal(wrong.meta())).code).toBe('ZTC-API-SIGNATURE_MISMATCH');
    await wrong.close();
    await listener.close();
    const nobody = connectHttp({ endpoint: listener.endpoint, key: tenant, attempts: 2 });
    const error = await refusal(nobody.meta());
    expect(error.code).toBe('ZTC-API-UNREACHABLE');
    expect(error.message).toContain(listener.endpoint);
    await nobody.close();
    expect(() => connectHttp({ endpoint: 'http://example.com', key: tenant })).toThrow(TypeError);
  });
});
