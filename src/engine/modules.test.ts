import { describe, expect, test } from 'vitest';
import { actions, Lab } from './testing/lab.ts';

const CALLED = `
variable "name" { type = string }
variable "size" {
  type    = number
  default = 1
  validation {
    condition     = var.size > 0
    error_message = "too small"
  }
}
resource "terraform_data" "a" {
  count = var.size
  input = "\${var.name}-\${count.index}"
}
output "all" { value = terraform_data.a[*].output }
`;

const calling = (keys: readonly string[], more = '') => `
module "m" {
  source   = "./m"
  for_each = toset(${JSON.stringify(keys)})
  name     = each.key
  ${more}
}
resource "terraform_data" "after" { input = { for k, m in module.m : k => m.all } }
`;

describe('modules', () => {
  test('are planned, created behind what they need and recorded by their instances', async () => {
    using lab = new Lab();
    const result = await lab.apply(lab.write({ 'main.tf': calling(['x', 'y']), 'm/main.tf': CALLED }));
    expect(result.diagnostics).toEqual([]);
    expect(lab.done().at(-1)).toBe('create after');
    const { resources } = lab.state();
    expect(resources.map(({ module, name }) => `${module ?? ''} ${name}`)).toEqual([
      ' after',
      'module.m["x"] a',
      'module.m["y"] a',
    ]);
    expect(resources[0]?.instances).toMatchObject([
      {
        attributes: { input: { value: { x: ['x-0'], y: ['y-0'] } } },
        dependencies: ['module.m.terraform_data.a'],
      },
    ]);
  });

  test('instances with the same key in different modules are told apart', async () => {
    using lab = new Lab();
    const called =
      'variable "n" {}\nresource "terraform_data" "a" {\nfor_each = toset(["k"])\ninput = "${var.n}-${terraform_data.b.id}"\n}\nresource "terraform_data" "b" {}';
    const main = 'module "m" {\nsource = "./m"\nfor_each = toset(["x", "y"])\nn = each.key\n}';
    const { diagnostics } = await lab.apply(lab.write({ 'main.tf': main, 'm/main.tf': called }));
    expect(diagnostics).toEqual([]);
    expect(actions(await lab.plan(lab.write({ 'main.tf': main, 'm/main.tf': called })))).toEqual([]);
  });

  test('an instance that is gone takes its objects along', async () => {
    using lab = new Lab();
    await lab.apply(lab.write({ 'main.tf': calling(['x', 'y']), 'm/main.tf': CALLED }));
    const plan = await lab.plan(lab.write({ 'main.tf': calling(['x']), 'm/main.tf': CALLED }));
    expect(actions(plan)).toEqual([
      'after: update',
      'module.m["y"].terraform_data.a[0]: delete delete_because_no_module',
    ]);
  });

  test('calls move with all they hold when they are told to; count alone makes new ones', async () => {
    using lab = new Lab();
    const call = (head: string, more = '') => `module ${head}\n${more}`;
    await lab.apply(
      lab.write({ 'main.tf': call('"m" {\nsource = "./m"\nname = "x"\n}'), 'm/main.tf': CALLED }),
    );
    const counted = await lab.plan(
      lab.write({ 'main.tf': call('"m" {\nsource = "./m"\nname = "x"\ncount = 1\n}'), 'm/main.tf': CALLED }),
    );
    expect(actions(counted)).toEqual([
      'module.m.terraform_data.a[0]: delete delete_because_no_module',
      'module.m[0].terraform_data.a[0]: create',
    ]);
    const moved = 'moved {\nfrom = module.m\nto = module.n["k"]\n}';
    const renamed = call('"n" {\nsource = "./m"\nname = "x"\nfor_each = toset(["k"])\n}', moved);
    const plan = await lab.plan(lab.write({ 'main.tf': renamed, 'm/main.tf': CALLED }));
    expect(plan.changes.map(({ text, action, previousAddress }) => [text, action, previousAddress])).toEqual([
      ['module.n["k"].terraform_data.a[0]', 'no-op', 'module.m.terraform_data.a[0]'],
    ]);
  });

  test('targets are a module, one instance of it, or a resource in one', async () => {
    using lab = new Lab();
    const config = () => lab.write({ 'main.tf': calling(['x', 'y'], 'size = 2'), 'm/main.tf': CALLED });
    const planned = async (target: string) => actions(await lab.plan(config(), { targets: [target] }));
    expect(await planned('module.m')).toHaveLength(4);
    expect(await planned('module.m["x"]')).toHaveLength(2);
    expect(await planned('module.m["x"].terraform_data.a')).toHaveLength(2);
    expect(await planned('module.m["x"].terraform_data.a[1]')).toEqual([
      'module.m["x"].terraform_data.a[1]: create',
    ]);
  });

  test('a wrong argument is refused where the call stands', async () => {
    using lab = new Lab();
    const plan = await lab.plan(lab.write({ 'main.tf': calling(['x'], 'size = 0'), 'm/main.tf': CALLED }));
    expect(plan.diagnostics).toMatchObject([
      { code: 'ZTC-E-VARIABLE-INVALID', detail: 'too small (module.m["x"].var.size)' },
    ]);
  });
});
