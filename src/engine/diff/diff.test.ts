import { describe, expect, test } from 'vitest';
import { fromPlain } from '../../values/json-value.ts';
import { formatPath } from '../../values/path.ts';
import { T } from '../../values/type.ts';
import { num, object, set, str, unknown } from '../../values/value.ts';
import { FakePlatform } from '../testing/fake-provider.ts';
import { Lab } from '../testing/lab.ts';
import { leafChanges } from './leaves.ts';
import { renderPlan } from './render.ts';

const texts = (a: unknown, b: unknown): string[] =>
  leafChanges(fromPlain(a), fromPlain(b), []).map(
    ({ kind, path, before, after }) =>
      `${kind} ${formatPath(path)} ${JSON.stringify(before)} ${JSON.stringify(after)}`,
  );

describe('leaves', () => {
  test('only what changes', () => {
    expect(texts({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 4, d: 3 }, e: 5 })).toEqual([
      'change b.c 2 4',
      'add e null 5',
    ]);
  });
  test('an insertion into a list is one change', () => {
    expect(texts({ l: [1, 2, 3] }, { l: [1, 9, 2, 3] })).toEqual(['add l[1] null 9']);
  });
  test('JSON in a string is compared as JSON', () => {
    expect(texts({ p: '{"a":1,"b":[1]}' }, { p: '{"b":[2],"a":1}' })).toEqual(['change p.b[0] 1 2']);
  });
  test('elements of sets are paired', () => {
    const ports = (...n: number[]) =>
      object({
        p: set(
          T.number,
          n.map((x) => num(x)),
        ),
      });
    expect(leafChanges(ports(1, 2), ports(2, 3), [])).toMatchObject([
      { kind: 'change', before: 1, after: 3 },
    ]);
  });
  test('sensitive values are masked, their change is not', () => {
    const [leaf] = leafChanges(object({ s: str('x') }), object({ s: str('y') }), [['s']]);
    expect(leaf).toMatchObject({ kind: 'change', before: null, after: null, sensitive: true });
  });
  test('unknown', () => {
    const [leaf] = leafChanges(object({ s: str('x') }), object({ s: unknown(T.string) }), []);
    expect(leaf).toMatchObject({ unknown: true, before: 'x' });
  });
});

test('a plan in lines, with reasons', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  const options = { providers: new Map([['null', platform.provider]]) };
  const config = (kind: string, secret: string, policy: string) => ({
    resource: {
      null_thing: {
        a: { name: 'a', kind, secret },
        b: { name: 'b', policy, '//': { metadata: { path: 'stack/b', uniqueId: 'b' } } },
        ...(kind === '1' ? { gone: { name: 'x' } } : { fresh: { name: 'y', ports: [80] } }),
      },
    },
    output: { o: { value: kind } },
  });
  await lab.apply(config('1', 's3cret', '{"v":1}'), {}, options);
  const plan = await lab.plan(config('2', 'hidden', '{"v":2}'), {}, options);
  const lines = renderPlan(plan);
  expect(lines.join('\n')).not.toMatch(/s3cret|hidden/);
  expect(lines).toEqual([
    '-/+ null_thing.a  # kind cannot be changed in place',
    '      ~ id: "thing-1" -> (known after apply)',
    '      ~ kind: "1" -> "2"  # forces replacement',
    '      ~ secret: (sensitive) -> (sensitive)',
    expect.stringMatching(/^ {2}~ null_thing\.b {2}# stack\/b/),
    '      ~ policy.v (JSON): 1 -> 2',
    '  + null_thing.fresh',
    '      + name: "y"',
    '      + ports[…]: 80',
    '  - null_thing.gone  # no longer in the configuration',
    '  ~ output.o: "1" -> "2"',
    'Plan: 2 to add, 1 to change, 2 to destroy (1 replaced).',
  ]);
  expect(renderPlan(plan, { language: 'zh' }).at(-1)).toBe('计划：新建 2，变更 1，删除 2（其中重建 1）。');
});
