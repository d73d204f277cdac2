import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../values/json.ts';
import { asString } from '../values/value.ts';
import { actions, data, Lab } from './testing/lab.ts';

describe('create, update, replace, delete', () => {
  test('creates in order of reference, then has nothing to do', async () => {
    using lab = new Lab();
    const config = data({ b: { input: '${terraform_data.a.id}' }, a: { input: 'x' } });
    expect(actions(await lab.plan(config))).toEqual(['a: create', 'b: create']);
    const result = await lab.apply(config);
    expect(result.diagnostics).toEqual([]);
    expect(lab.done()).toEqual(['create a', 'create b']);
    expect(actions(await lab.plan(config))).toEqual([]);
    const [, b] = lab.state().resources;
    expect(b).toMatchObject({
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [
        {
          schema_version: 0,
          attributes: { id: 'id-2', input: { value: 'id-1', type: 'string' } },
          dependencies: ['terraform_data.a'],
        },
      ],
    });
  });

  test('an update makes what depends on it unknown', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: { input: '1' }, b: { input: '${terraform_data.a.output}' } }));
    const next = data({ a: { input: '2' }, b: { input: '${terraform_data.a.output}' } });
    expect(actions(await lab.plan(next))).toEqual(['a: update', 'b: update']);
    await lab.apply(next);
    expect(actions(await lab.plan(next))).toEqual([]);
  });

  test('destroys the dependent, changes the dependency, creates the dependent', async () => {
    using lab = new Lab();
    const config = (v: string) =>
      data({
        a: { input: v },
        b: { input: '${terraform_data.a.output}', triggers_replace: v },
      });
    await lab.apply(config('1'));
    const plan = await lab.plan(config('2'));
    expect(actions(plan)).toEqual(['a: update', 'b: delete-create replace_because_cannot_update']);
    expect(plan.changes[1]?.replacePaths).toEqual([['triggers_replace']]);
    await lab.apply(config('2'));
    expect(lab.done()).toEqual(['delete b', 'update a', 'create b']);
  });

  test('create before destroy spreads to what is depended on', async () => {
    using lab = new Lab();
    const config = (v: string) =>
      data({
        a: { triggers_replace: v },
        b: { triggers_replace: '${terraform_data.a.id}' },
        c: { triggers_replace: '${terraform_data.b.id}', lifecycle: { create_before_destroy: true } },
      });
    await lab.apply(config('1'));
    expect(actions(await lab.plan(config('2')))).toEqual(
      ['a', 'b', 'c'].map((n) => `${n}: create-delete replace_because_cannot_update`),
    );
    await lab.apply(config('2'));
    expect(lab.done()).toEqual(['create a', 'create b', 'create c', 'delete c', 'delete b', 'delete a']);
    expect(JSON.stringify(lab.state())).not.toContain('deposed');
    expect(lab.stateText()).toContain('"create_before_destroy": true');
  });

  test('an orphan with create before destroy goes after its dependents have changed', async () => {
    using lab = new Lab();
    const cbd = { create_before_destroy: true };
    await lab.apply(data({ a: { lifecycle: cbd }, b: { input: '${terraform_data.a.id}' } }));
    await lab.apply(data({ b: { input: 'free' } }));
    expect(lab.done()).toEqual(['update b', 'delete a']);
  });

  test('an orphan without it goes first', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: {}, b: { input: '${terraform_data.a.id}' } }));
    await lab.apply(data({ b: { input: 'free' } }));
    expect(lab.done()).toEqual(['delete a', 'update b']);
  });

  test('destroy goes against the order and keeps the lineage', async () => {
    using lab = new Lab();
    const config = data({ a: {}, b: { depends_on: ['terraform_data.a'] } }, { output: { o: { value: 1 } } });
    await lab.apply(config);
    const plan = await lab.plan(config, { mode: 'destroy' });
    expect(actions(plan)).toEqual(['a: delete', 'b: delete']);
    await lab.apply(config, { mode: 'destroy' });
    expect(lab.done()).toEqual(['delete b', 'delete a']);
    expect(lab.state()).toMatchObject({ resources: [], outputs: {}, lineage: expect.stringMatching(/./) });
  });
});

describe('count and for_each', () => {
  test('reasons for instances that go', async () => {
    using lab = new Lab();
    await lab.apply(data({ c: { count: 3 }, e: { for_each: { x: 1, y: 2 }, input: '${each.value}' } }));
    const plan = await lab.plan(data({ c: { count: 1 }, e: { for_each: { x: 1 }, input: '${each.value}' } }));
    expect(actions(plan)).toEqual([
      'c[1]: delete delete_because_count_index',
      'c[2]: delete delete_because_count_index',
      'e["y"]: delete delete_because_each_key',
    ]);
  });

  test('count comes and goes without a change', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: {} }));
    const plan = await lab.plan(data({ a: { count: 1 } }));
    expect(plan.changes).toMatchObject([
      { text: 'terraform_data.a[0]', action: 'no-op', previousAddress: 'terraform_data.a' },
    ]);
    await lab.apply(data({ a: { count: 2 } }));
    const back = await lab.plan(data({ a: {} }));
    expect(actions(back)).toEqual(['a[1]: delete delete_because_wrong_repetition']);
    expect(back.changes[0]).toMatchObject({ previousAddress: 'terraform_data.a[0]' });
  });

  test('count to for_each is new objects', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: { count: 1 } }));
    expect(actions(await lab.plan(data({ a: { for_each: { k: 1 } } })))).toEqual([
      'a[0]: delete delete_because_wrong_repetition',
      'a["k"]: create',
    ]);
  });

  test('an unknown count is an error', async () => {
    using lab = new Lab();
    const plan = await lab.plan(data({ a: {}, b: { count: '${length(terraform_data.a.id)}' } }));
    expect(plan.errored).toBe(true);
    expect(plan.diagnostics).toMatchObject([{ summary: 'Invalid count argument' }]);
  });
});

describe('lifecycle', () => {
  test('moved to where an object stands that moves on later: stays', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: { input: 1 }, b: { input: 2 } }));
    const moved = [
      { from: 'terraform_data.a', to: 'terraform_data.b' },
      { from: 'terraform_data.b', to: 'terraform_data.c' },
    ];
    const plan = await lab.plan(data({ c: { input: 2 } }, { moved }));
    expect(actions(plan)).toEqual(['a: delete delete_because_no_resource_config']);
    expect(plan.changes.find(({ text }) => text === 'terraform_data.c')?.previousAddress).toBe(
      'terraform_data.b',
    );
    expect(plan.diagnostics).toMatchObject([{ code: 'ZTC-W-MOVE-BLOCKED' }]);
  });

  test('moved', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: { input: 1 }, n: { input: 2 } }));
    const moved = [
      { from: 'terraform_data.a', to: 'terraform_data.b' },
      { from: 'terraform_data.b', to: 'terraform_data.c["k"]' },
    ];
    const config = data({ c: { for_each: { k: 1 }, input: 1 }, n: { input: 2 } }, { moved });
    const plan = await lab.plan(config);
    expect(actions(plan)).toEqual([]);
    expect(plan.changes[0]).toMatchObject({
      text: 'terraform_data.c["k"]',
      previousAddress: 'terraform_data.a',
    });
    await lab.apply(config);
    expect(actions(await lab.plan(config))).toEqual([]);
  });

  test('a move to a place that the configuration does not have', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: {} }));
    const plan = await lab.plan({ moved: [{ from: 'terraform_data.a', to: 'terraform_data.b' }] });
    expect(actions(plan)).toEqual(['b: delete delete_because_no_move_target']);
  });

  test('null_resource becomes terraform_data', async () => {
    using lab = new Lab();
    await lab.apply({ resource: { null_resource: { a: { triggers: { k: 'v' } } } } });
    const config = data(
      { a: { triggers_replace: { k: 'v' } } },
      {
        moved: [{ from: 'null_resource.a', to: 'terraform_data.a' }],
      },
    );
    const plan = await lab.plan(config);
    expect(plan.diagnostics).toEqual([]);
    expect(plan.changes).toMatchObject([{ text: 'terraform_data.a', previousAddress: 'null_resource.a' }]);
    expect(actions(plan).join()).not.toContain('create:');
  });

  test('prevent_destroy stops replacement and destruction, not the removal of its block', async () => {
    using lab = new Lab();
    const config = (v: string) => data({ a: { triggers_replace: v, lifecycle: { prevent_destroy: true } } });
    await lab.apply(config('1'));
    const plan = await lab.plan(config('2'));
    expect(plan.errored).toBe(true);
    expect(plan.diagnostics).toMatchObject([{ code: 'ZTC-E-PREVENT-DESTROY' }]);
    expect((await lab.plan(config('1'), { mode: 'destroy' })).errored).toBe(true);
    expect(actions(await lab.plan({}))).toEqual(['a: delete delete_because_no_resource_config']);
    await expect(lab.apply(config('2'))).rejects.toThrow('ZTC-E-PLAN-ERRORED');
  });

  test('ignore_changes', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: { input: { k: 1 }, triggers_replace: 'x' } }));
    const ignore = (v: unknown) =>
      data({ a: { input: { k: 2 }, triggers_replace: 'x', lifecycle: { ignore_changes: v as never } } });
    expect(actions(await lab.plan(ignore(['input'])))).toEqual([]);
    expect(actions(await lab.plan(ignore(['input["k"]'])))).toEqual([]);
    expect(actions(await lab.plan(ignore('all')))).toEqual([]);
    const plan = await lab.plan(ignore(['input']), { replace: ['terraform_data.a'] });
    expect(actions(plan)).toEqual(['a: delete-create replace_by_request']);
    const json = JSON.parse(lab.engine(ignore(['input'])).planJson(plan));
    expect(json.resource_changes[0].change.after.input).toEqual({ k: 2 });
  });

  test('what is equal to what was there counts as it is written, with the sign of a zero', async () => {
    using lab = new Lab();
    const config = (zero: string, lifecycle: JsonObject = {}): JsonObject => ({
      ...data({ a: { input: zero, lifecycle } }),
      output: { signed: { value: 'x${terraform_data.a.input}' } },
    });
    const signed = async (wanted: JsonObject) =>
      (await lab.plan(wanted)).outputs.map(({ after }) => after && asString(after));
    await lab.apply(config('${0}'));
    expect(await signed(config('${-0}'))).toEqual(['x-0']);
    expect(await signed(config('${-0}', { ignore_changes: ['input'] }))).toEqual(['x-0']);
    expect(await signed(config('${-0}', { ignore_changes: 'all' as never }))).toEqual(['x0']);
  });

  test('an apply takes the sign that a zero really has', async () => {
    using lab = new Lab();
    const config = (zero: string, rest: JsonObject): JsonObject => data({ a: { input: zero }, b: rest });
    await lab.apply(config('${0}', {}));
    await lab.apply(config('${-0}', { input: '${terraform_data.a.input}' }));
    expect(lab.stateText()).not.toContain('-0');
  });

  test('replace_triggered_by', async () => {
    using lab = new Lab();
    const config = (v: string) =>
      data({
        a: { input: v },
        b: { lifecycle: { replace_triggered_by: ['terraform_data.a'] } },
        c: { lifecycle: { replace_triggered_by: ['terraform_data.a.triggers_replace'] } },
      });
    await lab.apply(config('1'));
    expect(actions(await lab.plan(config('2')))).toEqual([
      'a: update',
      'b: delete-create replace_by_triggers',
    ]);
  });

  test('conditions', async () => {
    using lab = new Lab();
    const condition = (text: string, kind: string) => ({
      lifecycle: { [kind]: [{ condition: text, error_message: 'no good' }] },
    });
    const pre = await lab.plan(data({ a: condition('${path.root == "x"}', 'precondition') }));
    expect(pre.diagnostics).toMatchObject([
      { code: 'ZTC-E-CONDITION', detail: expect.stringContaining('terraform_data.a: no good') },
    ]);
    const result = await lab.apply(
      data({
        a: condition('${self.id == "other"}', 'postcondition'),
        b: { input: '${terraform_data.a.id}' },
        c: {},
      }),
    );
    expect(result.diagnostics).toMatchObject([{ code: 'ZTC-E-CONDITION' }]);
    expect(result.skipped).toEqual(['terraform_data.b']);
    expect(lab.done().sort()).toEqual(['create a', 'create c']);
    expect(lab.state().resources).toHaveLength(2);
  });
});
