/** Rows 5 to 8: objects come and go with `count`, `for_each` and their blocks. */

import type { Json, JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const counted = (count: number): JsonObject =>
  data({ a: { count, input: '${count.index}' }, b: { input: '${terraform_data.a[*].output}' } });

const keyed = (keys: readonly string[]): JsonObject =>
  data({ a: { for_each: `\${toset(${JSON.stringify(keys)})}`, input: { key: '${each.key}', n: 1.5 } } });

/** `a` repeated in some way; its input does not depend on which. */
const repeated = (how: Readonly<Record<string, Json>>): JsonObject => data({ a: { ...how, input: 'same' } });

const PLAIN = repeated({});
const COUNT = (count: number): JsonObject => repeated({ count });
const EACH = (...keys: string[]): JsonObject => repeated({ for_each: `\${toset(${JSON.stringify(keys)})}` });

export const REPETITION: readonly Scenario[] = [
  {
    row: '5',
    name: 'a block is taken out',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: '${terraform_data.a.output}' } }) },
      {
        config: data({ a: { input: 1 } }),
        exit: 2,
        actions: ['terraform_data.b: delete delete_because_no_resource_config'],
      },
    ],
  },
  {
    row: '5',
    name: 'count shrinks',
    steps: [
      { config: counted(3) },
      {
        config: counted(1),
        actions: [
          'terraform_data.a[1]: delete delete_because_count_index',
          'terraform_data.a[2]: delete delete_because_count_index',
          'terraform_data.b: update',
        ],
      },
    ],
  },
  {
    row: '5',
    name: 'count grows and shrinks',
    steps: [2, 4, 1].map((count) => ({ config: counted(count) })),
  },
  {
    row: '5',
    name: 'a key of for_each is dropped',
    steps: [
      { config: keyed(['x', 'y']) },
      { config: keyed(['y']), actions: ['terraform_data.a["x"]: delete delete_because_each_key'] },
    ],
  },
  {
    row: '5',
    name: 'for_each loses and gains keys',
    steps: [['x', 'y'], ['y', 'z'], []].map((keys) => ({ config: keyed(keys) })),
  },
  {
    row: '5',
    name: 'for_each over a map whose values change',
    steps: [{ a: 1, b: 2 } as JsonObject, { a: 1, b: 3, 'c d/é': 4 }].map((map) => ({
      config: data(
        {
          a: { for_each: map, input: '${each.value}' },
          b: { for_each: '${terraform_data.a}', input: '${each.value.output}' },
        },
        { output: { keys: { value: '${keys(terraform_data.b)}' } } },
      ),
    })),
  },
  {
    row: '5',
    name: 'for_each over another for_each and over locals, in native syntax',
    steps: ['["a", "b"]', '["b", "c"]'].map((names) => ({
      config: `
        variable "names" {
          type    = set(string)
          default = ${names}
        }
        locals {
          objects = { for name in var.names : name => { upper = upper(name), n = length(name) } }
        }
        resource "terraform_data" "first" {
          for_each = local.objects
          input    = each.value
        }
        resource "terraform_data" "second" {
          for_each = terraform_data.first
          input    = each.value.output.upper
        }
        resource "terraform_data" "all" {
          input = [for one in terraform_data.second : one.output]
        }`,
    })),
  },
  {
    row: '6',
    name: 'no repetition becomes count 1 and back',
    steps: [
      { config: PLAIN },
      { config: COUNT(1), exit: 2, actions: [] },
      { config: PLAIN, exit: 2, actions: [] },
    ],
  },
  {
    row: '6',
    name: 'no repetition becomes count 2',
    steps: [{ config: PLAIN }, { config: COUNT(2), actions: ['terraform_data.a[1]: create'] }],
  },
  {
    row: '7',
    name: 'count becomes for_each',
    steps: [
      { config: COUNT(2) },
      {
        config: EACH('x'),
        actions: [
          'terraform_data.a["x"]: create',
          'terraform_data.a[0]: delete delete_because_wrong_repetition',
          'terraform_data.a[1]: delete delete_because_wrong_repetition',
        ],
      },
    ],
  },
  {
    row: '7',
    name: 'for_each becomes count',
    steps: [
      { config: EACH('x', '0') },
      {
        config: COUNT(1),
        actions: [
          'terraform_data.a["0"]: delete delete_because_wrong_repetition',
          'terraform_data.a["x"]: delete delete_because_wrong_repetition',
          'terraform_data.a[0]: create',
        ],
      },
    ],
  },
  {
    row: '7',
    name: 'count 2 becomes no repetition',
    steps: [
      { config: COUNT(2) },
      { config: PLAIN, actions: ['terraform_data.a[1]: delete delete_because_wrong_repetition'] },
    ],
  },
  {
    row: '7',
    name: 'for_each becomes no repetition and back',
    steps: [{ config: EACH('x') }, { config: PLAIN }, { config: EACH('y') }],
  },
  {
    row: '8',
    name: 'count becomes 0, then the blocks are gone',
    steps: [
      { config: COUNT(2) },
      {
        config: COUNT(0),
        actions: [
          'terraform_data.a[0]: delete delete_because_count_index',
          'terraform_data.a[1]: delete delete_because_count_index',
        ],
      },
      { config: COUNT(1) },
      {
        config: { locals: { nothing: true } },
        actions: ['terraform_data.a[0]: delete delete_because_no_resource_config'],
      },
    ],
  },
  {
    row: '8',
    name: 'count from a condition, references to what may not be there',
    steps: ['true', 'false', 'true'].map((on) => ({
      vars: { on },
      config: data(
        { a: { count: '${var.on ? 1 : 0}', input: 'x' }, b: { input: '${one(terraform_data.a[*].output)}' } },
        {
          variable: { on: { type: 'bool' } },
          output: { id: { value: '${try(terraform_data.a[0].output, "none")}' } },
        },
      ),
    })),
  },
  {
    row: '8',
    name: 'count from a string and a number in a variable',
    steps: [{ vars: { n: '2' } }, { vars: { n: '3' } }].map((step) => ({
      ...step,
      config: data({ a: { count: '${var.n}', input: '${count.index + 1}' } }, { variable: { n: {} } }),
    })),
  },
];
