/** Rows 1 to 4: objects are created, left alone, updated and replaced. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data, inputs } from './building-blocks.ts';

const six = (version: string): JsonObject =>
  data({
    plain: { input: version },
    ref: { input: '${terraform_data.plain.output}' },
    counted: { count: 2, input: '${count.index}' },
    each: { for_each: '${toset(["x", "y"])}', input: '${each.key}' },
    after: { depends_on: ['terraform_data.ref', 'terraform_data.each'] },
  });

const SPREAD = ['one', 'two'].map((input) =>
  data(
    {
      a: { input },
      b: { input: '${terraform_data.a.output}-b' },
      c: { input: 1, depends_on: ['terraform_data.b'] },
    },
    { output: { all: { value: '${[terraform_data.a.output, terraform_data.b.output]}' } } },
  ),
);

const triggered = (trigger: string): JsonObject =>
  data({ a: { input: '${terraform_data.b.id}' }, b: { input: '1', triggers_replace: trigger } });

export const LIFECYCLE: readonly Scenario[] = [
  {
    row: '1',
    name: 'every way to repeat and to depend',
    steps: [
      {
        config: six('1'),
        exit: 2,
        order: [
          ['create terraform_data.plain', 'create terraform_data.ref', 'create terraform_data.after'],
          ['create terraform_data.each["x"]', 'create terraform_data.after'],
        ],
      },
      { exit: 0, actions: [], serial: 0 },
    ],
  },
  {
    row: '2',
    name: 'planning again finds nothing, in native syntax too',
    steps: [
      {
        config: `
          resource "terraform_data" "a" {
            input = { name = "x", list = [1, 2.5, true, null] }
          }
          resource "terraform_data" "b" {
            for_each = { one = 1, two = 2 }
            input    = "\${each.key}-\${each.value}-\${terraform_data.a.output.name}"
          }
          output "b" {
            value = { for key, one in terraform_data.b : key => one.output }
          }`,
        exit: 2,
      },
      { exit: 0, actions: [], serial: 0 },
    ],
  },
  {
    row: '3',
    name: 'an update that spreads',
    steps: SPREAD.map((config) => ({ config, exit: 2 })),
  },
  {
    row: '3',
    name: 'an update whose downstream value turns out the same',
    steps: ['one', 'two'].map((input) => ({
      config: data({
        a: { input },
        b: { input: '${substr(terraform_data.a.output, 3, 0)}' },
        c: { input: '${length(terraform_data.a.output) == 3}' },
      }),
    })),
  },
  {
    row: '3',
    name: 'kinds of input change: string, number, list, object, null',
    steps: inputs(['text', 1, ['a', 'b'], { k: { deep: [true] } }, null, { k: 'v' }, [], {}]),
  },
  {
    row: '3',
    name: 'one leaf of a deep value changes',
    steps: inputs([
      { a: [{ x: 1, y: 'u' }, { x: 2 }], b: null },
      { a: [{ x: 1, y: 'u' }, { x: 3 }], b: null },
    ]),
  },
  {
    row: '3',
    name: 'only parts of a value are unknown',
    steps: [1, 2].map((version) => ({
      config: data({
        a: { input: version },
        b: {
          input: {
            known: 'k',
            id: '${terraform_data.a.id}',
            list: [1, '${terraform_data.a.output}', { deep: '${terraform_data.a.output + 1}' }],
            template: 'x-${terraform_data.a.id}',
          },
          triggers_replace: ['fixed', '${terraform_data.a.id}'],
        },
      }),
    })),
  },
  {
    row: '4',
    name: 'a replacement, and an update of what refers to it',
    steps: [
      { config: triggered('x') },
      {
        config: triggered('y'),
        exit: 2,
        actions: [
          'terraform_data.a: update',
          'terraform_data.b: delete,create replace_because_cannot_update',
        ],
        order: [['delete terraform_data.b', 'create terraform_data.b', 'update terraform_data.a']],
      },
    ],
  },
  {
    row: '4',
    name: 'what depends is replaced and what it depends on is updated',
    steps: ['x', 'y'].map((version, at) => ({
      config: data({
        a: { input: version },
        b: { triggers_replace: '${terraform_data.a.output}' },
      }),
      ...(at === 1
        ? {
            order: [['delete terraform_data.b', 'update terraform_data.a', 'create terraform_data.b']],
          }
        : {}),
    })),
  },
  {
    row: '4',
    name: 'triggers of every kind',
    steps: ['a', ['a', 1], ['a', 2], { k: 'v' }, { k: 'w' }, null, 'a'].map((trigger) => ({
      config: data({ a: { input: 'same', triggers_replace: trigger } }),
    })),
  },
  {
    row: '4',
    name: 'a chain of replacements by id',
    steps: ['1', '2'].map((version, at) => ({
      config: data({
        a: { triggers_replace: version },
        b: { triggers_replace: '${terraform_data.a.id}' },
        c: { triggers_replace: ['${terraform_data.b.id}'] },
      }),
      ...(at === 1
        ? {
            order: [
              [
                'delete terraform_data.c',
                'delete terraform_data.b',
                'delete terraform_data.a',
                'create terraform_data.a',
                'create terraform_data.b',
                'create terraform_data.c',
              ],
            ],
          }
        : {}),
    })),
  },
];
