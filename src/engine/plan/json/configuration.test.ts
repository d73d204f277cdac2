import { describe, expect, it } from 'vitest';
import { loadFolder } from '../../../config/load.ts';
import { withFolder } from '../../../config/testing.ts';
import { ConfigTree } from '../../../config/tree.ts';
import { createBuiltinProvider } from '../../../provider/builtin/terraform-provider.ts';
import { writeJson } from '../../../values/json.ts';
import { ProviderDirectory } from '../../providers.ts';
import { configurationJson } from './configuration.ts';

/** Expected values are what Terraform 1.15 shows for these very files. */
function configuration(files: Readonly<Record<string, string>>) {
  const { module, diagnostics } = withFolder(files, (dir) => loadFolder(dir, { purpose: 'execute' }));
  if (!module || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const tree = new ConfigTree(module);
  const directory = new ProviderDirectory(tree, new Map([['terraform', () => createBuiltinProvider()]]));
  return JSON.parse(writeJson(configurationJson(tree, directory)));
}

const outputs = (text: string, more = '') => {
  const { root_module } = configuration({
    'main.tf': `${text}\n${more}`,
    'n/main.tf': 'output "i" {\n  value = 1\n}',
  });
  return Object.values(root_module.outputs).map((output) => (output as { expression: unknown }).expression);
};
const output = (value: string) =>
  outputs(
    `output "o" {\n  value = ${value}\n}`,
    'resource "terraform_data" "a" {\n  for_each = { a = 1 }\n}\nmodule "n" {\n  source   = "./n"\n  for_each = { x = 1 }\n}',
  )[0];

describe('expressions in native syntax', () => {
  it.each([
    ['-1', { constant_value: -1 }],
    ['"a-${"b"} ${1 + 2}"', { constant_value: 'a-b 3' }],
    ['[for i in [1] : i]', { constant_value: [1] }],
    ['upper("x")', {}],
    ['{ a = 1, b = terraform_data.a }', { references: ['terraform_data.a'] }],
    [
      'terraform_data.a["a"].id',
      { references: ['terraform_data.a["a"].id', 'terraform_data.a["a"]', 'terraform_data.a'] },
    ],
    ['module.n["x"].i', { references: ['module.n["x"].i', 'module.n["x"]'] }],
    ['module.n["x"]', { references: ['module.n["x"]', 'module.n'] }],
    ['[path.module, path.module]', { references: ['path.module', 'path.module'] }],
  ])('%s', (value, wanted) => {
    expect(output(value)).toEqual(wanted);
  });
});

describe('expressions in JSON syntax', () => {
  it('have their strings as values', () => {
    const json = writeJson({
      output: {
        a: { value: ['$${x}', '${upper("x")}', '${path.module}', 1.5] },
        b: { value: { x: '${path.root}' } },
      },
    });
    expect(Object.values(configuration({ 'main.tf.json': json }).root_module.outputs)).toEqual([
      {
        expression: {
          constant_value: ['$${x}', '${upper("x")}', '${path.module}', 1.5],
          references: ['path.module'],
        },
      },
      { expression: { constant_value: { x: '${path.root}' }, references: ['path.root'] } },
    ]);
  });
});

it('shows modules, provisioners and the keys of provider configurations', () => {
  const requires =
    'terraform {\n  required_providers {\n    terraform = {\n      source = "terraform.io/builtin/terraform"\n    }\n  }\n}\n';
  const files = {
    'main.tf': `${requires}
      provider "terraform" {
        alias = "x"
      }
      module "m" {
        source     = "./m"
        in         = terraform_data.b.id
        depends_on = [terraform_data.b]
        providers  = { terraform = terraform.x }
      }
      resource "terraform_data" "b" {
        provisioner "local-exec" {
          when    = destroy
          command = "echo \${self.id}"
        }
      }`,
    'm/main.tf': `${requires}
      variable "in" {}
      provider "terraform" {
        alias = "own"
      }
      resource "terraform_data" "c" {
        provider = terraform.own
      }
      resource "terraform_data" "d" {
        input = var.in
      }`,
  };
  const resource = (name: string, key: string, more: object) => ({
    address: `terraform_data.${name}`,
    mode: 'managed',
    type: 'terraform_data',
    name,
    provider_config_key: key,
    ...more,
    schema_version: 0,
  });
  const provider = { name: 'terraform', full_name: 'terraform.io/builtin/terraform' };
  expect(configuration(files)).toEqual({
    provider_config: {
      'module.m:terraform.own': { ...provider, alias: 'own', module_address: 'module.m' },
      terraform: provider,
      'terraform.x': { ...provider, alias: 'x' },
    },
    root_module: {
      resources: [
        resource('b', 'terraform', {
          provisioners: [
            { type: 'local-exec', expressions: { command: { references: ['self.id', 'self'] } } },
          ],
        }),
      ],
      module_calls: {
        m: {
          source: './m',
          expressions: { in: { references: ['terraform_data.b.id', 'terraform_data.b'] } },
          module: {
            resources: [
              resource('c', 'module.m:terraform.own', {}),
              resource('d', 'terraform.x', { expressions: { input: { references: ['var.in'] } } }),
            ],
            variables: { in: {} },
          },
          depends_on: ['terraform_data.b'],
        },
      },
    },
  });
});
