import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlPlaneClient, JsonObject } from '../../client/client.ts';
import { connectEmbedded } from '../../client/connect.ts';
import type { ControlPlane } from '../../controlplane/api.ts';
import { createControlPlane } from '../../controlplane/server.ts';
import { ManualClock } from '../../controlplane/testing.ts';
import { loadRegistry } from '../../schema/registry.ts';
import type { Json } from '../../values/json.ts';
import { toPlain, valueFromJson } from '../../values/json-value.ts';
import { nul, type Value } from '../../values/value.ts';
import { resourceSchema } from '../base.ts';
import type { ApplyRequest, Provider, RecoverRequest } from '../provider.ts';
import { ztcProviderFactory } from './ztc-provider.ts';

const DAY = 24 * 3600;
const VPC = { site: 'sh-jq', cidr: '10.1.0.0/16', name: 'a' };

let controlPlane: ControlPlane;
let client: ControlPlaneClient;
let provider: Provider;
let clock: ManualClock;

function start(attempts: number, more: { operator?: 'manual'; profile?: 'realistic' } = {}): void {
  clock = new ManualClock();
  controlPlane = createControlPlane({ dir: ':memory:', clock, seed: 3, ...more });
  client = connectEmbedded(controlPlane, { attempts });
  provider = ztcProviderFactory({ registry: loadRegistry(), connect: () => client, waitTimeoutMs: 60 })();
}

beforeEach(() => start(1));
afterEach(async () => {
  await client.close();
  await controlPlane.close();
});

const schemaOf = (type: string) => resourceSchema(provider.schema(), type);
const valueFrom = (type: string, attributes: JsonObject): Value =>
  valueFromJson(attributes as Json, schemaOf(type).type);
const plainOf = (value: Value): JsonObject => toPlain(value, () => null) as JsonObject;
const NEVER = new AbortController().signal;

const creation = (type: string, attributes: JsonObject, more: Partial<ApplyRequest> = {}): ApplyRequest => ({
  type,
  prior: nul(schemaOf(type).type),
  planned: valueFrom(type, attributes),
  config: valueFrom(type, attributes),
  private: '',
  token: 'one',
  signal: NEVER,
  onProgress: () => {},
  ...more,
});

const question = (type: string, more: Partial<RecoverRequest> = {}): RecoverRequest => ({
  type,
  action: 'create',
  token: 'one',
  prior: nul(schemaOf(type).type),
  private: '',
  final: true,
  signal: NEVER,
  ...more,
});

const recover = (type: string, more: Partial<RecoverRequest> = {}) => {
  if (!provider.recoverResource) throw new Error('the provider cannot be asked');
  return provider.recoverResource(question(type, more));
};
const fault = (when: 'before' | 'after-commit', method: string, kind = '5xx', skip = 0) =>
  client.operate('POST', 'faults', { when, kind, method, skip, retry_after: 0 });

describe('a creation that nobody has the answer of', () => {
  test('is found by its token, looked at or settled', async () => {
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    for (const final of [false, true]) {
      const found = await recover('ztc_vpc', { final });
      expect(found.diagnostics).toEqual([]);
      expect(plainOf(found.newState)).toMatchObject({ id: object.id, name: 'a', status: 'available' });
      expect(found.private).not.toBe('');
    }
    expect(await provider.applyResource(creation('ztc_vpc', VPC))).toMatchObject({ diagnostics: [] });
  });

  test('is found after months, and as it is now', async () => {
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    clock.advance(100 * DAY);
    await client.update('ztc_vpc', object.id, { name: 'b' }, { token: 'two' });
    expect(plainOf((await recover('ztc_vpc')).newState)).toMatchObject({ id: object.id, name: 'b' });
  });

  test('has not happened, and never will when that is settled', async () => {
    expect(await recover('ztc_vpc', { final: false })).toMatchObject({ newState: { isNull: true } });
    expect((await provider.applyResource(creation('ztc_vpc', VPC))).diagnostics).toEqual([]);
    const another = { token: 'two' };
    expect(await recover('ztc_vpc', another)).toMatchObject({ newState: { isNull: true } });
    const late = await provider.applyResource(creation('ztc_vpc', VPC, another));
    expect(late).toMatchObject({ burnt: true, newState: { isNull: true } });
    expect(late.uncertain).toBeUndefined();
    expect((await client.list('ztc_vpc')).items).toHaveLength(1);
  });

  test('is nothing when the object has gone since', async () => {
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    await client.delete('ztc_vpc', object.id, { token: 'x' });
    for (const more of [{}, { id: object.id }, { final: false }])
      expect(await recover('ztc_vpc', more)).toMatchObject({ newState: { isNull: true }, diagnostics: [] });
    const again = await provider.applyResource(creation('ztc_vpc', VPC));
    expect(again).toMatchObject({ burnt: true, newState: { isNull: true } });
    expect(again.diagnostics[0]?.detail).toContain(object.id);
  });

  test('keeps the secrets that were told once', async () => {
    await client.create('ztc_vpc', VPC, { token: 'net' });
    const schema = loadRegistry()
      .resources()
      .find(({ attributes }) => Object.values(attributes).some((a) => a.compute && 'secret' in a.compute));
    expect(schema?.type).toBeDefined();
    const { Maker } = await import('../../controlplane/maker.testing.ts');
    const make = async (type: string, attributes: JsonObject) =>
      (await client.create(type, attributes, { token: `m${Math.random()}` })).object;
    const body = await new Maker({ controlPlane, client, make } as never).body(schema as never, 0);
    const { type } = schema as { type: string };
    const { object } = await client.create(type, body, { token: 'one' });
    const secrets = Object.entries(schema?.attributes ?? {}).flatMap(([name, { compute }]) =>
      compute && 'secret' in compute ? [name] : [],
    );
    for (const more of [{}, { id: object.id }, { final: false }]) {
      const told = plainOf((await recover(type, more)).newState);
      for (const name of secrets) expect(told[name]).toBe(object.attributes[name]);
    }
    expect(secrets.length).toBeGreaterThan(0);
  });

  test('is not waited for: the plan that follows does that', async () => {
    start(1, { profile: 'realistic' });
    await client.create('ztc_vpc', VPC, { token: 'one' });
    for (const final of [false, true]) {
      const found = await recover('ztc_vpc', { final });
      expect(plainOf(found.newState).status).toBe('creating');
      expect(found).toMatchObject({ diagnostics: [] });
      expect(found.failed).toBeUndefined();
    }
  });

  test('was given up by the platform', async () => {
    start(1, { operator: 'manual' });
    const asked = { site: 'sh-jq', prefix_length: 20 };
    const { object } = await client.create('ztc_vpc_address_allocation', asked, { token: 'one' });
    await client.reject(object.workOrder?.id ?? '', 'no');
    for (const final of [false, true])
      expect(await recover('ztc_vpc_address_allocation', { final })).toMatchObject({ failed: true });
  });

  test('stays an open question when the platform cannot be asked', async () => {
    await client.create('ztc_vpc', VPC, { token: 'one' });
    await fault('before', 'POST');
    const open = await recover('ztc_vpc');
    expect(open.diagnostics).toMatchObject([{ severity: 'error' }]);
    expect((await recover('ztc_vpc')).diagnostics).toEqual([]);
  });

  test('of a type without an object on the platform is nothing, unasked', async () => {
    await controlPlane.close();
    expect(await recover('ztc_design_profile')).toMatchObject({
      newState: { isNull: true },
      diagnostics: [],
    });
  });
});

describe('changes and deletions that nobody has the answer of', () => {
  const made = async () => {
    const { object } = await client.create('ztc_vpc', VPC, { token: 'made' });
    const prior = valueFrom('ztc_vpc', object.attributes);
    return { id: object.id, prior };
  };

  test('show what is there, and come no more when they are settled', async () => {
    const { id, prior } = await made();
    const before = await recover('ztc_vpc', { action: 'update', prior });
    expect(plainOf(before.newState)).toMatchObject({ id, name: 'a' });
    await expect(client.update('ztc_vpc', id, { name: 'late' }, { token: 'one' })).rejects.toThrow('VOID');
    await client.update('ztc_vpc', id, { name: 'b' }, { token: 'two' });
    const after = await recover('ztc_vpc', { action: 'update', token: 'two', prior });
    expect(plainOf(after.newState)).toMatchObject({ name: 'b' });
  });

  test('are over when the object is gone', async () => {
    const { id, prior } = await made();
    const there = await recover('ztc_vpc', { action: 'delete', prior });
    expect(plainOf(there.newState)).toMatchObject({ id });
    await expect(client.delete('ztc_vpc', id, { token: 'one' })).rejects.toThrow('VOID');
    await client.delete('ztc_vpc', id, { token: 'two' });
    for (const action of ['delete', 'update'] as const)
      expect(await recover('ztc_vpc', { action, token: 'two', prior })).toMatchObject({
        newState: { isNull: true },
        diagnostics: [],
      });
  });

  test('an object on its way out cannot stay, and nobody waits for its end', async () => {
    start(1, { profile: 'realistic' });
    await client.create('ztc_vpc', VPC, { token: 'made' });
    clock.advance(60);
    const id = (await client.list('ztc_vpc')).items[0]?.id ?? '';
    const prior = valueFrom('ztc_vpc', (await client.read('ztc_vpc', id))?.attributes ?? {});
    await client.delete('ztc_vpc', id, { token: 'one' });
    const found = await recover('ztc_vpc', { action: 'delete', prior });
    expect(plainOf(found.newState).status).toBe('deleting');
    expect(found).toMatchObject({ failed: true, diagnostics: [] });
    clock.advance(60);
    expect(await recover('ztc_vpc', { action: 'delete', prior })).toMatchObject({
      newState: { isNull: true },
    });
  });
});

describe('a write whose answers are all lost', () => {
  const apply = (token = 'one') => provider.applyResource(creation('ztc_vpc', VPC, { token }));

  test.each(['5xx', 'reset'])('%s is uncertain, whether it was done or not', async (kind) => {
    for (const when of ['before', 'after-commit'] as const) {
      await fault(when, 'POST', kind);
      const token = `${when} ${kind}`;
      expect(await apply(token)).toMatchObject({ uncertain: true, newState: { isNull: true } });
      expect((await recover('ztc_vpc', { token })).newState.isNull).toBe(when === 'before');
    }
  });

  test('stays uncertain when a later attempt is refused', async () => {
    start(2);
    await fault('after-commit', 'POST', 'reset');
    await fault('before', 'POST', 'throttle', 1);
    expect(await apply()).toMatchObject({ uncertain: true });
  });

  test.each(['before', 'after-commit'] as const)(
    'asked to come back later %s, nobody knows',
    async (when) => {
      await fault(when, 'POST', 'throttle');
      expect(await apply()).toMatchObject({ uncertain: true });
    },
  );

  test('is certain when it was refused', async () => {
    const response = await provider.applyResource(creation('ztc_vpc', { ...VPC, cidr: '10.1.0.0/40' }));
    expect(response.diagnostics[0]?.severity).toBe('error');
    expect(response.uncertain).toBeUndefined();
    expect(response.burnt).toBeUndefined();
  });

  test('is known to be burnt when the token was used for something else', async () => {
    await client.create('ztc_vpc', { ...VPC, name: 'other' }, { token: 'one' });
    expect(await apply()).toMatchObject({ burnt: true });
  });

  test('is as the object is now when the answer comes from an earlier attempt', async () => {
    const { object } = await client.create('ztc_vpc', VPC, { token: 'one' });
    await client.mutate('ztc_vpc', object.id, { name: 'by hand' });
    const response = await apply();
    expect(plainOf(response.newState)).toMatchObject({ id: object.id, name: 'by hand' });
  });
});
