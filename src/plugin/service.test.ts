/** The calls of the protocol, against a platform in memory that can misbehave. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePlatform, failure } from '../engine/testing/fake-provider.ts';
import { FunctionError } from '../hcl/scope.ts';
import type { ApplyRequest, Provider } from '../provider/provider.ts';
import type { Schema } from '../provider/provider-schema.ts';
import { T } from '../values/type.ts';
import { asMap, asString, nul, object, str, unknown, type Value } from '../values/value.ts';
import { logTo } from './log.ts';
import type { DynamicValue } from './proto/basics.ts';
import { ERROR } from './proto/basics.ts';
import { servePlugin } from './server.ts';
import { ProviderService } from './service.ts';
import { PluginClient } from './testing/client.ts';
import type { Listener, Where } from './transport/listen.ts';
import { decodeValue } from './values/decode.ts';
import { encodeValue } from './values/encode.ts';

let dir: string;
let platform: FakePlatform;
let extra: Partial<Provider>;
let configured: unknown[];
let service: ProviderService;
let listener: Listener;
let client: PluginClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ztc-plugin-test-'));
  platform = new FakePlatform();
  extra = {};
  configured = [];
  service = new ProviderService(
    { create: () => provider(), readyToValidate: async () => {}, close: async () => {} },
    logTo(
      {},
      () => {},
      () => new Date(0),
    ),
  );
  await serve({ network: 'unix', dir });
});

afterEach(() => {
  client[Symbol.dispose]();
  listener.close();
  rmSync(dir, { recursive: true, force: true });
});

async function serve(where: Where): Promise<void> {
  listener = await servePlugin({ service: async () => service, where });
  client = new PluginClient(listener.address);
}

const provider = (): Provider => ({
  ...platform.provider(),
  configure: async (config) => {
    configured.push(config.raw);
    return [];
  },
  ...extra,
});

const THING = provider0().resources.get('null_thing') as Schema;
const RACK = provider0().resources.get('null_rack') as Schema;

function provider0() {
  return new FakePlatform().provider().schema();
}

const send = (value: Value, schema: Schema): DynamicValue => ({ msgpack: encodeValue(value, schema.type) });
const receive = (value: DynamicValue | undefined, schema: Schema): Value =>
  decodeValue(value?.msgpack ?? new Uint8Array(), schema.type);
const NONE = send(nul(THING.type), THING);

const thing = (given: Readonly<Record<string, Value>>): Value =>
  object(
    new Map([...THING.type.attributes].map(([name, type]) => [name, given[name] ?? nul(type)])),
    THING.type,
  );

async function planned(config: Value): Promise<DynamicValue | undefined> {
  const { plannedState } = await client.call('PlanResourceChange', {
    typeName: 'null_thing',
    priorState: NONE,
    proposedNewState: send(config, THING),
    config: send(config, THING),
  });
  return plannedState;
}

const create = async (name: string) => {
  const config = thing({ name: str(name) });
  const plannedState = await planned(config);
  return client.call('ApplyResourceChange', {
    typeName: 'null_thing',
    priorState: NONE,
    config: send(config, THING),
    ...(plannedState ? { plannedState } : {}),
  });
};

describe('the calls of a provider', () => {
  it('make an object: what is not known at plan is known after apply, private bytes go along', async () => {
    const plan = receive(await planned(thing({ name: str('a') })), THING);
    expect(asMap(plan).get('id')?.isKnown).toBe(false);
    const made = await create('a');
    expect(asString(asMap(receive(made.newState, THING)).get('id') as Value)).toBe('thing-1');
    expect(Buffer.from(made.private ?? []).toString()).toBe('kept');
    const read = await client.call('ReadResource', {
      typeName: 'null_thing',
      ...(made.newState ? { currentState: made.newState } : {}),
      private: Buffer.from('mine'),
    });
    expect(Buffer.from(read.private ?? []).toString()).toBe('mine');
    expect(read.diagnostics).toBeUndefined();
  });

  it('draw a token of its own for every write', async () => {
    await create('a');
    await create('a');
    expect(new Set(platform.tokens).size).toBe(2);
  });

  it('say what is in effect when a change has failed, and nothing has when the provider breaks', async () => {
    platform.misbehave = (_request, answer) => ({ ...answer, diagnostics: [failure] });
    const failed = await create('a');
    expect(failed.diagnostics?.[0]).toMatchObject({ severity: ERROR, summary: 'TEST: Failed' });
    expect(receive(failed.newState, THING).isNull).toBe(false);
    platform.misbehave = () => {
      throw new Error('out of order');
    };
    const broken = await create('b');
    expect(broken.diagnostics?.[0]?.summary).toBe('ZTC-E-PROVIDER-CRASH: Provider failed');
    expect(receive(broken.newState, THING).isNull).toBe(true);
  });

  it('ask at once what has become of a write whose answer is lost', async () => {
    extra = {
      recoverResource: async ({ final, token }) => ({
        newState: thing({ id: str(`found-${final}`), name: str(String(platform.tokens.includes(token))) }),
        private: '',
        diagnostics: [],
      }),
    };
    client[Symbol.dispose]();
    client = new PluginClient(listener.address);
    platform.misbehave = ({ prior }: ApplyRequest) => ({
      newState: prior,
      private: '',
      uncertain: true,
      diagnostics: [failure],
    });
    const found = asMap(receive((await create('a')).newState, THING));
    expect([found.get('id')?.raw, found.get('name')?.raw]).toEqual(['found-true', 'true']);
  });

  it('tell where a problem is, as far as the type has the place', async () => {
    const disk = (RACK.type.attributes.get('disk') as { element: Schema['type'] }).element;
    extra = {
      validateResource: () => [
        { ...failure, path: ['disk', 1, 'size'] },
        { ...failure, severity: 'warning', path: ['port', 'a', 'nothing'] },
        { ...failure, path: ['nowhere'] },
      ],
    };
    client[Symbol.dispose]();
    client = new PluginClient(listener.address);
    const config = send(nul(RACK.type), RACK);
    const { diagnostics } = await client.call('ValidateResourceConfig', { typeName: 'null_rack', config });
    expect(disk.attributes.has('size')).toBe(true);
    expect(diagnostics?.map(({ attribute }) => attribute?.steps)).toEqual([
      [{ attributeName: 'disk' }, { elementKeyInt: 1 }, { attributeName: 'size' }],
      [{ attributeName: 'port' }, { elementKeyString: 'a' }],
      undefined,
    ]);
  });

  it('refuse types that do not exist, as a problem and not as a breakdown', async () => {
    const { diagnostics } = await client.call('ReadResource', {
      typeName: 'null_nothing',
      currentState: NONE,
    });
    expect(diagnostics?.[0]?.summary).toMatch(/^ZTC-E-PROVIDER-TYPE/);
  });

  it('take states as they are stored, and refuse those from before Terraform 0.12', async () => {
    const json = Buffer.from('{"id":"x","name":"a","gone":1,"ports":[2,1]}');
    const raw = { typeName: 'null_thing', version: 0 };
    const { upgradedState } = await client.call('UpgradeResourceState', { ...raw, rawState: { json } });
    expect([...asMap(receive(upgradedState, THING)).keys()]).not.toContain('gone');
    const flat = { flatmap: [Buffer.from('0a0161120162', 'hex')] };
    const refused = await client.call('UpgradeResourceState', { ...raw, rawState: flat });
    expect(refused.diagnostics?.[0]?.detail).toContain('0.11');
  });

  it('read together what is asked at the same time', async () => {
    const currentState = send(thing({ id: str('x') }), THING);
    const ask = () => client.call('ReadResource', { typeName: 'null_thing', currentState });
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    expect(answers.every(({ newState }) => receive(newState, THING).isNull)).toBe(true);
    expect(platform.reads).toBeLessThan(10);
  });

  it('run functions without configuration, and say which argument is wrong', async () => {
    const upper = {
      params: [{ name: 's', type: T.string }],
      returns: T.string,
      call: ([s]: readonly Value[]) => {
        if (s?.raw === '') throw new FunctionError('is empty', 0);
        return str(String(s?.raw).toUpperCase());
      },
    };
    const schema = { ...provider0(), functions: new Map([['upper', upper]]) };
    extra = { schema: () => schema };
    client[Symbol.dispose]();
    client = new PluginClient(listener.address);
    const call = (text: string) =>
      client.call('CallFunction', {
        name: 'upper',
        arguments: [{ msgpack: encodeValue(str(text), T.string) }],
      });
    expect(decodeValue((await call('a')).result?.msgpack ?? new Uint8Array(), T.string).raw).toBe('A');
    expect((await call('')).error).toEqual({ text: 'is empty', argument: 0 });
    expect([...((await client.call('GetFunctions', {})).functions?.keys() ?? [])]).toEqual(['upper']);
  });
});

describe('connections', () => {
  const SETTINGS = { url: T.string };
  const config = (url: Value): DynamicValue => ({
    msgpack: encodeValue(object({ url }), T.object(SETTINGS)),
  });

  beforeEach(() => {
    const settings = { ...provider0().provider, type: T.object(SETTINGS) };
    const schema = { ...provider0(), provider: settings };
    extra = { schema: () => schema };
    client[Symbol.dispose]();
    client = new PluginClient(listener.address);
  });

  it('have a configuration each', async () => {
    using other = new PluginClient(listener.address);
    await client.call('ConfigureProvider', { config: config(str('a')) });
    await other.call('ConfigureProvider', { config: config(str('b')) });
    expect(configured).toHaveLength(2);
  });

  it('plan with settings that are not known yet, and refuse to do more', async () => {
    expect((await client.call('ConfigureProvider', { config: config(unknown(T.string)) })).diagnostics).toBe(
      undefined,
    );
    expect(configured).toEqual([]);
    expect(receive(await planned(thing({ name: str('a') })), THING).isNull).toBe(false);
    const made = await create('a');
    expect(made.diagnostics?.[0]?.summary).toBe('ZTC-E-PROVIDER-CONFIG: Provider configuration not known');
    expect(platform.tokens).toEqual([]);
  });

  it('are stopped one by one: on demand, and when they end', async () => {
    let stopped = 0;
    extra = {
      ...extra,
      stop: () => {
        stopped += 1;
      },
    };
    using one = new PluginClient(listener.address);
    const two = new PluginClient(listener.address);
    await Promise.all([one.call('GetMetadata', {}), two.call('GetMetadata', {})]);
    await one.call('StopProvider', {});
    expect(stopped).toBe(1);
    two[Symbol.dispose]();
    await vi.waitFor(() => expect(stopped).toBe(2));
  });

  it('say what they do not have, and that they are well', async () => {
    expect(await client.raw('/tfplugin6.Provider/OpenEphemeralResource')).toMatchObject({ status: 12 });
    expect(await client.raw('/grpc.reflection.v1.ServerReflection/X')).toMatchObject({ status: 12 });
    const health = await client.raw('/grpc.health.v1.Health/Check', Buffer.from('0a06706c7567696e', 'hex'));
    expect(health).toMatchObject({ status: 0, body: Buffer.from('00000000020801', 'hex') });
    expect(await client.raw('/grpc.health.v1.Health/Check', Buffer.from('0a0178', 'hex'))).toMatchObject({
      status: 5,
    });
  });

  it('work over TCP, with messages of many megabytes', async () => {
    client[Symbol.dispose]();
    listener.close();
    await serve({ network: 'tcp', from: 0, to: 0 });
    const policy = 'x'.repeat(20_000_000);
    const plan = receive(await planned(thing({ name: str('a'), policy: str(policy) })), THING);
    expect(asString(asMap(plan).get('policy') as Value)).toHaveLength(policy.length);
  });
});
