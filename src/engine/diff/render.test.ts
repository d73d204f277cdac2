import { expect, test } from 'vitest';
import type { JsonObject } from '../../values/json.ts';
import { asMap, object, str, type Value } from '../../values/value.ts';
import type { Plan, PlanOptions } from '../plan/model.ts';
import { FakePlatform, failure } from '../testing/fake-provider.ts';
import { data, Lab, type LabOptions } from '../testing/lab.ts';
import { planLines, type RenderOptions } from './render.ts';

interface Step {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly plan?: Partial<PlanOptions>;
  readonly lab?: LabOptions;
}

async function planned({ before, after, plan, lab: options }: Step): Promise<Plan> {
  using lab = new Lab();
  await lab.apply(before, {}, options);
  return lab.plan(after, plan, options);
}

const renderPlan = (plan: Plan, options?: RenderOptions): string[] => [...planLines(plan, options)];
const shown = (plan: Plan, options?: RenderOptions): string => `\n${renderPlan(plan, options).join('\n')}\n`;

const withPolicy = (thing: Value, policy: string): Value =>
  object(new Map(asMap(thing)).set('policy', str(policy)));

const made = (path: string, source: string): JsonObject => ({
  '//': { metadata: { path, uniqueId: path }, ztc: { source } },
});

test('replacements, deletions, updates and creations, in the order of danger', async () => {
  const options = { providers: new Map([['null', new FakePlatform().provider]]) };
  const config = (kind: string, secret: string, policy: string): JsonObject => ({
    resource: {
      null_thing: {
        a: { name: 'a', kind, secret, ...made('stack/a', 'main.ts:12') },
        b: { name: 'b', policy, ...made('stack/b', 'main.ts:20') },
        c: { name: '${null_thing.a.id}' },
        ...(kind === '1'
          ? { gone: { name: 'x' } }
          : { fresh: { name: '${null_thing.a.id}-y', ports: [80] } }),
      },
    },
    output: { o: { value: kind }, s: { value: secret, sensitive: true } },
  });
  const plan = await planned({
    before: config('1', 's3cret', '{"v":1}'),
    after: config('2', 'hidden', '{"v":2}'),
    lab: options,
  });
  expect(shown(plan)).not.toMatch(/s3cret|hidden/);
  expect(shown(plan)).toMatchInlineSnapshot(`
    "
    Destroyed or replaced (2)
    -/+ null_thing.a  replaced: kind forces replacement  # stack/a, main.ts:12
          ~ id: "thing-1" → (known after apply)
          ~ kind: "1" → "2"  # forces replacement
          ~ secret: (sensitive) → (sensitive)
          ! 1 other depends on it: null_thing.c
      - null_thing.gone  destroyed: no longer in the configuration
          - id: "thing-3"
          - name: "x"

    Updated in place (2)
      ~ null_thing.b  updated: 1 attribute  # stack/b, main.ts:20
          ~ policy.v (JSON): 1 → 2
      ~ null_thing.c  updated: 1 attribute
          ~ name: "thing-1" → (known after apply)  ← null_thing.a.id

    Created (1)
      + null_thing.fresh
          + name: (known after apply)  ← null_thing.a.id
          + ports: [80]

    Outputs (2)
      ~ o: "1" → "2"
      ~ s: (sensitive) → (sensitive)

    Plan: 2 to add, 2 to change, 2 to destroy (1 replaced).
    "
  `);
  expect(shown(plan, { language: 'zh' })).toMatchInlineSnapshot(`
    "
    销毁或重建 (2)
    -/+ null_thing.a  重建：kind 变化须重建  # stack/a, main.ts:12
          ~ id: "thing-1" → （执行后可知）
          ~ kind: "1" → "2"  # 须重建
          ~ secret: （敏感） → （敏感）
          ! 另有 1 个资源依赖它：null_thing.c
      - null_thing.gone  销毁：配置中已无此资源
          - id: "thing-3"
          - name: "x"

    原地变更 (2)
      ~ null_thing.b  变更：1 个属性  # stack/b, main.ts:20
          ~ policy.v (JSON): 1 → 2
      ~ null_thing.c  变更：1 个属性
          ~ name: "thing-1" → （执行后可知）  ← null_thing.a.id

    新建 (1)
      + null_thing.fresh
          + name: （执行后可知）  ← null_thing.a.id
          + ports: [80]

    输出 (2)
      ~ o: "1" → "2"
      ~ s: （敏感） → （敏感）

    计划：新建 2，变更 2，删除 2（其中重建 1）。
    "
  `);
});

test('why: triggered, requested, count and for_each, moved', async () => {
  const plan = await planned({
    before: data({
      a: { input: 1 },
      b: { input: 'x', lifecycle: { replace_triggered_by: ['terraform_data.a'] } },
      c: { input: 'asked for' },
      n: { count: 3, input: 'n' },
      e: { for_each: '${toset(["x", "y"])}', input: '${each.key}' },
      old: { input: 'moves' },
    }),
    after: {
      ...data({
        a: { input: 2, ...made('stack/a', 'app.ts:3') },
        b: {
          input: 'x',
          lifecycle: { replace_triggered_by: ['terraform_data.a'], create_before_destroy: true },
        },
        c: { input: 'asked for' },
        n: { count: 2, input: 'n' },
        e: { for_each: '${toset(["x"])}', input: '${each.key}' },
        new: { input: 'moves' },
      }),
      moved: [{ from: 'terraform_data.old', to: 'terraform_data.new' }],
    },
    plan: { replace: ['terraform_data.c'] },
  });
  expect(shown(plan)).toMatchInlineSnapshot(`
    "
    Destroyed or replaced (4)
    +/- terraform_data.b  replaced, the new one first: triggered by terraform_data.a
          ~ id, output: (known after apply)
    -/+ terraform_data.c  replaced: as requested
          ~ id, output: (known after apply)
      - terraform_data.e["y"]  destroyed: its key is no longer in for_each
          - id: "id-4"
      - terraform_data.n[2]  destroyed: its index is beyond count
          - id: "id-7"

    Updated in place (1)
      ~ terraform_data.a  updated: 2 attributes  # stack/a, app.ts:3
          ~ input: 1 → 2
          ~ output: 1 → (known after apply)

    Recorded in the state only (1)
     -> terraform_data.new  unchanged; moved from terraform_data.old

    Plan: 2 to add, 1 to change, 4 to destroy (2 replaced), 1 moved.
    "
  `);
});

test('forgotten, imported, checked', async () => {
  const plan = await planned({
    before: data({ a: { input: 1 }, b: { input: 2 } }),
    after: {
      ...data({ c: { input: 3 } }),
      removed: [{ from: 'terraform_data.a', lifecycle: { destroy: false } }],
      import: [{ to: 'terraform_data.c', id: 'existing' }],
      check: {
        fine: {
          assert: [{ condition: '${terraform_data.c.id == "other"}', error_message: 'not the other' }],
        },
      },
    },
  });
  expect(shown(plan)).toMatchInlineSnapshot(`
    "
    Destroyed or replaced (1)
      - terraform_data.b  destroyed: no longer in the configuration
          - id: "id-2"

    Forgotten, but not destroyed (1)
      . terraform_data.a  forgotten: no longer in the configuration
          - id: "id-1"

    Updated in place (1)
      ~ terraform_data.c  updated: 2 attributes; imported as "existing"
          + input: 3
          + output: (known after apply)

    Checks (1)
      ! check.fine  does not hold
          not the other

    Plan: 0 to add, 1 to change, 1 to destroy, 1 to import, 1 to forget.
    "
  `);
});

test('one element of a long list, one line of a long text', async () => {
  const input = (changed: string): JsonObject => ({
    list: Array.from({ length: 700 }, (_, i) => (i === 350 ? changed : `element ${i}`)),
    script: `#!/bin/sh\n${'echo\n'.repeat(100)}run ${changed}\n${'echo\n'.repeat(100)}`,
  });
  const plan = await planned({
    before: data({ a: { input: input('old') } }),
    after: data({ a: { input: input('new') } }),
  });
  expect(shown(plan)).toMatchInlineSnapshot(`
    "
    Updated in place (1)
      ~ terraform_data.a  updated: 2 attributes
          ~ input.list[350]: "old" → "new"
          ~ input.script: 1 line added, 1 line removed
              100   echo
              101   echo
              102 - run old
              102 + run new
              103   echo
              104   echo
          ~ output: {…} (2 entries) → (known after apply)

    Plan: 0 to add, 1 to change, 0 to destroy.
    "
  `);
});

test('a creation that failed, a secret that is one no more', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  const options = { providers: new Map([['null', platform.provider]]) };
  platform.misbehave = (_request, answer) => ({ ...answer, diagnostics: [failure] });
  const config = data({}, { resource: { null_thing: { a: { name: 'a' } } } });
  await lab.apply(config, {}, options);
  expect(shown(await lab.plan(config, {}, options))).toMatchInlineSnapshot(`
    "
    Destroyed or replaced (1)
    -/+ null_thing.a  replaced: tainted, because its creation did not succeed
          ~ id: "thing-1" → (known after apply)

    Plan: 1 to add, 0 to change, 1 to destroy (1 replaced).
    "
  `);
});

test('what somebody else changed', async () => {
  using lab = new Lab();
  const platform = new FakePlatform();
  const options = { providers: new Map([['null', platform.provider]]) };
  const config = { resource: { null_thing: { a: { name: 'a' }, b: { name: 'b' } } } };
  await lab.apply(config, {}, options);
  const [[id, thing] = ['', str('')], [other] = ['']] = [...platform.objects];
  platform.objects.set(id, withPolicy(thing, '{"version": 1}'));
  platform.objects.delete(other);
  expect(shown(await lab.plan(config, {}, options))).toMatchInlineSnapshot(`
    "
    Changed outside since the last run (2)
      ! null_thing.a  changed outside
          + policy (JSON): {version: 1}
      ! null_thing.b  deleted outside

    Updated in place (1)
      ~ null_thing.a  updated: 1 attribute
          - policy (JSON): {version: 1}

    Created (1)
      + null_thing.b
          + name: "b"

    Plan: 1 to add, 1 to change, 0 to destroy.
    "
  `);
  expect(shown(await lab.plan(config, { mode: 'refresh-only' }, options))).toMatchInlineSnapshot(`
    "
    Changed outside since the last run (2)
      ! null_thing.a  changed outside
          + policy (JSON): {version: 1}
      ! null_thing.b  deleted outside

    Plan: 2 changes made outside to record in the state.
    "
  `);
});

test('nothing to do', async () => {
  const config = data({ a: { input: 1 } });
  expect(shown(await planned({ before: config, after: config }))).toMatchInlineSnapshot(`
    "
    No changes: the platform is as the configuration says.
    "
  `);
  expect(renderPlan(await planned({ before: config, after: config }), { language: 'zh' })[0]).toBe(
    '无变更：平台与配置一致。',
  );
});

test('many alike are counted by type, and no line is left out', async () => {
  using lab = new Lab();
  const plan = await lab.plan(data({ n: { count: 1000, input: '${count.index}' } }));
  const lines = renderPlan(plan);
  expect(lines.filter((line) => line.includes('terraform_data.n['))).toHaveLength(1000);
  expect(lines.slice(-4)).toEqual([
    'By type (1)',
    '  terraform_data  +1000',
    '',
    'Plan: 1000 to add, 0 to change, 0 to destroy.',
  ]);
});

test('colours add nothing but colours', async () => {
  const plan = await planned({
    before: data({ a: { input: { l: [1, 2], t: 'a\nb\nc' }, triggers_replace: 1 }, b: {} }),
    after: data({ a: { input: { l: [2], t: 'a\nB\nc' }, triggers_replace: 2 } }),
  });
  const painted = renderPlan(plan, { paint: (text, tone) => `<${tone}>${text}</>` });
  expect(painted.map((line) => line.replace(/<\/?\w*>/g, ''))).toEqual(renderPlan(plan));
});

test('addresses and names cannot write to the terminal', async () => {
  using lab = new Lab();
  const key = 'a\u009b31m\u202e';
  const plan = await lab.plan(data({ a: { for_each: { [key]: 'x' }, input: { [key]: `\u001b]0;${key}` } } }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(shown(plan)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(shown(plan)).toContain('terraform_data.a["a\\u009b31m\\u202e"]');
});

test('unknown values name the references they wait for, each its own', async () => {
  const config = (v: number): JsonObject => ({
    variable: { v: { default: 'k' } },
    ...data({
      a: { triggers_replace: v },
      b: { triggers_replace: v },
      c: {
        input: {
          x: ['${terraform_data.a.id}-${var.v}', 'k'],
          y: '${[for i in [1] : terraform_data.b.id]}',
          z: '${jsonencode({ id = terraform_data.a.id })}',
        },
      },
    }),
  });
  expect(shown(await planned({ before: config(1), after: config(2) }))).toMatchInlineSnapshot(`
    "
    Destroyed or replaced (2)
    -/+ terraform_data.a  replaced: triggers_replace forces replacement
          ~ id: "id-1" → (known after apply)
          ~ triggers_replace: 1 → 2  # forces replacement
          ! 1 other depends on it: terraform_data.c
    -/+ terraform_data.b  replaced: triggers_replace forces replacement
          ~ id: "id-2" → (known after apply)
          ~ triggers_replace: 1 → 2  # forces replacement
          ! 1 other depends on it: terraform_data.c

    Updated in place (1)
      ~ terraform_data.c  updated: 2 attributes
          ~ input.x[0]: "id-1-k" → (known after apply)  ← terraform_data.a.id
          ~ input.y[0]: "id-2" → (known after apply)  ← terraform_data.b.id
          ~ input.z: "{\\"id\\":\\"id-1\\"}" → (known after apply)
              ← terraform_data.a.id
          ~ output:
              {x: ["id-1-k", "k"], y: ["id-2"], z: "{\\"id\\":\\"id-1\\"}"}
            → (known after apply)

    Plan: 2 to add, 1 to change, 2 to destroy (2 replaced).
    "
  `);
});

test('a list in another order, and the same elements as another type', async () => {
  const config = (list: string[], kind: string): JsonObject =>
    data({ a: { input: { list, same: `\${to${kind}(["a"])}` } } });
  const letters = [...'abcdefgh'];
  const plan = await planned({
    before: config(letters, 'list'),
    after: config(letters.toReversed(), 'set'),
  });
  expect(shown(plan)).toMatchInlineSnapshot(`
    "
    Updated in place (1)
      ~ terraform_data.a  updated: 2 attributes
          > input.list: 7 elements in another order  # [6] → [1], [5] → [2], …
          ~ input.same: equal content, but list becomes set
          ~ output:
              {list: ["a", "b", "c", "d", "e", "f", "g", "h"], same: ["a"]}
            → (known after apply)

    Plan: 0 to add, 1 to change, 0 to destroy.
    "
  `);
});

test('who depends on what is replaced', async () => {
  const config = (v: number): JsonObject => {
    const dependents = Array.from({ length: 5 }, (_, i) => [
      `a_dependent_with_a_long_name_${i}`,
      { input: '${terraform_data.root.id}' },
    ]);
    return data({ root: { triggers_replace: v }, ...Object.fromEntries(dependents) });
  };
  const plan = await planned({ before: config(1), after: config(2) });
  expect(renderPlan(plan).slice(0, 8)).toMatchInlineSnapshot(`
    [
      "Destroyed or replaced (1)",
      "-/+ terraform_data.root  replaced: triggers_replace forces replacement",
      "      ~ id: "id-1" → (known after apply)",
      "      ~ triggers_replace: 1 → 2  # forces replacement",
      "      ! 5 others depend on it:",
      "          terraform_data.a_dependent_with_a_long_name_0,",
      "          terraform_data.a_dependent_with_a_long_name_1,",
      "          terraform_data.a_dependent_with_a_long_name_2, …",
    ]
  `);
});

test('long heads and values are folded at 80 columns', async () => {
  const name = 'a_resource_with_quite_a_long_name_in_a_stack';
  const plan = await planned({
    before: data({ [name]: { input: 'the value that is there before the change happens' } }),
    after: data({
      [name]: {
        input: 'the value that is there after the change has happened',
        ...made('application/production/network/tier', 'src/stacks/production/network.ts:118'),
      },
    }),
  });
  expect(shown(plan)).toMatchInlineSnapshot(`
    "
    Updated in place (1)
      ~ terraform_data.a_resource_with_quite_a_long_name_in_a_stack
          updated: 2 attributes  # application/production/network/tier
          # src/stacks/production/network.ts:118
          ~ input:
              "the value that is there before the change happens"
            → "the value that is there after the change has happened"
          ~ output:
              "the value that is there before the change happens"
            → (known after apply)

    Plan: 0 to add, 1 to change, 0 to destroy.
    "
  `);
});
