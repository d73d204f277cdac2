import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Caller, type Outgoing } from '../client/caller.ts';
import type { JsonObject } from '../client/client.ts';
import { connectEmbedded } from '../client/connect.ts';
import { embeddedTransport } from '../client/transport.ts';
import type { ControlPlane } from './api.ts';
import { ManualClock, refusal, type Setup, setUp, VPC } from './testing.ts';

const DAY = 24 * 3600;

/** Two requests of one operation that are alike but not the same, on two objects. */
interface Operation {
  readonly name: string;
  prepare(setup: Setup): Promise<readonly [Outgoing, Outgoing]>;
  /** What comes of the same request after the token has been forgotten. */
  readonly afterADay: 'replayed' | 'done again' | string;
}

const byHand: Operation['prepare'] = async (setup) => {
  const request = async (): Promise<string> => {
    const made = await setup.make('ztc_vpc_address_allocation', { site: 'sh-jq', prefix_length: 20 });
    return made.workOrder?.id ?? '';
  };
  const [a, b] = [await request(), await request()];
  return [decision(a), decision(b)];
};

const decision = (id: string): Outgoing => ({
  method: 'POST',
  path: `/v1/work-orders/${id}/approve`,
  body: {},
  asOperator: true,
});

const vpcs = async (setup: Setup): Promise<[string, string]> => [
  `/v1/ztc_vpc/${(await setup.make('ztc_vpc', VPC)).id}`,
  `/v1/ztc_vpc/${(await setup.make('ztc_vpc', VPC)).id}`,
];

const OPERATIONS: readonly Operation[] = [
  {
    name: 'create',
    prepare: async () => {
      const create = (name: string): Outgoing => ({
        method: 'POST',
        path: '/v1/ztc_vpc',
        body: { attributes: { ...VPC, name } },
      });
      return [create('a'), create('b')];
    },
    afterADay: 'replayed',
  },
  {
    name: 'update',
    prepare: async (setup) => {
      const [path] = await vpcs(setup);
      const change = (name: string): Outgoing => ({ method: 'PATCH', path, body: { attributes: { name } } });
      return [change('a'), change('b')];
    },
    afterADay: 'done again',
  },
  {
    name: 'delete',
    prepare: async (setup) => {
      const [a, b] = await vpcs(setup);
      return [
        { method: 'DELETE', path: a },
        { method: 'DELETE', path: b },
      ];
    },
    afterADay: 'ZTC-API-NOT_FOUND',
  },
  { name: 'approve', prepare: byHand, afterADay: 'ZTC-API-ORDER_DECIDED' },
  {
    name: 'reject',
    prepare: async (setup) => {
      const reject = (request: Outgoing): Outgoing => ({
        ...request,
        path: request.path.replace('approve', 'reject'),
        body: { reason: 'no' },
      });
      const [a, b] = await byHand(setup);
      return [reject(a), reject(b)];
    },
    afterADay: 'ZTC-API-ORDER_DECIDED',
  },
];

function callerTo(controlPlane: ControlPlane, attempts = 1): Caller {
  const { tenant, operator } = controlPlane.credentials;
  const transport = embeddedTransport(controlPlane);
  return new Caller({ transport, key: tenant, operatorKey: operator, attempts, concurrency: 64 });
}

/** A control plane, the two requests, and what one looks at to see what they did. */
async function stage(operation: Operation) {
  const clock = new ManualClock();
  const setup = setUp({ clock, operator: 'manual' });
  const requests = await operation.prepare(setup);
  const writes = async (): Promise<number> => (await setup.client.audit({ limit: 200 })).items.length;
  const before = await writes();
  const as = (asOperator: boolean | undefined) => (asOperator ? { asOperator } : {});
  const caller = callerTo(setup.controlPlane);
  const run = (request: Outgoing, token = 'one') => caller.call({ ...request, token });
  const ask = (method: 'GET' | 'POST', token = 'one'): Promise<JsonObject> => {
    const named = { operation: operation.name, token };
    const what =
      method === 'GET' ? { path: '/v1/tokens', query: named } : { path: '/v1/tokens/settle', body: named };
    return caller.call({ method, ...what, ...as(requests[0].asOperator) });
  };
  return {
    clock,
    setup,
    first: requests[0],
    other: requests[1],
    run,
    look: () => ask('GET'),
    settle: () => ask('POST'),
    /** Writes that had an effect. */
    effects: async () => (await writes()) - before,
    [Symbol.asyncDispose]: () => setup[Symbol.asyncDispose](),
  };
}

const shown = ({ object, work_order }: JsonObject) => object ?? work_order;

describe.each(OPERATIONS)('the token of $name', (operation) => {
  it('gives the first answer again, one after another and at once', async () => {
    await using s = await stage(operation);
    const answers = await Promise.all(Array.from({ length: 5 }, () => s.run(s.first)));
    const late = await s.run(s.first);
    expect(await s.effects()).toBe(1);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(4);
    for (const answer of answers) expect(shown(answer)).toEqual(shown(late));
  });

  it('is refused for other parameters', async () => {
    await using s = await stage(operation);
    await s.run(s.first);
    const { code } = await refusal(s.run(s.other));
    expect(code).toBe('ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH');
    expect(await s.effects()).toBe(1);
  });

  it('is found after a commit that was answered by an error', async () => {
    await using s = await stage(operation);
    const { method } = s.first;
    await s.setup.client.operate('POST', 'faults', { when: 'after-commit', kind: '5xx', method });
    const error = await refusal(s.run(s.first));
    expect(error.details.uncertain).toBe(true);
    expect(await s.look()).toMatchObject({ done: true, replayed: true });
    expect(await s.settle()).toMatchObject({ done: true, replayed: true });
    expect(await s.run(s.first)).toMatchObject({ replayed: true });
    expect(await s.effects()).toBe(1);
  });

  it('is void once it is settled that nothing was done', async () => {
    await using s = await stage(operation);
    expect(await s.look()).toMatchObject({ done: false, void: false });
    expect(await s.settle()).toMatchObject({ done: false, void: true });
    for (const request of [s.first, s.other, s.first])
      expect((await refusal(s.run(request))).code).toBe('ZTC-API-TOKEN_VOID');
    s.clock.advance(400 * DAY);
    expect((await refusal(s.run(s.first))).code).toBe('ZTC-API-TOKEN_VOID');
    expect(await s.look()).toMatchObject({ done: false, void: true });
    expect(await s.effects()).toBe(0);
    expect((await s.run(s.first, 'another')).replayed).toBeUndefined();
  });

  it('is settled either before or after a write that comes at the same time', async () => {
    await using s = await stage(operation);
    const outcomes = await Promise.all([
      ...Array.from({ length: 3 }, () => s.run(s.first).catch(() => null)),
      s.settle(),
      ...Array.from({ length: 3 }, () => s.run(s.first).catch(() => null)),
      s.settle(),
    ]);
    const [early, , , first, late, , , second] = outcomes;
    expect(first?.done).toBe(second?.done);
    expect(await s.effects()).toBe(first?.done ? 1 : 0);
    expect([early !== null, late !== null]).toEqual([first?.done, first?.done]);
    if (first?.done) expect(shown(first)).toEqual(shown(early as JsonObject));
  });

  it('is forgotten after a day, except where that would make something twice', async () => {
    await using s = await stage(operation);
    const first = await s.run(s.first);
    s.clock.advance(DAY + 1);
    const again = s.run(s.first);
    if (operation.afterADay === 'replayed') {
      expect(await again).toMatchObject({ replayed: true, object: shown(first) as JsonObject });
      expect((await refusal(s.run(s.other))).code).toBe('ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH');
    } else if (operation.afterADay === 'done again') expect((await again).replayed).toBeUndefined();
    else expect((await refusal(again)).code).toBe(operation.afterADay);
    expect(await s.effects()).toBe(1);
  });

  it('tells that the object is gone', async () => {
    await using s = await stage(operation);
    const answer = await s.run(s.first);
    const order = answer.work_order as JsonObject | undefined;
    const id = String((answer.object as JsonObject | undefined)?.id ?? order?.resource_id);
    if (operation.name !== 'delete') await s.setup.client.mutate('', id, null);
    const isObject = order === undefined;
    const look = await s.look();
    expect(look).toMatchObject({ done: true, ...(isObject ? { gone: true } : {}) });
    expect(await s.run(s.first)).toMatchObject({ replayed: true, ...(isObject ? { gone: true } : {}) });
  });

  it('means nothing in another account', async () => {
    await using s = await stage(operation);
    await s.run(s.first);
    const { client } = s.setup;
    const made = await client.operate('POST', 'accounts', { account_id: 'other' });
    const key = { accessKey: String(made.access_key), secretKey: String(made.secret_key) };
    const other = connectEmbedded(s.setup.controlPlane, { key, attempts: 1 });
    expect(await other.answerTo(operation.name as 'create', 'one')).toBeNull();
    expect(await other.settle(operation.name as 'create', 'one')).toBeNull();
    expect(await s.look()).toMatchObject({ done: true });
  });
});

describe('tokens', () => {
  it('of one operation are none of another', async () => {
    await using s = await stage(OPERATIONS[0] as Operation);
    await s.settle();
    const vpc = await s.setup.make('ztc_vpc', VPC);
    const { client } = s.setup;
    expect((await client.update('ztc_vpc', vpc.id, { name: 'x' }, { token: 'one' })).replayed).toBe(false);
    expect((await client.answerTo('update', 'one'))?.object.rev).toBe(2);
    expect(await client.answerTo('delete', 'one')).toBeNull();
  });

  it('are malformed in the same way everywhere', async () => {
    await using setup = setUp();
    const { client } = setup;
    for (const token of ['', 'x'.repeat(65), 'ü']) {
      expect((await refusal(client.answerTo('create', token))).code).toBe('ZTC-API-INVALID_TOKEN');
      expect((await refusal(client.settle('create', token))).code).toBe('ZTC-API-INVALID_TOKEN');
    }
    const odd = 'a+b &=%?/"';
    expect(await client.settle('create', odd)).toBeNull();
    expect((await refusal(client.create('ztc_vpc', VPC, { token: odd }))).code).toBe('ZTC-API-TOKEN_VOID');
    expect((await refusal(client.settle('mutate' as 'create', 'one'))).status).toBe(400);
  });

  it('of creations of long ago show the object as it is', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ clock });
    const { client } = setup;
    const written = await client.create('ztc_vpc', VPC, { token: 'one' });
    await client.update('ztc_vpc', written.object.id, { name: 'later' }, { token: 'two' });
    expect((await client.answerTo('create', 'one'))?.object).toEqual(written.object);
    clock.advance(DAY + 1);
    expect((await client.settle('create', 'one'))?.object).toMatchObject({ rev: 2 });
  });

  it('are settled across processes: one transaction decides', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-tokens-'));
    await using a = setUp({ dir });
    await using b = setUp({ dir });
    for (let at = 0; at < 30; at += 1) {
      const token = `t${at}`;
      const [made, settled] = await Promise.all([
        a.client.create('ztc_vpc', VPC, { token }).catch(() => null),
        b.client.settle('create', token),
      ]);
      expect(made?.object.id).toBe(settled?.object.id);
    }
  });

  it('behave like a register that is written once, whatever happens in whichever order', async () => {
    const step = fc.constantFrom('first', 'other', 'settle', 'look', 'day', 'remove');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await using s = await stage(OPERATIONS[0] as Operation);
        let used: 'first' | 'other' | 'void' | undefined;
        for (const name of steps) {
          if (name === 'day') s.clock.advance(DAY + 1);
          else if (name === 'remove') {
            for (const { id } of (await s.setup.client.list('ztc_vpc')).items)
              await s.setup.client.mutate('', id, null);
          } else if (name === 'look' || name === 'settle') {
            const answer = await s[name]();
            if (name === 'settle') used ??= 'void';
            expect(answer.done).toBe(used === 'first' || used === 'other');
          } else {
            const outcome = await s.run(s[name]).catch((error: { code: string }) => error.code);
            used ??= name;
            const expected = used === 'void' ? 'ZTC-API-TOKEN_VOID' : 'ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH';
            if (used === name) expect(outcome).toMatchObject({ object: { type: 'ztc_vpc' } });
            else expect(outcome).toBe(expected);
          }
        }
        const creations = (await s.setup.client.audit({ limit: 200 })).items.filter(
          ({ action }) => action === 'create',
        );
        expect(creations).toHaveLength(used === 'first' || used === 'other' ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });
});
