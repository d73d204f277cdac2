import { describe, expect, test } from 'vitest';
import { writeJson } from '../values/json.ts';
import { FakePlatform } from './testing/fake-provider.ts';
import { actions, Lab } from './testing/lab.ts';

/** One design, written twice. */
const NATIVE = {
  'main.tf': `
variable "names" {
  type    = list(string)
  default = ["x", "y"]
}
locals {
  prefix = "p-\${length(var.names)}"
}
resource "terraform_data" "a" {
  for_each = toset(var.names)
  input    = { name = "\${local.prefix}-\${each.key}", n = 1.5, list = [true, null] }
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [triggers_replace]
  }
}
resource "terraform_data" "b" {
  triggers_replace = terraform_data.a["x"].id
  depends_on       = [module.m]
}
module "m" {
  source = "./m"
  count  = 2
  value  = terraform_data.a["y"].output.name
}
moved {
  from = terraform_data.old
  to   = terraform_data.b
}
output "o" {
  value     = [for m in module.m : m.out]
  sensitive = true
}`,
  'm/main.tf': `
variable "value" {}
resource "terraform_data" "c" {
  input = "\${path.module} \${var.value}"
}
output "out" {
  value = terraform_data.c.output
}`,
};

const JSON_SYNTAX = {
  'main.tf.json': writeJson({
    variable: { names: { type: 'list(string)', default: ['x', 'y'] } },
    locals: { prefix: 'p-${length(var.names)}' },
    resource: {
      terraform_data: {
        a: {
          for_each: '${toset(var.names)}',
          input: { name: '${local.prefix}-${each.key}', n: 1.5, list: [true, null] },
          lifecycle: { create_before_destroy: true, ignore_changes: ['triggers_replace'] },
        },
        b: { triggers_replace: '${terraform_data.a["x"].id}', depends_on: ['module.m'] },
      },
    },
    module: { m: { source: './m', count: 2, value: '${terraform_data.a["y"].output.name}' } },
    moved: [{ from: 'terraform_data.old', to: 'terraform_data.b' }],
    output: { o: { value: '${[for m in module.m : m.out]}', sensitive: true } },
  }),
  'm/main.tf.json': writeJson({
    variable: { value: {} },
    resource: { terraform_data: { c: { input: '${path.module} ${var.value}' } } },
    output: { out: { value: '${terraform_data.c.output}' } },
  }),
};

describe('a design in both syntaxes', () => {
  test('has one plan, and one state', async () => {
    const results = [];
    for (const files of [NATIVE, JSON_SYNTAX]) {
      using lab = new Lab();
      const plan = await lab.plan(lab.write(files));
      await lab.apply(lab.write(files));
      const { resources, outputs } = lab.state();
      results.push({ actions: actions(plan), resources, outputs });
    }
    expect(results[0]?.actions).toHaveLength(5);
    expect(results[0]).toEqual(results[1]);
  });

  test('can go from one to the other without a change', async () => {
    using lab = new Lab();
    await lab.apply(lab.write(NATIVE));
    expect(actions(await lab.plan(lab.write(JSON_SYNTAX)))).toEqual([]);
  });
});

describe('nested blocks', () => {
  const rack = (body: string) => ({ 'main.tf': `resource "null_rack" "r" {\n${body}\n}` });
  const platform = new FakePlatform();
  const options = { providers: [['null', platform.provider] as const] as never };

  test('are planned, kept, changed and replaced', async () => {
    using lab = new Lab();
    await lab.apply(
      lab.write(
        rack(`
          disk { size = 1 }
          dynamic "disk" {
            for_each = [2, 3]
            content { size = disk.value }
          }
          place { row = "a" }
          port "eth0" { speed = "fast" }`),
      ),
      {},
      options,
    );
    const [attributes] = (lab.state().resources[0]?.instances ?? []) as never as { attributes: object }[];
    expect(attributes?.attributes).toMatchObject({
      disk: [
        { size: 1, device: 'settled' },
        { size: 2, device: 'settled' },
        { size: 3, device: 'settled' },
      ],
      place: { row: 'a' },
      port: { eth0: { speed: 'fast' } },
    });
    const same = lab.write(
      rack(
        'disk {\n  size = 1\n}\ndisk {\n  size = 2\n}\ndisk {\n  size = 3\n}\nplace {\n  row = "a"\n}\nport "eth0" {\n  speed = "fast"\n}',
      ),
    );
    expect(actions(await lab.plan(same, {}, options))).toEqual([]);
    const fewer = lab.write(rack('disk {\n  size = 1\n}\nplace {\n  row = "a"\n}'));
    const plan = await lab.plan(fewer, {}, options);
    expect(actions(plan)).toEqual(['null_rack.r: update']);
    const moved = lab.write(rack('place {\n  row = "b"\n}'));
    expect(actions(await lab.plan(moved, {}, options))).toEqual([
      'null_rack.r: delete-create replace_because_cannot_update',
    ]);
    await lab.apply(lab.write(rack('')), {}, options);
    const [last] = (lab.state().resources[0]?.instances ?? []) as never as { attributes: object }[];
    expect(last?.attributes).toMatchObject({ disk: [], place: null, port: {} });
  });

  test('can be of a number that is known after the apply', async () => {
    using lab = new Lab();
    const config = lab.write({
      'main.tf': `
        resource "terraform_data" "n" {
          input = [1, 2]
        }
        resource "null_rack" "r" {
          dynamic "disk" {
            for_each = terraform_data.n.output
            content { size = disk.value }
          }
        }`,
    });
    const plan = await lab.plan(config, {}, options);
    expect(plan.diagnostics).toEqual([]);
    await lab.apply(config, {}, options);
    expect(actions(await lab.plan(config, {}, options))).toEqual([]);
  });
});
