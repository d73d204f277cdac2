import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../values/json.ts';
import { T } from '../values/type.ts';
import { asMap, nul, object, str, unknown } from '../values/value.ts';
import { FakePlatform, failure, NOTHING, nameOf } from './testing/fake-provider.ts';
import { actions, Lab } from './testing/lab.ts';

const things = (resources: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject => ({
  resource: { null_thing: resources },
  ...more,
});
const on = (platform: FakePlatform) => ({ providers: new Map([['null', platform.provider]]) });

describe('partial failure', () => {
  test('dependents are left out, others go on, what was made is known', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    platform.misbehave = (request) =>
      nameOf(request) === 'a' ? { newState: NOTHING, private: '', diagnostics: [failure] } : undefined;
    const config = things(
      { a: { name: 'a' }, b: { name: 'b-${null_thing.a.id}' }, c: { name: 'c' } },
      { output: { b: { value: '${null_thing.b.id}' }, c: { value: '${null_thing.c.id}' } } },
    );
    const result = await lab.apply(config, {}, on(platform));
    expect(result).toMatchObject({ skipped: ['null_thing.b'], counts: { add: 1 } });
    expect(result.diagnostics).toMatchObject([
      { code: 'TEST', detail: expect.stringContaining('null_thing.a') },
    ]);
    expect(lab.state()).toMatchObject({ resources: [{ name: 'c' }], outputs: { c: { value: 'thing-2' } } });
    platform.misbehave = () => undefined;
    expect(actions(await lab.plan(config, {}, on(platform)))).toEqual([
      'null_thing.a: create',
      'null_thing.b: create',
    ]);
  });

  test('conditions of what was not reached are open again', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    platform.misbehave = (request) =>
      nameOf(request) === 'a' ? { newState: NOTHING, private: '', diagnostics: [failure] } : undefined;
    const held = [{ condition: '${var.v == "x"}', error_message: 'No.' }];
    const config = things(
      {
        a: { name: 'a', lifecycle: { precondition: held } },
        b: { name: 'b-${null_thing.a.id}', lifecycle: { precondition: held } },
        same: { name: 'same', depends_on: ['null_thing.b'], lifecycle: { precondition: held } },
        free: { name: 'free', lifecycle: { precondition: held } },
      },
      {
        variable: { v: { default: 'x' } },
        output: { o: { value: '${null_thing.b.id}', precondition: held } },
      },
    );
    const before = things({ same: { name: 'same' }, free: { name: 'free' } });
    await lab.apply(before, {}, on(platform));
    await lab.apply(config, {}, on(platform));
    const { check_results: results } = lab.state() as unknown as {
      check_results: { config_addr: string; status: string }[];
    };
    expect(Object.fromEntries(results.map((one) => [one.config_addr, one.status]))).toEqual({
      'null_thing.a': 'pass',
      'null_thing.b': 'unknown',
      'null_thing.free': 'pass',
      'null_thing.same': 'unknown',
      'output.o': 'unknown',
    });
  });

  test('a creation that left something is tainted and replaced', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    platform.misbehave = (_request, answer) => ({ ...answer, diagnostics: [failure] });
    const config = things({ a: { name: 'a' } });
    await lab.apply(config, {}, on(platform));
    expect(lab.stateText()).toContain('"status": "tainted"');
    platform.misbehave = () => undefined;
    expect(actions(await lab.plan(config, {}, on(platform)))).toEqual([
      'null_thing.a: delete-create replace_because_tainted',
    ]);
    await lab.apply(config, {}, on(platform));
    expect([...platform.objects.keys()]).toEqual(['thing-2']);
  });

  test('a pending creation is not tainted', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    platform.misbehave = (_request, answer) => ({ ...answer, pending: true, diagnostics: [failure] });
    await lab.apply(things({ a: { name: 'a' } }), {}, on(platform));
    expect(lab.stateText()).not.toContain('tainted');
  });

  test('after a failed update the values really in effect count', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    await lab.apply(things({ a: { name: 'a', policy: 'x' } }), {}, on(platform));
    platform.misbehave = ({ prior, private: kept }) => ({
      newState: prior,
      private: kept,
      diagnostics: [failure],
    });
    const next = things({ a: { name: 'b', policy: 'x' } });
    await lab.apply(next, {}, on(platform));
    expect(lab.stateText()).not.toContain('tainted');
    expect(actions(await lab.plan(next, {}, on(platform)))).toEqual(['null_thing.a: update']);
  });

  test('a failed deletion keeps the object', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    await lab.apply(things({ a: { name: 'a' } }), {}, on(platform));
    platform.misbehave = ({ prior, private: kept }) => ({
      newState: prior,
      private: kept,
      diagnostics: [failure],
    });
    await lab.apply({}, {}, on(platform));
    expect(lab.state().resources).toHaveLength(1);
  });
});

describe('create before destroy', () => {
  const config = (kind: string) =>
    things({ a: { name: 'a', kind, lifecycle: { create_before_destroy: true } } });

  test('nothing new: the old one is current again', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    await lab.apply(config('1'), {}, on(platform));
    platform.misbehave = () => ({ newState: NOTHING, private: '', diagnostics: [failure] });
    await lab.apply(config('2'), {}, on(platform));
    expect(lab.state()).toMatchObject({ resources: [{ instances: [{ attributes: { id: 'thing-1' } }] }] });
    expect(lab.stateText()).not.toContain('deposed');
  });

  test('something new: tainted, the old one deposed and deleted next time', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    await lab.apply(config('1'), {}, on(platform));
    platform.misbehave = (_request, answer) => ({ ...answer, diagnostics: [failure] });
    await lab.apply(config('2'), {}, on(platform));
    platform.misbehave = () => undefined;
    expect(actions(await lab.plan(config('2'), {}, on(platform)))).toEqual([
      'null_thing.a: create-delete replace_because_tainted',
      'null_thing.a deposed: delete',
    ]);
    await lab.apply(config('2'), {}, on(platform));
    expect([...platform.objects.keys()]).toEqual(['thing-3']);
  });
});

describe('providers that break their contract', () => {
  const run = async (change: (p: FakePlatform) => void) => {
    using lab = new Lab();
    const platform = new FakePlatform();
    change(platform);
    const result = await lab.apply(things({ a: { name: 'a', secret: 's3cret' } }), {}, on(platform));
    return { result, text: lab.stateText() };
  };

  test('another value than planned', async () => {
    const { result, text } = await run((p) => {
      p.misbehave = (_r, answer) => ({
        ...answer,
        newState: object(new Map(asMap(answer.newState)).set('name', str('other')).set('secret', str('x'))),
      });
    });
    expect(result.diagnostics.map(({ detail }) => detail).join()).toContain('was "a", but now "other"');
    expect(JSON.stringify(result.diagnostics)).not.toContain('s3cret');
    expect(text).toContain('tainted');
  });

  test('unknown after apply', async () => {
    const { result, text } = await run((p) => {
      p.misbehave = (_r, answer) => ({
        ...answer,
        newState: object(new Map(asMap(answer.newState)).set('policy', unknown(T.string))),
      });
    });
    expect(result.diagnostics[0]?.detail).toContain('still unknown');
    expect(text).toContain('"policy": null');
  });

  test('nothing after a creation', async () => {
    const { result, text } = await run((p) => {
      p.misbehave = (_r, answer) => ({ ...answer, newState: nul(answer.newState.type) });
    });
    expect(result.diagnostics[0]?.detail).toContain('was present, but now absent');
    expect(JSON.parse(text).resources).toEqual([]);
  });

  test('an exception', async () => {
    const { result } = await run((p) => {
      p.misbehave = () => {
        throw new Error('boom');
      };
    });
    expect(result.diagnostics).toMatchObject([{ code: 'ZTC-E-PROVIDER-CRASH' }]);
  });
});

test('interrupted: running calls end, nothing else starts, the state is saved', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  const stop = new AbortController();
  platform.misbehave = (request) => {
    if (nameOf(request) === 'n-3') stop.abort();
    return undefined;
  };
  const config = things({ n: { count: 20, name: 'n-${count.index}' } });
  const result = await lab.apply(config, {}, on(platform), { signal: stop.signal, concurrency: 1 });
  expect(result.interrupted).toBe(true);
  expect(platform.objects.size).toBe(4);
  expect(lab.state().resources[0]?.instances).toHaveLength(4);
});

test('no more calls at once than allowed, and one read for all objects of a type', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  platform.misbehave = async () => {
    await new Promise((next) => setTimeout(next, 1));
    return undefined;
  };
  const config = things({ n: { count: 30, name: 'n' } });
  await lab.apply(config, {}, on(platform), { concurrency: 7 });
  expect(platform.mostRunning).toBe(7);
  await lab.plan(config, {}, on(platform));
  expect(platform.reads).toBe(1);
});

test('tokens are the same for the same attempt and different for another object', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  platform.misbehave = () => ({ newState: NOTHING, private: '', diagnostics: [failure] });
  const config = things({ a: { name: 'a' } });
  await lab.apply(config, {}, on(platform));
  expect(platform.tokens[0]).toMatch(/^[a-z2-7]{52}$/);
  platform.misbehave = () => undefined;
  await lab.apply(config, {}, on(platform));
  await lab.apply(config, { replace: ['null_thing.a'] }, on(platform));
  expect(new Set(platform.tokens).size).toBe(4);
});

test('drift is told apart from what the configuration wants', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  const config = (name: string) => things({ a: { name: 'a' }, b: { name }, c: { name: 'c' } });
  await lab.apply(config('b'), {}, on(platform));
  const thing = platform.objects.get('thing-1');
  platform.objects.set('thing-1', object(new Map(asMap(thing as never)).set('name', str('by hand'))));
  platform.objects.delete('thing-3');
  const report = await lab.engine(config('new'), on(platform)).drift();
  expect(report.drifted).toMatchObject([
    {
      address: 'null_thing.a',
      kind: 'changed',
      fields: [{ path: 'name', before: 'a', after: 'by hand', reverted: true }],
    },
    { address: 'null_thing.c', kind: 'deleted' },
  ]);
  expect(report.pending).toEqual(['null_thing.b']);
  const plan = await lab.plan(config('new'), { mode: 'refresh-only' }, on(platform));
  expect(plan.changes).toEqual([]);
  expect(plan.drift).toHaveLength(2);
});

test('data sources wait for what they depend on', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  const config = (name: string): JsonObject =>
    things(
      { a: { name } },
      {
        data: {
          null_lookup: {
            now: { name: 'x' },
            later: { name: '${null_thing.a.id}' },
            after: { name: 'y', depends_on: ['null_thing.a'] },
          },
        },
        output: { o: { value: '${data.null_lookup.later.found}' } },
      },
    );
  expect(actions(await lab.plan(config('a'), {}, on(platform)))).toEqual([
    'data.null_lookup.after: read read_because_dependency_pending',
    'data.null_lookup.later: read read_because_config_unknown',
    'null_thing.a: create',
  ]);
  await lab.apply(config('a'), {}, on(platform));
  expect(lab.state()).toMatchObject({ outputs: { o: { value: 'found thing-1' } } });
  expect(actions(await lab.plan(config('a'), {}, on(platform)))).toEqual([]);
});
