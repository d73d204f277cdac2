import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { actions, Lab } from './testing/lab.ts';

const warnings = (diagnostics: readonly { severity: string; code: string }[]) =>
  diagnostics.filter(({ severity }) => severity === 'warning').map(({ code }) => code);

describe('import', () => {
  const config = `
resource "terraform_data" "a" {
  for_each = toset(["x", "y"])
  input    = each.key
}
import {
  for_each = { x = "1", y = "2" }
  to       = terraform_data.a[each.key]
  id       = "id-\${each.value}"
}`;

  test('brings an object in once', async () => {
    using lab = new Lab();
    const plan = await lab.plan(lab.write({ 'main.tf': config }));
    expect(plan.changes.map(({ text, action, importing }) => [text, action, importing?.id])).toEqual([
      ['terraform_data.a["x"]', 'update', 'id-1'],
      ['terraform_data.a["y"]', 'update', 'id-2'],
    ]);
    await lab.apply(lab.write({ 'main.tf': config }));
    expect(lab.state().resources[0]?.instances).toMatchObject([
      { attributes: { id: 'id-1' } },
      { attributes: { id: 'id-2' } },
    ]);
    const again = await lab.plan(lab.write({ 'main.tf': config }));
    expect(again.changes.map(({ action, importing }) => [action, importing])).toEqual([
      ['no-op', undefined],
      ['no-op', undefined],
    ]);
  });

  test.each([
    ['import {\n to = terraform_data.b\n id = "1"\n}', 'ZTC-E-IMPORT'],
    [
      'resource "terraform_data" "b" { count = 1 }\nimport {\n to = terraform_data.b[1]\n id = "1"\n}',
      'ZTC-E-IMPORT',
    ],
    ['resource "terraform_data" "b" {}\nimport {\n to = terraform_data.b\n id = ""\n}', 'ZTC-E-IMPORT'],
    [
      'resource "terraform_data" "c" {}\nresource "terraform_data" "b" {}\nimport {\n to = terraform_data.b\n id = terraform_data.c.id\n}',
      'ZTC-E-IMPORT',
    ],
  ])('refuses %#', async (text, code) => {
    using lab = new Lab();
    const plan = await lab.plan(lab.write({ 'main.tf': text }));
    expect(plan.diagnostics.map((one) => one.code)).toEqual([code]);
  });
});

test('a resource without instances is still checked for what its type does not know', async () => {
  using lab = new Lab();
  const plan = await lab.plan(
    lab.write({ 'main.tf': 'resource "terraform_data" "a" {\n  count = 0\n  inputt = 1\n}' }),
  );
  expect(plan.diagnostics.map(({ code, line }) => [code, line])).toEqual([['ZTC-E-CONFIG-ARGUMENT', 3]]);
});

describe('removed', () => {
  const removed = (destroy: boolean) => `
removed {
  from = terraform_data.a
  lifecycle { destroy = ${destroy} }
}`;

  test('forgets or destroys', async () => {
    using lab = new Lab();
    await lab.apply(lab.write({ 'main.tf': 'resource "terraform_data" "a" { count = 2 }' }));
    const plan = await lab.plan(lab.write({ 'main.tf': removed(true) }));
    expect(plan.changes.map(({ action }) => action)).toEqual(['delete', 'delete']);
    const result = await lab.apply(lab.write({ 'main.tf': removed(false) }));
    expect(result.counts).toMatchObject({ destroy: 0 });
    expect(lab.done()).toEqual([]);
    expect(lab.state().resources).toEqual([]);
  });

  test('forgets late what is replaced create first and what is changed have depended on', async () => {
    using lab = new Lab();
    const first = (rest: string): string =>
      `resource "terraform_data" "first" {\n  lifecycle { create_before_destroy = true }\n  ${rest}\n}`;
    const changed = (input: string): string =>
      `resource "terraform_data" "changed" {\n  input = ${input}\n}\n`;
    const before = `${changed('terraform_data.a.id')}${first('input = terraform_data.a.id')}`;
    await lab.apply(lab.write({ 'main.tf': `resource "terraform_data" "a" {}\n${before}` }));
    const after = `${changed('"x"')}${first('triggers_replace = terraform_data.changed.output')}`;
    const result = await lab.apply(lab.write({ 'main.tf': `${removed(false)}\n${after}` }));
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lab.state().resources.map(({ name }) => name)).toEqual(['changed', 'first']);
  });

  test('is refused while the declaration is there', async () => {
    using lab = new Lab();
    const plan = await lab.plan(lab.write({ 'main.tf': `resource "terraform_data" "a" {}${removed(true)}` }));
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['ZTC-E-CONFIG-REMOVED']);
  });
});

describe('what a configuration asserts', () => {
  const config = `
variable "v" {
  default = 1
  validation {
    condition     = var.v > 0
    error_message = "small"
  }
}
resource "terraform_data" "a" {
  input = "x"
  lifecycle {
    postcondition {
      condition     = self.output == "x"
      error_message = "other"
    }
  }
}
check "c" {
  data "terraform_remote_state" "r" {
    backend = "local"
    config  = { path = "other.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.r.outputs.n == 1
    error_message = "not one"
  }
}
check "d" {
  assert {
    condition     = terraform_data.a.output == "y"
    error_message = "not y"
  }
}
output "o" {
  value = 1
  precondition {
    condition     = terraform_data.a.output != ""
    error_message = "empty"
  }
}`;

  test('is told by plan and state, and warns only where it is a check', async () => {
    using lab = new Lab();
    const plan = await lab.plan(lab.write({ 'main.tf': config }));
    const statuses = plan.checks.results().map(({ address, status }) => [address, status]);
    expect(statuses).toEqual([
      ['check.c', 'fail'],
      ['check.d', 'unknown'],
      ['output.o', 'unknown'],
      ['terraform_data.a', 'unknown'],
      ['var.v', 'pass'],
    ]);
    expect(plan.errored).toBe(false);
    const result = await lab.apply(lab.write({ 'main.tf': config }));
    expect(warnings(result.diagnostics)).toEqual(['ZTC-E-STATE-MISSING', 'ZTC-W-CHECK']);
    expect(result.diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
    const held = lab.state().check_results as readonly {
      config_addr: string;
      status: string;
      objects: unknown;
    }[];
    expect(held.map(({ config_addr, status }) => [config_addr, status])).toEqual([
      ['check.c', 'fail'],
      ['check.d', 'fail'],
      ['output.o', 'pass'],
      ['terraform_data.a', 'pass'],
      ['var.v', 'pass'],
    ]);
    expect(held[1]?.objects).toEqual([
      { object_addr: 'check.d', status: 'fail', failure_messages: ['not y'] },
    ]);
  });

  test('is looked at where an object is not there yet, and only refreshed', async () => {
    using lab = new Lab();
    const held = (condition: string): string =>
      `lifecycle {\n postcondition {\n condition = ${condition}\n error_message = "no"\n }\n }`;
    const files = {
      'main.tf': `resource "terraform_data" "any" {
  ${held('self.id != "" || true')}
}
resource "terraform_data" "open" {
  ${held('self.id != ""')}
}`,
    };
    const { checks } = await lab.plan(lab.write(files), { mode: 'refresh-only' });
    expect(checks.results()).toMatchObject([
      { address: 'terraform_data.any', status: 'pass' },
      { address: 'terraform_data.open', status: 'unknown' },
    ]);
  });

  test('data of a check is read again by the apply, behind everything else', async () => {
    using lab = new Lab();
    const files = { 'main.tf': config.replace('other.tfstate', 'r.tfstate') };
    const other = { version: 4, terraform_version: '1', serial: 1, lineage: 'l', resources: [] };
    lab.write(files);
    const outputs = { n: { value: 1, type: 'number' } };
    writeFileSync(join(lab.dir, 'r.tfstate'), JSON.stringify({ ...other, outputs }));
    const plan = await lab.plan(lab.write(files));
    expect(actions(plan)).toContain('data.terraform_remote_state.r: read read_because_check_nested');
    await lab.apply(lab.write(files));
    expect(lab.done()).toEqual(['create a', 'read data.terraform_remote_state.r']);
  });
});

describe('provisioners', () => {
  const config = (create: string, more = '') => `
resource "terraform_data" "a" {
  input = "x"
  provisioner "local-exec" {
    command     = "${create}"
    environment = { NAME = self.output }
    ${more}
  }
  provisioner "local-exec" {
    when    = destroy
    command = "echo gone \${self.output} >> log.txt"
  }
}
resource "terraform_data" "b" { input = terraform_data.a.id }`;

  test('run behind the creation and before the destruction, in the folder of the configuration', async () => {
    using lab = new Lab();
    const log = () => readFileSync(join(lab.dir, 'log.txt'), 'utf8');
    const files = { 'main.tf': config('echo made $NAME >> log.txt; echo said') };
    const { diagnostics } = await lab.apply(lab.write(files));
    expect(diagnostics).toEqual([]);
    expect(log()).toBe('made x\n');
    expect(
      lab.events.flatMap((event) => (event.kind === 'provision_progress' ? [event.output] : [])),
    ).toContain('said');
    await lab.apply(lab.write(files), { mode: 'destroy' });
    expect(log()).toBe('made x\ngone x\n');
  });

  test('a failure taints the new object and stops what depends on it', async () => {
    using lab = new Lab();
    const { diagnostics, skipped } = await lab.apply(lab.write({ 'main.tf': config('exit 3') }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['ZTC-E-PROVISIONER']);
    expect(skipped).toEqual(['terraform_data.b']);
    expect(lab.state().resources[0]?.instances).toMatchObject([{ status: 'tainted' }]);
    await lab.apply(lab.write({ 'main.tf': config('exit 0') }));
    expect(existsSync(join(lab.dir, 'log.txt'))).toBe(false);
  });

  test('may be let fail', async () => {
    using lab = new Lab();
    const files = { 'main.tf': config('exit 3', 'on_failure = continue') };
    const { diagnostics } = await lab.apply(lab.write(files));
    expect(warnings(diagnostics)).toEqual(['ZTC-E-PROVISIONER']);
    expect(lab.state().resources).toHaveLength(2);
  });
});
