/** Rows 22 and 29: modules with everything in them. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const LEAF: JsonObject = data(
  { a: { input: '${var.name}' }, b: { count: 2, input: '${terraform_data.a.output}-${count.index}' } },
  {
    variable: { name: { type: 'string' } },
    output: { id: { value: '${terraform_data.a.id}' }, all: { value: '${terraform_data.b[*].output}' } },
  },
);

const call = (how: JsonObject, more: JsonObject = {}): JsonObject => ({
  module: { m: { source: './leaf', ...how } },
  ...more,
});

const each = (...keys: string[]): JsonObject => ({
  for_each: `\${toset(${JSON.stringify(keys)})}`,
  name: '${each.key}',
});

const MAP_OUTPUT: JsonObject = {
  output: { ids: { value: '${{ for key, one in module.m : key => one.id }}' } },
};

const NATIVE_LEAF = `
  variable "name" {
    type    = string
    default = "none"
  }
  variable "tags" {
    type = map(object({
      value    = string
      priority = optional(number, 3)
    }))
    default  = {}
    nullable = false
  }
  locals {
    priorities = { for key, tag in var.tags : key => tag.priority }
  }
  resource "terraform_data" "a" {
    input = { name = var.name, tags = var.tags, priorities = local.priorities }
  }
  output "id" {
    value = terraform_data.a.id
  }
  output "name" {
    value       = upper(terraform_data.a.output.name)
    description = "in capitals"
  }`;

const NATIVE_MIDDLE = `
  variable "prefix" {}
  variable "names" {
    type = set(string)
  }
  module "leaf" {
    source   = "../leaf"
    for_each = var.names
    name     = "\${var.prefix}-\${each.key}"
    tags     = { only = { value = each.value } }
  }
  resource "terraform_data" "summary" {
    input = [for one in module.leaf : one.name]
  }
  output "names" {
    value = terraform_data.summary.output
  }
  output "leafs" {
    value = module.leaf
  }`;

const nested = (prefix: string, names: string): string => `
  module "first" {
    source = "./middle"
    prefix = "${prefix}"
    names  = ${names}
  }
  module "second" {
    source     = "./middle"
    count      = 2
    prefix     = "\${module.first.names[0]}-\${count.index}"
    names      = ["z"]
    depends_on = [module.first]
  }
  output "all" {
    value = { first = module.first.leafs, second = module.second[*].names }
  }`;

export const MODULES: readonly Scenario[] = [
  {
    row: '29',
    name: 'one call, with count inside and outputs',
    steps: [
      {
        config: call(
          { name: 'x' },
          { output: { id: { value: '${module.m.id}' }, all: { value: '${module.m.all}' } } },
        ),
        files: { 'leaf/main.tf.json': LEAF },
        exit: 2,
        order: [['create module.m.terraform_data.a', 'create module.m.terraform_data.b[0]']],
      },
      { exit: 0, actions: [] },
      {
        config: call(
          { name: 'y' },
          { output: { id: { value: '${module.m.id}' }, all: { value: '${module.m.all}' } } },
        ),
      },
      { destroy: true },
    ],
  },
  {
    row: '29',
    name: 'for_each over calls with a map of outputs',
    steps: [
      { config: call(each('p', 'q'), MAP_OUTPUT), files: { 'leaf/main.tf.json': LEAF } },
      {
        config: call(each('q', 'r'), MAP_OUTPUT),
        actions: [
          'module.m["p"].terraform_data.a: delete delete_because_no_module',
          'module.m["p"].terraform_data.b[0]: delete delete_because_no_module',
          'module.m["p"].terraform_data.b[1]: delete delete_because_no_module',
          'module.m["r"].terraform_data.a: create',
          'module.m["r"].terraform_data.b[0]: create',
          'module.m["r"].terraform_data.b[1]: create',
        ],
      },
    ],
  },
  {
    row: '29',
    name: 'count of calls grows and shrinks; the call is taken out',
    steps: [
      { config: call({ count: 2, name: '${count.index}' }), files: { 'leaf/main.tf.json': LEAF } },
      { config: call({ count: 1, name: '${count.index}' }) },
      { config: { locals: { nothing: 1 } } },
    ],
  },
  {
    row: '29',
    name: 'modules in modules, in native syntax',
    steps: [
      {
        config: nested('a', '["x", "y"]'),
        files: { 'middle/main.tf': NATIVE_MIDDLE, 'leaf/main.tf': NATIVE_LEAF },
      },
      { exit: 0 },
      { config: nested('b', '["y", "w"]') },
      { replace: ['module.first.module.leaf["y"].terraform_data.a'] },
      { destroy: true, targets: ['module.first.module.leaf["w"]'] },
      {},
      { destroy: true },
    ],
  },
  {
    row: '29',
    name: 'values pass through modules unknown, sensitive and null',
    steps: [
      {
        config: `
          variable "secret" {
            default   = "s3cret"
            sensitive = true
          }
          resource "terraform_data" "root" {
            input = 1
          }
          module "m" {
            source  = "./m"
            unknown = terraform_data.root.id
            secret  = var.secret
            nothing = null
          }
          output "secret" {
            value     = module.m.secret
            sensitive = true
          }
          output "nothing" {
            value = module.m.nothing
          }`,
        files: {
          'm/main.tf': `
            variable "unknown" { type = string }
            variable "secret" {}
            variable "nothing" {
              default = "used when null only if not nullable"
            }
            variable "strict" {
              default  = "kept"
              nullable = false
            }
            resource "terraform_data" "a" {
              input            = { unknown = var.unknown, nothing = var.nothing, strict = var.strict }
              triggers_replace = var.secret
            }
            output "secret" { value = var.secret }
            output "nothing" { value = var.nothing }
            output "path" { value = path.module }`,
        },
      },
      { exit: 0 },
    ],
  },
  {
    row: '29',
    name: 'depends_on a whole module and on a module in another call',
    steps: ['1', '2'].map((name) => ({
      config: {
        module: {
          m: { source: './leaf', name },
          n: { source: './leaf', name: 'n', depends_on: ['module.m'] },
        },
        ...data({ last: { input: name, depends_on: ['module.n'] } }),
      },
      files: { 'leaf/main.tf.json': LEAF },
      order: [
        name === '1'
          ? [
              'create module.m.terraform_data.b[1]',
              'create module.n.terraform_data.a',
              'create terraform_data.last',
            ]
          : ['update module.m.terraform_data.b[1]', 'update terraform_data.last'],
      ],
    })),
  },
  {
    row: '29',
    name: 'create_before_destroy and replacements across a module boundary',
    steps: ['1', '2'].map((version) => ({
      config: {
        module: { m: { source: './leaf', version_of: version } },
        ...data({
          outer: { triggers_replace: '${module.m.id}', lifecycle: { create_before_destroy: true } },
          watcher: { input: '${module.m.id}' },
        }),
      },
      files: {
        'leaf/main.tf.json': data(
          { a: { triggers_replace: '${var.version_of}' } },
          { variable: { version_of: {} }, output: { id: { value: '${terraform_data.a.id}' } } },
        ),
      },
    })),
  },
  {
    row: '29',
    name: 'a target in a module, and a whole module as target',
    tolerates: [
      {
        at: 'plan.relevant_attributes',
        why: 'with targets Terraform names what outputs look at that it does not plan as well',
      },
    ],
    steps: [
      {
        config: call(each('p', 'q'), MAP_OUTPUT),
        files: { 'leaf/main.tf.json': LEAF },
        targets: ['module.m["p"].terraform_data.a'],
      },
      { targets: ['module.m["q"]'] },
      { targets: ['module.m'] },
      {},
    ],
  },
  {
    row: '22',
    name: 'a call is renamed and repeated, and one of its keys goes',
    steps: [
      { config: call(each('p', 'q'), MAP_OUTPUT), files: { 'leaf/main.tf.json': LEAF } },
      {
        config: {
          module: { n: { source: './leaf', ...each('p') } },
          ...data({ user: { input: '${module.n["p"].id}' } }),
          moved: [{ from: 'module.m', to: 'module.n' }],
        },
        exit: 2,
        actions: [
          'module.n["q"].terraform_data.a: delete delete_because_no_module',
          'module.n["q"].terraform_data.b[0]: delete delete_because_no_module',
          'module.n["q"].terraform_data.b[1]: delete delete_because_no_module',
          'terraform_data.user: create',
        ],
      },
    ],
  },
  {
    row: '22',
    name: 'a call gets count, which is no move unless it is said',
    steps: [
      { config: call({ name: 'x' }), files: { 'leaf/main.tf.json': LEAF } },
      {
        config: call({ name: 'x', count: 1 }),
        actions: [
          'module.m.terraform_data.a: delete delete_because_no_module',
          'module.m.terraform_data.b[0]: delete delete_because_no_module',
          'module.m.terraform_data.b[1]: delete delete_because_no_module',
          'module.m[0].terraform_data.a: create',
          'module.m[0].terraform_data.b[0]: create',
          'module.m[0].terraform_data.b[1]: create',
        ],
      },
      {
        config: call({ name: 'x' }, { moved: [{ from: 'module.m[0]', to: 'module.m' }] }),
        exit: 2,
        actions: [],
      },
      {
        config: call({ ...each('k'), name: 'x' }, { moved: [{ from: 'module.m', to: 'module.m["k"]' }] }),
        exit: 2,
        actions: [],
      },
    ],
  },
  {
    row: '22',
    name: 'resources move into a module and out of it',
    steps: [
      { config: data({ first: { input: 'x' }, second: { count: 2, input: 'x-${count.index}' } }) },
      {
        config: call(
          { name: 'x' },
          {
            moved: [
              { from: 'terraform_data.first', to: 'module.m.terraform_data.a' },
              { from: 'terraform_data.second', to: 'module.m.terraform_data.b' },
            ],
          },
        ),
        files: { 'leaf/main.tf.json': LEAF },
        exit: 2,
        actions: [],
      },
      {
        config: data(
          { out: { input: 'x' } },
          { moved: [{ from: 'module.m.terraform_data.a', to: 'terraform_data.out' }] },
        ),
      },
    ],
  },
  {
    row: '22',
    name: 'a moved block inside a module',
    steps: [
      { config: call(each('p', 'q')), files: { 'leaf/main.tf.json': LEAF } },
      {
        files: {
          'leaf/main.tf.json': data(
            { renamed: { input: '${var.name}' } },
            {
              variable: { name: { type: 'string' } },
              moved: [{ from: 'terraform_data.a', to: 'terraform_data.renamed' }],
            },
          ),
        },
        config: call(each('p', 'q')),
      },
    ],
  },
  {
    row: '29',
    name: 'a module without resources, and one whose input decides how many',
    steps: ['1', '3'].map((size) => ({
      vars: { size },
      config: `
        variable "size" {}
        module "calc" {
          source = "./calc"
          n      = var.size
        }
        module "many" {
          source = "./many"
          count  = module.calc.double > 2 ? 1 : 0
          keys   = module.calc.keys
        }
        output "double" {
          value = module.calc.double
        }`,
      files: {
        'calc/main.tf': `
          variable "n" { type = number }
          output "double" { value = var.n * 2 }
          output "keys" { value = [for i in range(var.n) : "k\${i}"] }`,
        'many/main.tf': `
          variable "keys" { type = list(string) }
          resource "terraform_data" "each" {
            for_each = toset(var.keys)
            input    = each.key
          }`,
      },
    })),
  },
];
