/** Rows 36, 46 and 53a: values as they are written, kept and computed. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario, Step } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

/** Expressions over a value that is not known before the apply. */
const UNDECIDED: Readonly<Record<string, string>> = {
  and_false_first: '${false && local.unk}',
  and_false_last: '${local.unk && false}',
  or_true_first: '${true || local.unk}',
  or_true_last: '${local.unk || true}',
  and_true: '${true && local.unk}',
  not: '${!local.unk}',
  guarded_null: '${var.n == null || var.n > 1}',
  id_null: '${local.id == null}',
  id_not_null: '${local.id != null}',
  output_null: '${terraform_data.u.output == null}',
  prefix_yes: '${startswith("pre-${local.id}", "pre")}',
  prefix_no: '${startswith("pre-${local.id}", "zzz")}',
  prefix_equal: '${"pre-${local.id}" == "other"}',
  prefix_maybe: '${"pre-${local.id}" == "pre-x"}',
  contains_known: '${contains(["a", local.id], "a")}',
  contains_unknown: '${contains(["a", local.id], "b")}',
  length_tuple: '${length([local.id])}',
  length_set: '${length(toset([local.id, "b"]))}',
  same_arms: '${local.unk ? 1 : 1}',
  unified_arms: '${true ? 1 : "a"}',
  coalesce: '${coalesce(local.id, "x")}',
  try: '${try(local.id, "x")}',
  can: '${can(local.id)}',
  join: '${join("-", ["a", local.id])}',
  one: '${one([local.id])}',
  lookup: '${lookup({ k = local.id }, "k", "none")}',
  sha: '${length(sha256(local.id))}',
  issensitive: '${issensitive(local.id)}',
  merge: '${merge({ a = 1 }, { b = local.id })}',
  keys: '${keys({ k = local.id })}',
  values: '${values({ k = local.id, l = 1 })}',
  for_object: '${{ for one in [local.id] : one => 1 }}',
  for_list: '${[for one in [local.id, "b"] : upper(substr(one, 0, 0))]}',
  index: '${[local.id, "b"][1]}',
  template: '${"a ${local.id} b"}',
  jsonencode: '${jsonencode({ a = local.id })}',
  type_of: '${tostring(local.id)}',
  arithmetic: '${terraform_data.n.output + 1}',
};

export const VALUES: readonly Scenario[] = [
  {
    row: '36',
    name: 'numbers, nulls, escapes and sensitive values',
    steps: [
      {
        config: data(
          {
            a: {
              input: {
                third: '${1/3}',
                big: '${12345678901234567890123}',
                none: null,
                text: 'a<b>&"\\u2028$${x}',
                secret: '${sensitive("s3cret")}',
              },
            },
          },
          {
            output: {
              secret: { value: '${terraform_data.a.input.secret}', sensitive: true },
              third: { value: '${1/3}' },
            },
          },
        ),
      },
      { exit: 0 },
    ],
  },
  {
    row: '36',
    name: 'number literals in JSON',
    steps: [
      {
        config: {},
        files: {
          'main.tf.json': `{
            "resource": { "terraform_data": { "a": { "input": [
              0, 1.0, 1.50, 1e3, 1E-7, 1e21, 1e22, 123456789012345678901234567890, 0.1, -0.000001, 9007199254740993,
              3.141592653589793238462643383279502884197, 1e100, 2.5e-10
            ] } } },
            "output": { "sum": { "value": "\${sum(terraform_data.a.output)}" }, "text": { "value": "\${[for n in terraform_data.a.output : tostring(n)]}" } }
          }`,
        },
      },
      { exit: 0 },
    ],
  },
  {
    row: '36',
    name: 'text of every kind',
    steps: [
      {
        config: data(
          {
            a: {
              input: {
                chinese: '证通云 交换机',
                emoji: '🙂 é',
                control: 'tab\t nl\n cr\r bell\u0007 nul-free',
                quotes: '"\'`\\',
                html: '<a href="x">&amp;</a>',
                separators: '\u2028\u2029',
                dollar: '$${not} %%{not} $ % $$ %%',
                empty: '',
                'a key with spaces': 1,
                'dotted.key': 2,
                '': 3,
              },
            },
          },
          { output: { length: { value: '${length("🙂é")}' }, chinese: { value: '证' } } },
        ),
      },
      { exit: 0 },
    ],
  },
  {
    row: '36',
    name: 'sets are kept in order, and null in its place',
    steps: [
      {
        config: data(
          {
            strings: { input: '${toset(["b", "B", "a", "é", "10", "9"])}' },
            numbers: { input: '${toset([10, 9, -1, 0.5])}' },
            objects: { input: '${toset([{ n = 2, s = "a" }, { n = 1, s = "b" }])}' },
            lists: { input: '${toset([[2], [1, 3], [1]])}' },
            nulls: { input: { list: [null, 1], object: { k: null }, set: '${toset([null, "a"])}' } },
          },
          { output: { list: { value: '${tolist(terraform_data.strings.output)}' } } },
        ),
      },
      { exit: 0 },
    ],
  },
  {
    row: '46',
    name: 'what construct programs write: loops, splats, conditions, templates, comments',
    steps: ['blue', 'green'].map(
      (colour): Step => ({
        config: {
          '//': { metadata: { version: '0.21.0', stackName: 'x' } },
          variable: {
            colour: { type: 'string', default: colour, description: 'which' },
            sizes: { type: 'map(number)', default: { s: 1, l: 3 } },
            nested: {
              type: 'list(object({ name = string, port = optional(number, 80), tags = optional(map(string)) }))',
              default: [{ name: 'a' }, { name: 'b', port: '8080', tags: { k: 1 } }],
            },
          },
          locals: { upper: '${upper(var.colour)}', doubled: '${{ for k, v in var.sizes : k => v * 2 }}' },
          ...data(
            {
              a: { input: '${local.upper}', '//': 'a comment' },
              b: { input: '${jsonencode(local.doubled)}' },
              c: { input: '${cidrsubnet("10.0.0.0/8", 8, 3)}' },
              d: { input: '${merge(local.doubled, { m = length(var.colour) })}' },
              e: {
                count: '${length(var.nested)}',
                input: '${var.nested[count.index].name}-${var.nested[count.index].port}',
              },
              f: { input: '${terraform_data.e.*.output}' },
              g: {
                input:
                  '%{ for one in var.nested ~}${one.name};%{ endfor ~}%{ if var.colour == "blue" }b%{ else }g%{ endif }',
              },
              h: { input: '${((1 + 2) * 3) % 4 >= 1 && !false ? "yes" : "no"}' },
              i: { input: '${lookup({ "a" = 1, "b" = 2 }, "c", format("%03d", 7))}' },
              j: { input: '${element(terraform_data.e.*.output, 5)}' },
              k: {
                input: { '${var.colour}': 1, fixed: '${[for k, v in var.sizes : "${k}=${v}" if v > 1]}' },
              },
            },
            { output: { it: { value: '${terraform_data.f.output[0]}', description: 'first' } } },
          ),
        },
      }),
    ),
  },
  {
    row: '46',
    name: 'blocks as lists and as objects, resources in several files',
    steps: [
      {
        config: {
          resource: [
            { terraform_data: { a: { input: 1, lifecycle: [{ create_before_destroy: true }] } } },
            { terraform_data: [{ b: { input: 2 } }, { c: [{ input: 3 }] }] },
          ],
          locals: [{ x: 1 }, { y: '${local.x + 1}' }],
          output: [{ x: { value: '${local.y}' } }],
        },
        files: {
          'more.tf.json': data({ d: { input: '${local.y}' } }),
          'native.tf': 'resource "terraform_data" "e" {\n  input = terraform_data.d.output\n}\n',
        },
      },
      { exit: 0 },
    ],
  },
  {
    row: '46',
    name: 'variables from files and from the command line',
    steps: [
      {
        config: {
          variable: {
            auto: { type: 'string' },
            file: { type: 'object({ a = number, b = list(string) })' },
            flag: { type: 'list(number)' },
            over: { default: 'default' },
          },
          output: Object.fromEntries(
            ['auto', 'file', 'flag', 'over'].map((name) => [name, { value: `\${var.${name}}` }]),
          ),
        },
        files: {
          'terraform.tfvars': 'auto = "from tfvars"\nover = "from tfvars"\n',
          'a.auto.tfvars.json': { over: 'from auto json' },
          'b.auto.tfvars': 'over = "from auto"\n',
          'given.tfvars': 'file = {\n  a = "1"\n  b = ["x", 2]\n}\nover = "from given"\n',
          'given.tfvars.json': { over: 'from given json' },
        },
        varFiles: ['given.tfvars', 'given.tfvars.json'],
        vars: { flag: '[1, "2"]' },
      },
      { varFiles: ['given.tfvars'], vars: { flag: '[]', over: 'from the flag' } },
    ],
  },
  {
    row: '46',
    name: 'functions of the built-in provider',
    steps: [
      {
        config: `
          terraform {
            required_providers {
              terraform = {
                source = "terraform.io/builtin/terraform"
              }
            }
          }
          output "vars" {
            value = provider::terraform::encode_tfvars({ a = 1, b = ["x"] })
          }
          output "expr" {
            value = provider::terraform::encode_expr({ a = [1, "b", null] })
          }
          output "decoded" {
            value = provider::terraform::decode_tfvars("a = 1\\nb = [true]")
          }`,
      },
    ],
  },
  {
    row: '46',
    name: 'paths, the workspace and directives, in native syntax',
    steps: [
      {
        config: `
          terraform {
            required_providers {
              terraform = {
                source = "terraform.io/builtin/terraform"
              }
            }
          }
          output "paths" {
            value = [path.module, path.root, terraform.workspace, basename(abspath("x"))]
          }
          output "text" {
            value = <<EOT
          %{for n in range(3)~}
          \${n}-
          %{endfor~}
          EOT
          }`,
      },
    ],
  },
  {
    row: '53a',
    name: 'what can be decided while a part is unknown',
    steps: [
      {
        config: data(
          {
            u: {},
            n: { input: 1 },
            all: {
              for_each: Object.fromEntries(Object.keys(UNDECIDED).map((key) => [key, key])),
              input: '${local.all[each.key]}',
            },
          },
          {
            variable: { n: { type: 'number', default: null } },
            locals: {
              id: '${terraform_data.u.id}',
              unk: '${terraform_data.u.id == "x"}',
              all: UNDECIDED as JsonObject,
            },
            output: Object.fromEntries(Object.entries(UNDECIDED).map(([name, value]) => [name, { value }])),
          },
        ),
      },
      { exit: 0 },
    ],
  },
  {
    row: '53a',
    name: 'dynamic attributes of what is unknown',
    steps: ['1', '2'].map((version) => ({
      config: data({
        u: { input: version, triggers_replace: version },
        a: { input: '${{ for k in ["x"] : k => terraform_data.u.id }}' },
        b: { input: '${[terraform_data.u.id, terraform_data.u.output]}' },
        c: { input: '${terraform_data.u}' },
        d: { input: '${tolist([terraform_data.u.id])}' },
        e: { input: '${toset([terraform_data.u.id, "x"])}' },
        f: { input: '${tomap({ k = terraform_data.u.id })}' },
        g: { input: '${terraform_data.u.id == "x" ? { a = 1 } : { a = 2 }}' },
      }),
    })),
  },
];
