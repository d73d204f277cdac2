/** Rows 9 to 12, 15 to 17 and 51: what replaces, in which order, and what holds a replacement back. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const triggeredBy = (...references: string[]): JsonObject => ({
  lifecycle: { replace_triggered_by: references },
});

const dependents = (version: string): JsonObject =>
  data({
    root: { input: version },
    whole: { input: 'w', ...triggeredBy('terraform_data.root') },
    attribute: { input: 'a', ...triggeredBy('terraform_data.root.id') },
    plain: { input: '${terraform_data.root.id}' },
    second: { input: 's', ...triggeredBy('terraform_data.whole') },
  });

const CBD: JsonObject = { lifecycle: { create_before_destroy: true } };

const chain = (
  version: string,
  { a = {}, b = {}, c = {} }: Readonly<Record<string, JsonObject>>,
): JsonObject =>
  data({
    a: { triggers_replace: version, ...a },
    b: { triggers_replace: '${terraform_data.a.id}', ...b },
    c: { triggers_replace: '${terraform_data.b.id}', ...c },
  });

export const REPLACEMENT: readonly Scenario[] = [
  {
    row: '9',
    name: 'by request, with what is triggered by it',
    steps: [
      { config: dependents('1') },
      {
        replace: ['terraform_data.root'],
        exit: 2,
        actions: [
          'terraform_data.attribute: delete,create replace_by_triggers',
          'terraform_data.plain: update',
          'terraform_data.root: delete,create replace_by_request',
          'terraform_data.second: delete,create replace_by_triggers',
          'terraform_data.whole: delete,create replace_by_triggers',
        ],
      },
      { exit: 0 },
    ],
  },
  {
    row: '9',
    name: 'one instance of several by request',
    steps: [
      {
        config: data({ a: { count: 2, input: '${count.index}' }, b: { input: '${terraform_data.a[0].id}' } }),
      },
      { replace: ['terraform_data.a[1]'] },
      { replace: ['terraform_data.a[0]', 'terraform_data.b'] },
    ],
  },
  {
    row: '9',
    name: 'an address to replace that is not there',
    steps: [
      { config: data({ a: { input: 1 } }) },
      { replace: ['terraform_data.nowhere'], exit: 0, actions: [] },
      { replace: ['terraform_data.a[3]'], exit: 0 },
    ],
  },
  {
    row: '9',
    name: 'triggers within a repetition: the same key, the whole resource, one attribute',
    steps: ['1', '2'].map((version) => ({
      config: data({
        a: { for_each: { x: version, y: 'fixed' }, input: '${each.value}' },
        same: { for_each: { x: 1, y: 2 }, ...triggeredBy('terraform_data.a[each.key]') },
        whole: { input: 1, ...triggeredBy('terraform_data.a') },
        one: { input: 1, ...triggeredBy('terraform_data.a["y"].output') },
      }),
    })),
  },
  {
    row: '9',
    name: 'a trigger that is created or goes does not replace',
    steps: [1, 2, 1].map((count) => ({
      config: data({ a: { count }, b: { input: 1, ...triggeredBy('terraform_data.a') } }),
    })),
  },
  {
    row: '9',
    name: 'a trigger that has no instances',
    steps: [{ config: data({ a: { count: 0 }, b: { input: 1, ...triggeredBy('terraform_data.a') } }) }],
    deviation: {
      step: 0,
      why: 'Terraform takes a resource without instances for one that it has not planned yet',
      terraformFails: 'no change found for terraform_data.a',
    },
    handover: false,
  },
  {
    row: '10',
    name: 'tainted, with what is triggered by it',
    steps: [
      { config: dependents('1') },
      {
        state: [{ taint: 'terraform_data.root' }],
        exit: 2,
        actions: [
          'terraform_data.attribute: delete,create replace_by_triggers',
          'terraform_data.plain: update',
          'terraform_data.root: delete,create replace_because_tainted',
          'terraform_data.second: delete,create replace_by_triggers',
          'terraform_data.whole: delete,create replace_by_triggers',
        ],
      },
    ],
  },
  {
    row: '10',
    name: 'tainted and out of the configuration; tainted and destroyed',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 2 } }) },
      { config: data({ b: { input: 2 } }), state: [{ taint: 'terraform_data.a' }] },
      { destroy: true, state: [{ taint: 'terraform_data.b' }] },
    ],
  },
  {
    row: '10',
    name: 'tainted with create_before_destroy, replaced by request and changed as well',
    steps: [
      { config: data({ a: { input: 1, ...CBD }, b: { input: '${terraform_data.a.id}' } }) },
      { state: [{ taint: 'terraform_data.a' }], replace: ['terraform_data.a'] },
      {
        state: [{ taint: 'terraform_data.a' }],
        config: data({
          a: { input: 2, triggers_replace: 1, ...CBD },
          b: { input: '${terraform_data.a.id}' },
        }),
      },
    ],
  },
  {
    row: '11',
    name: 'an update triggers',
    steps: [
      { config: dependents('1') },
      {
        config: dependents('2'),
        actions: [
          'terraform_data.root: update',
          'terraform_data.second: delete,create replace_by_triggers',
          'terraform_data.whole: delete,create replace_by_triggers',
        ],
      },
    ],
  },
  {
    row: '12',
    name: 'create_before_destroy at the leaf of a chain reaches the root',
    steps: [
      { config: chain('1', { c: CBD }) },
      {
        config: chain('2', { c: CBD }),
        order: [
          [
            'create terraform_data.a',
            'create terraform_data.b',
            'create terraform_data.c',
            'delete terraform_data.c',
            'delete terraform_data.b',
            'delete terraform_data.a',
          ],
        ],
      },
    ],
  },
  {
    row: '12',
    name: 'create_before_destroy in the middle and at the root of a chain',
    steps: [
      { config: chain('1', { b: CBD }) },
      { config: chain('2', { b: CBD }) },
      { config: chain('3', { a: CBD }) },
      { config: chain('4', { a: CBD }) },
      { config: chain('4', {}) },
      { config: chain('5', {}) },
    ],
  },
  {
    row: '13',
    name: 'create_before_destroy over depends_on only',
    steps: ['1', '2'].map((version) => ({
      config: data({
        a: { triggers_replace: version },
        b: { input: version, depends_on: ['terraform_data.a'], ...CBD },
        other: { triggers_replace: version },
      }),
    })),
  },
  {
    row: '13',
    name: 'create_before_destroy over locals, for_each and outputs of a repetition',
    steps: ['1', '2'].map((version) => ({
      config: data(
        {
          a: { count: 2, triggers_replace: `${version}-\${count.index}` },
          b: { for_each: '${local.ids}', triggers_replace: '${each.value}', ...CBD },
        },
        { locals: { ids: '${{ for index, one in terraform_data.a : index => one.id }}' } },
      ),
    })),
  },
  {
    row: '15',
    name: 'prevent_destroy holds a replacement back',
    steps: [
      { config: data({ a: { triggers_replace: 1, lifecycle: { prevent_destroy: true } } }) },
      {
        config: data({ a: { triggers_replace: 2, lifecycle: { prevent_destroy: true } }, b: { input: 1 } }),
        fails: { in: 'plan', terraform: 'Instance cannot be destroyed', ztc: 'ZTC-E-PREVENT-DESTROY' },
      },
      { config: data({ a: { triggers_replace: 2 }, b: { input: 1 } }) },
    ],
  },
  {
    row: '15',
    name: 'prevent_destroy holds replacements by request, taint and count back',
    steps: [
      { config: data({ a: { count: 2, lifecycle: { prevent_destroy: true } } }) },
      {
        replace: ['terraform_data.a[0]'],
        fails: { in: 'plan', terraform: 'Instance cannot be destroyed', ztc: 'ZTC-E-PREVENT-DESTROY' },
      },
      {
        config: data({ a: { count: 1, lifecycle: { prevent_destroy: true } } }),
        fails: { in: 'plan', terraform: 'Instance cannot be destroyed', ztc: 'ZTC-E-PREVENT-DESTROY' },
      },
      {
        state: [{ taint: 'terraform_data.a[0]' }],
        fails: { in: 'plan', terraform: 'Instance cannot be destroyed', ztc: 'ZTC-E-PREVENT-DESTROY' },
      },
    ],
  },
  {
    row: '15',
    name: 'prevent_destroy holds a destruction back, and goes with its block',
    steps: [
      { config: data({ a: { lifecycle: { prevent_destroy: true } }, b: { input: 1 } }) },
      {
        destroy: true,
        fails: { in: 'plan', terraform: 'Instance cannot be destroyed', ztc: 'ZTC-E-PREVENT-DESTROY' },
      },
      { destroy: true, targets: ['terraform_data.b'] },
      { config: { locals: { none: 1 } }, exit: 2 },
    ],
  },
  {
    row: '16',
    name: 'ignore_changes of an attribute, and a forced replacement',
    steps: [
      { config: data({ a: { input: 'old', lifecycle: { ignore_changes: ['input'] } } }) },
      { config: data({ a: { input: 'new', lifecycle: { ignore_changes: ['input'] } } }), exit: 0 },
      { replace: ['terraform_data.a'], exit: 2 },
      {
        config: data({
          a: { input: 'newer', triggers_replace: 1, lifecycle: { ignore_changes: ['input'] } },
        }),
      },
    ],
  },
  {
    row: '16',
    name: 'ignore_changes of everything',
    steps: [
      { config: data({ a: { input: 'old', triggers_replace: 1, lifecycle: { ignore_changes: 'all' } } }) },
      {
        config: data({ a: { input: 'new', triggers_replace: 2, lifecycle: { ignore_changes: 'all' } } }),
        exit: 0,
      },
      { state: [{ taint: 'terraform_data.a' }] },
    ],
  },
  {
    row: '16',
    name: 'ignore_changes of everything as a list with one keyword, in native syntax',
    steps: ['old', 'new'].map((input, at) => ({
      exit: at === 0 ? 2 : 0,
      config: `
        resource "terraform_data" "a" {
          input = "${input}"
          lifecycle {
            ignore_changes = all
          }
        }
        resource "terraform_data" "b" {
          input            = "fixed"
          triggers_replace = "${input}"
          lifecycle {
            ignore_changes = [triggers_replace, input]
          }
        }`,
    })),
  },
  {
    row: '16',
    name: 'ignore_changes hides a change that somebody made outside',
    steps: [
      { config: data({ a: { input: 'x', lifecycle: { ignore_changes: ['input'] } } }) },
      {
        state: [{ set: 'terraform_data.a', attributes: { input: { value: 'y', type: 'string' } } }],
        exit: 0,
      },
    ],
  },
  {
    row: '17',
    name: 'ignore_changes of a part of a dynamic value',
    steps: [
      {
        config: data({ a: { input: { k: 1, l: 1 }, lifecycle: { ignore_changes: ['input["k"]'] } } }),
      },
      {
        config: data({ a: { input: { k: 2, l: 2 }, lifecycle: { ignore_changes: ['input["k"]'] } } }),
        exit: 0,
      },
    ],
  },
  {
    row: '17',
    name: 'ignore_changes of parts in other notations',
    steps: [1, 2].map((n) => ({
      config: `
        resource "terraform_data" "attribute" {
          input = { k = ${n}, l = ${n} }
          lifecycle {
            ignore_changes = [input.k]
          }
        }
        resource "terraform_data" "index" {
          input = [${n}, ${n}]
          lifecycle {
            ignore_changes = [input[0]]
          }
        }
        resource "terraform_data" "trigger" {
          triggers_replace = [${n}]
          lifecycle {
            ignore_changes = [triggers_replace[0], input]
          }
        }`,
    })),
  },
  {
    row: '51',
    name: 'a dependency is taken out',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: '${terraform_data.a.id}' } }) },
      {
        config: data({ b: { input: 'free' } }),
        order: [['delete terraform_data.a', 'update terraform_data.b']],
      },
    ],
  },
  {
    row: '51',
    name: 'a dependency with create_before_destroy is taken out',
    steps: [
      { config: data({ a: { input: 1, ...CBD }, b: { input: '${terraform_data.a.id}' } }) },
      {
        config: data({ b: { input: 'free' } }),
        order: [['update terraform_data.b', 'delete terraform_data.a']],
      },
    ],
  },
  {
    row: '51',
    name: 'what depends is taken out while the dependency is replaced',
    steps: [
      { config: chain('1', {}) },
      {
        config: data({ a: { triggers_replace: '2' }, b: { triggers_replace: '${terraform_data.a.id}' } }),
        order: [
          [
            'delete terraform_data.c',
            'delete terraform_data.b',
            'delete terraform_data.a',
            'create terraform_data.a',
          ],
        ],
      },
    ],
  },
];
