import { describe, expect, test } from 'vitest';
import type { PlanOptions } from './plan/model.ts';
import { actions, data, Lab } from './testing/lab.ts';

describe('targets', () => {
  test('what is named and what that needs', async () => {
    using lab = new Lab();
    const config = data(
      { a: {}, b: { input: '${terraform_data.a.id}' }, c: { input: '${terraform_data.b.id}' } },
      { output: { o: { value: '${terraform_data.b.id}' }, d: { value: '${terraform_data.c.id}' } } },
    );
    const plan = await lab.plan(config, { targets: ['terraform_data.b'] });
    expect(actions(plan)).toEqual(['a: create', 'b: create']);
    expect(plan.outputs.map(({ name }) => name)).toEqual(['o']);
    expect(plan.complete).toBe(false);
    await lab.apply(config);
    const destroy = await lab.plan(config, { mode: 'destroy', targets: ['terraform_data.b'] });
    expect(actions(destroy)).toEqual(['b: delete', 'c: delete']);
  });

  test('evaluate the variables that these and their outputs use, and no others', async () => {
    using lab = new Lab();
    const variable = (name: string) => ({
      type: 'string',
      default: '',
      validation: { condition: `\${var.${name} != "bad"}`, error_message: `Not this ${name}.` },
    });
    const config = data(
      { a: { input: '${var.used}' }, b: { input: '${var.unused}' } },
      {
        variable: { used: variable('used'), unused: variable('unused'), told: variable('told') },
        output: { o: { value: '${[terraform_data.a.id, var.told]}' } },
      },
    );
    const plan = await lab.plan(config, { targets: ['terraform_data.a'] }, { vars: { unused: 'bad' } });
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['ZTC-W-TARGET']);
    expect(plan.checks.results()).toMatchObject([
      { address: 'var.told', status: 'pass' },
      { address: 'var.unused', status: 'unknown', objects: undefined },
      { address: 'var.used', status: 'pass' },
    ]);
  });

  test('what is put aside, or left over in a module, only where that is needed itself', async () => {
    using lab = new Lab();
    const called = (more: string): string => `resource "terraform_data" "in" {}\n${more}`;
    const main = `module "m" {
  source = "./m"
}
resource "terraform_data" "a" {}
resource "terraform_data" "user" {
  input      = terraform_data.a.id
  depends_on = [module.m]
}`;
    const left = called('resource "terraform_data" "left" {}');
    await lab.apply(lab.write({ 'main.tf': main, 'm/main.tf': left }));
    const state = JSON.parse(lab.stateText());
    for (const { instances, name } of state.resources)
      if (name === 'a') instances.push({ ...instances[0], deposed: '0123abcd' });
    lab.writeState(JSON.stringify(state));
    const folder = lab.write({ 'main.tf': main, 'm/main.tf': called('') });
    const targeted = async (name: string) =>
      actions(await lab.plan(folder, { targets: [`terraform_data.${name}`] }));
    expect(await targeted('user')).toEqual([
      'module.m.terraform_data.left: delete delete_because_no_resource_config',
    ]);
    expect(await targeted('a')).toEqual(['a deposed: delete']);
  });

  test('a target that is no address', async () => {
    using lab = new Lab();
    await expect(lab.plan(data({}), { targets: ['what?'] })).rejects.toThrow('ZTC-E-ADDRESS');
  });

  test('and replacements that match nothing are told', async () => {
    using lab = new Lab();
    const config = data({ a: { count: 2 } });
    const codes = async (options: Partial<PlanOptions>): Promise<readonly string[]> =>
      (await lab.plan(config, options)).diagnostics.map(({ code, detail }) => `${code} ${detail}`);
    expect(await codes({ targets: ['terraform_data.a[0]'] })).toEqual([
      expect.not.stringContaining('has the address'),
    ]);
    expect(await codes({ targets: ['terraform_data.zzz'] })).toEqual([
      expect.stringContaining('Nothing in the configuration or the state has the address terraform_data.zzz'),
    ]);
    expect(await codes({ replace: ['terraform_data.a'] })).toEqual([
      expect.stringMatching(/^ZTC-W-REPLACE .*terraform_data\.a\[0\], terraform_data\.a\[1\]/),
    ]);
    const result = await lab.apply(config, { targets: ['terraform_data.a[0]'] });
    expect(result.diagnostics).toMatchObject([{ code: 'ZTC-W-TARGET', severity: 'warning' }]);
  });
});

describe('instances that are not planned', () => {
  const config = (count: number, more: object = {}) =>
    data({ a: { count, input: 1 } }, { output: { n: { value: '${length(terraform_data.a)}' }, ...more } });

  test('are not there for expressions', async () => {
    using lab = new Lab();
    const first = { targets: ['terraform_data.a[0]'] };
    await lab.apply(config(2), first);
    expect(lab.state()).toMatchObject({ outputs: { n: { value: 1 } } });
    const missing = config(2, { o: { value: '${terraform_data.a[1].id}' } });
    expect((await lab.plan(missing, first)).diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'error', summary: 'Invalid index' }),
    );
  });

  test('what the plan removes is gone for everybody', async () => {
    using lab = new Lab();
    const config = (count: number) =>
      data({ a: { count, input: 1 }, b: { input: '${length(terraform_data.a)}' } });
    await lab.apply(config(3));
    const result = await lab.apply(config(2), { targets: ['terraform_data.b'] });
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const b = lab.state().resources.find(({ name }) => name === 'b');
    expect(b).toMatchObject({ instances: [{ attributes: { input: { value: 2 } } }] });
  });

  test('those that are there stay, and gaps between them are unknown', async () => {
    using lab = new Lab();
    await lab.apply(config(1));
    await lab.apply(config(4), { targets: ['terraform_data.a[2]'] });
    expect(lab.state()).toMatchObject({ outputs: { n: { value: 3 } } });
    const splat = config(1, { o: { value: '${terraform_data.a[*].input}' } });
    const { outputs } = await lab.plan(splat, { mode: 'refresh-only' });
    expect(outputs.map(({ name, action, after }) => [name, action, after?.whollyKnown])).toEqual([
      ['n', 'no-op', true],
      ['o', 'create', false],
    ]);
  });
});

describe('outputs', () => {
  test('sensitive values need a sensitive output, and are recorded as such', async () => {
    using lab = new Lab();
    const variable = { s: { type: 'string', sensitive: true } };
    const config = (output: object) =>
      data({ a: { input: '${var.s}' } }, { variable, output: { o: output as never } });
    const vars = { vars: { s: 'secret' } };
    const plan = await lab.plan(config({ value: '${terraform_data.a.input}' }), {}, vars);
    expect(plan.diagnostics).toMatchObject([{ code: 'ZTC-E-OUTPUT-SENSITIVE' }]);
    const good = config({ value: '${terraform_data.a.input}', sensitive: true });
    await lab.apply(good, {}, vars);
    expect(lab.state()).toMatchObject({
      outputs: { o: { value: 'secret', type: 'string', sensitive: true } },
      resources: [{ instances: [{ sensitive_attributes: [[{ type: 'get_attr', value: 'input' }]] }] }],
    });
    expect(actions(await lab.plan(good, {}, vars))).toEqual([]);
    const open = data({ a: { input: 'secret' } });
    expect(actions(await lab.plan(open))).toEqual(['a: update']);
    await lab.apply(open);
    expect(actions(await lab.plan(open))).toEqual([]);
  });

  test('an output alone is a change', async () => {
    using lab = new Lab();
    await lab.apply(data({ a: {} }));
    const config = data(
      { a: {} },
      { output: { n: { value: '${1/3}' }, big: { value: '${12345678901234567890123}' } } },
    );
    const plan = await lab.plan(config);
    expect(plan.outputs.map(({ name, action }) => `${name} ${action}`)).toEqual(['big create', 'n create']);
    await lab.apply(config);
    expect(lab.stateText()).toMatch(/"value": 0\.3{153}/);
  });

  test('numbers keep every digit', async () => {
    using lab = new Lab();
    const config = data({ a: { input: '${12345678901234567890123 + 0}' } });
    await lab.apply(config);
    expect(lab.stateText()).toContain('"value": 12345678901234567890123,');
    expect(actions(await lab.plan(config))).toEqual([]);
  });
});
