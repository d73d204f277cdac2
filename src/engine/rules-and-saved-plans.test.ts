import { describe, expect, test } from 'vitest';
import type { Finding } from '../findings/finding.ts';
import type { JsonObject } from '../values/json.ts';
import { FakePlatform } from './testing/fake-provider.ts';
import { Lab } from './testing/lab.ts';

const things = (resources: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject => ({
  resource: { null_thing: resources },
  ...more,
});
const on = (platform: FakePlatform) => ({ providers: new Map([['null', platform.provider]]) });

describe('rules', () => {
  const finding = (status: Finding['status']): Finding => ({
    rule: 'ZTC-TST-001',
    messageId: 'much',
    severity: 'error',
    status,
    message: { en: 'too much', zh: '过多' },
    citation: { section: '1.1', clause: 'x' },
    subject: { address: 'null_thing.b' },
    related: [],
    evidence: [],
    fix: { en: 'Take less.', zh: '请减少。' },
  });
  const config = things({
    a: { name: 'a' },
    b: { name: '${null_thing.a.id}' },
    c: { name: '${null_thing.b.id}' },
  });

  test('a violation stops the plan', async () => {
    using lab = new Lab();
    const engine = lab.engine(config, { ...on(new FakePlatform()), audit: () => [finding('violated')] });
    const plan = await engine.plan();
    expect(plan.errored).toBe(true);
    await expect(engine.apply(plan)).rejects.toThrow('ZTC-TST-001');
  });

  test('an open question is answered before the object is touched', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    const seen: unknown[] = [];
    const result = await lab.apply(
      config,
      {},
      {
        ...on(platform),
        audit: (view) => {
          expect(view.node('null_thing.b')?.values.name).toMatchObject({
            ref: { address: 'null_thing.a', attribute: 'id' },
          });
          return [finding('unknown')];
        },
        judge: {
          evaluate: (address, view) => {
            seen.push(address, view.node(address)?.values.name);
            return [finding('violated')];
          },
        },
      },
    );
    expect(seen).toEqual(['null_thing.b', 'thing-1']);
    expect(result.diagnostics).toMatchObject([
      { code: 'ZTC-TST-001', detail: expect.stringContaining('Take less.') },
    ]);
    expect(result.skipped).toEqual(['null_thing.c']);
    expect([...platform.objects.keys()]).toEqual(['thing-1']);
  });
});

describe('saved plans', () => {
  const config = (name: string) => things({ a: { name } });

  test('are carried out as they are', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    const engine = lab.engine(config('a'), on(platform));
    const saved = engine.planJson(await engine.plan());
    expect((await lab.engine(config('a'), on(platform)).applySaved(saved)).diagnostics).toEqual([]);
    await expect(lab.engine(config('a'), on(platform)).applySaved(saved)).rejects.toThrow('ZTC-E-PLAN-STALE');
  });

  test('are refused when configuration or platform have moved on', async () => {
    using lab = new Lab();
    const platform = new FakePlatform();
    await lab.apply(config('a'), {}, on(platform));
    const engine = lab.engine(config('b'), on(platform));
    const saved = engine.planJson(await engine.plan());
    await expect(lab.engine(config('c'), on(platform)).applySaved(saved)).rejects.toThrow('configuration');
    platform.objects.clear();
    await expect(lab.engine(config('b'), on(platform)).applySaved(saved)).rejects.toThrow('platform');
    await expect(
      lab.engine(config('b'), on(platform)).applySaved('{"format_version":"1.2"}'),
    ).rejects.toThrow('ZTC-E-PLAN-FILE');
  });
});
