import { describe, expect, it } from 'vitest';
import type { ApiRequest, ApiResponse, ControlPlane } from '../controlplane/api.ts';
import { listen } from '../controlplane/listen.ts';
import { ManualClock, refusal, setUp, VPC } from '../controlplane/testing.ts';
import { connectEmbedded, connectHttp } from './connect.ts';
import { ApiError } from './error.ts';
import { Gate } from './gate.ts';

/** Answers as told and writes down what it was asked. */
function scripted(answers: readonly Partial<ApiResponse>[]) {
  const asked: ApiRequest[] = [];
  const key = { accessKey: 'k', secretKey: 's' };
  const controlPlane: ControlPlane = {
    credentials: { accountId: '1', tenant: key, operator: key },
    handle(request) {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: '{"items":[]}', ...answer });
    },
    close: () => Promise.resolve(),
  };
  return { controlPlane, asked };
}

const error = (code: string, status: number): Partial<ApiResponse> => ({
  status,
  body: JSON.stringify({ error: { code, message: { en: code, zh: code }, request_id: 'r' } }),
});
const UNAVAILABLE = error('ZTC-API-UNAVAILABLE', 503);

describe('retries', () => {
  it('repeat with the same token and another nonce', async () => {
    const done = { body: '{"object":{"type":"t","id":"i","attributes":{}},"warnings":[],"request_id":"r"}' };
    const { controlPlane, asked } = scripted([
      UNAVAILABLE,
      { reset: true },
      { status: 502, body: '<html>' },
      done,
    ]);
    await connectEmbedded(controlPlane).create('ztc_vpc', {}, { token: 'one' });
    expect(asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['one', 'one', 'one', 'one']);
    expect(new Set(asked.map(({ headers }) => headers['x-ztc-nonce'])).size).toBe(4);
  });

  it('are bounded, and are not made for refusals', async () => {
    const busy = scripted([UNAVAILABLE]);
    expect((await refusal(connectEmbedded(busy.controlPlane, { attempts: 3 }).list('ztc_vpc'))).status).toBe(
      503,
    );
    expect(busy.asked).toHaveLength(3);
    const refused = scripted([error('ZTC-API-INVALID_ATTRIBUTES', 422)]);
    expect((await refusal(connectEmbedded(refused.controlPlane).list('ztc_vpc'))).code).toBe(
      'ZTC-API-INVALID_ATTRIBUTES',
    );
    expect(refused.asked).toHaveLength(1);
  });

  it('are made when a request came twice, and the doubt stays', async () => {
    const { controlPlane, asked } = scripted([error('ZTC-API-REQUEST_REPLAYED', 401)]);
    const client = connectEmbedded(controlPlane, { attempts: 2 });
    const told = await refusal(client.create('ztc_vpc', {}, { token: 'one' }));
    expect(asked).toHaveLength(2);
    expect(told.details.uncertain).toBe(true);
  });

  it('wait as long as they are told, and stop when they are called off', async () => {
    const { controlPlane } = scripted([{ ...UNAVAILABLE, headers: { 'retry-after': '0.2' } }, {}]);
    const before = performance.now();
    await connectEmbedded(controlPlane).list('ztc_vpc');
    expect(performance.now() - before).toBeGreaterThan(190);
    const never = scripted([{ ...UNAVAILABLE, headers: { 'retry-after': '20' } }]);
    const signal = AbortSignal.timeout(30);
    expect((await refusal(connectEmbedded(never.controlPlane).list('ztc_vpc', { signal }))).code).toBe(
      'ZTC-API-CANCELLED',
    );
  });

  it('sign a request anew that was dated before the service started', async () => {
    const { controlPlane, asked } = scripted([error('ZTC-API-REQUEST_EXPIRED', 401), {}]);
    await connectEmbedded(controlPlane).list('ztc_vpc');
    expect(asked).toHaveLength(2);
  });
});

describe('reads', () => {
  it('ask for a hundred objects at a time', async () => {
    const { controlPlane, asked } = scripted([{}]);
    const ids = Array.from({ length: 250 }, (_, at) => `vpc-${at}`);
    await connectEmbedded(controlPlane).readMany('ztc_vpc', ids);
    expect(asked.map(({ query }) => query.split('%2C').length).toSorted((a, b) => a - b)).toEqual([
      50, 100, 100,
    ]);
    await connectEmbedded(controlPlane).readMany('ztc_vpc', []);
    expect(asked).toHaveLength(3);
  });
});

describe('waiting', () => {
  it('ends when time is up, or when it is called off', async () => {
    await using setup = setUp({ clock: new ManualClock(), profile: 'realistic' });
    const { id } = await setup.make('ztc_vpc', VPC);
    const late = await refusal(setup.client.waitReady('ztc_vpc', id, { timeoutMs: 60 }));
    expect(late.code).toBe('ZTC-API-TIMEOUT');
    expect(late.message).toContain('creating');
    const signal = AbortSignal.timeout(30);
    const off = await refusal(setup.client.waitReady('ztc_vpc', id, { timeoutMs: 60_000, signal }));
    expect(off.code).toBe('ZTC-API-CANCELLED');
  });

  it('looks until the object is ready, telling about every look', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock, profile: 'realistic' });
    const { id } = await setup.make('ztc_vpc', VPC);
    const statuses: string[] = [];
    const onPoll = ({ object }: { object: { status: string } }): void => {
      statuses.push(object.status);
      if (statuses.length === 3) clock.advance(60);
    };
    const ready = await setup.client.waitReady('ztc_vpc', id, { timeoutMs: 10_000, onPoll });
    expect(ready.status).toBe('available');
    expect(statuses).toEqual(['creating', 'creating', 'creating']);
  });
});

describe('both transports', () => {
  it('give the same answers and the same errors', async () => {
    await using setup = setUp();
    const listener = await listen(setup.controlPlane);
    const http = connectHttp({
      endpoint: listener.endpoint,
      key: setup.controlPlane.credentials.tenant,
      attempts: 1,
    });
    const vpc = await setup.make('ztc_vpc', VPC);
    expect(await http.read('ztc_vpc', vpc.id)).toEqual(await setup.client.read('ztc_vpc', vpc.id));
    const bad = { site: 'nowhere' };
    const [over, inside] = [
      await refusal(http.create('ztc_vpc', bad, { token: 'a' })),
      await refusal(setup.client.create('ztc_vpc', bad, { token: 'a' })),
    ];
    expect(over).toBeInstanceOf(ApiError);
    const shown = ({ code, status, text, details: { requestId: _id, ...details } }: ApiError) => ({
      code,
      status,
      text,
      details,
    });
    expect(shown(over)).toEqual(shown(inside));
    await http.close();
    await listener.close();
  });
});

describe('the gate', () => {
  it('lets so many run at a time, and all in the end, failures included', async () => {
    const gate = new Gate(3);
    let running = 0;
    let most = 0;
    const work = Array.from({ length: 20 }, (_, at) =>
      gate.run(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        if (at % 5 === 0) throw new Error('no');
      }),
    );
    const results = await Promise.allSettled(work);
    expect(most).toBe(3);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  });
});
