/** Rows 23 and 24: objects leave the configuration without ending, and come in without being made. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const removed = (from: string, destroy: boolean): JsonObject => ({
  removed: [{ from, lifecycle: [{ destroy }] }],
});

const imported = (to: string, id: string): JsonObject => ({ import: [{ to, id }] });

export const REMOVED_IMPORT: readonly Scenario[] = [
  {
    row: '23',
    name: 'forgotten',
    steps: [
      { config: data({ a: { input: 1 }, b: { count: 2, input: '${terraform_data.a.id}' } }) },
      {
        config: data({ a: { input: 1 } }, removed('terraform_data.b', false)),
        exit: 2,
        actions: [
          'terraform_data.b[0]: forget delete_because_no_resource_config',
          'terraform_data.b[1]: forget delete_because_no_resource_config',
        ],
      },
      { exit: 0 },
    ],
  },
  {
    row: '23',
    name: 'removed and destroyed',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: '${terraform_data.a.id}' } }) },
      { config: data({ a: { input: 1 } }, removed('terraform_data.b', true)), exit: 2 },
    ],
  },
  {
    row: '23',
    name: 'removed, in native syntax, where others depended on it',
    steps: [
      {
        config: data({
          a: { input: 1 },
          b: { input: '${terraform_data.a.id}' },
          c: { input: '${terraform_data.b.id}' },
        }),
      },
      {
        config: `
          resource "terraform_data" "c" {
            input = "free"
          }
          removed {
            from = terraform_data.b
            lifecycle {
              destroy = false
            }
          }`,
      },
    ],
  },
  {
    row: '23',
    name: 'a whole module forgotten, and one resource in every call of a module',
    steps: [
      {
        config: {
          module: { m: { source: './m' }, n: { source: './m', count: 2 } },
        },
        files: { 'm/main.tf.json': data({ a: { input: 1 }, b: { count: 2 } }) },
      },
      {
        config: {
          module: { n: { source: './m', count: 2 } },
          removed: [
            { from: 'module.m', lifecycle: [{ destroy: false }] },
            { from: 'module.n.terraform_data.b', lifecycle: [{ destroy: false }] },
          ],
        },
        files: { 'm/main.tf.json': data({ a: { input: 1 } }) },
      },
    ],
  },
  {
    row: '23',
    name: 'a removed block inside a module',
    steps: [
      {
        config: { module: { m: { source: './m', count: 2 } } },
        files: { 'm/main.tf.json': data({ a: { input: 1 }, b: { input: 1 } }) },
      },
      {
        config: { module: { m: { source: './m', count: 2 } } },
        files: { 'm/main.tf.json': data({ a: { input: 1 } }, removed('terraform_data.b', false)) },
      },
    ],
  },
  {
    row: '23',
    name: 'deposed and tainted objects are forgotten too',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 1 } }) },
      {
        config: data({ a: { input: 1 } }, removed('terraform_data.b', false)),
        state: [{ depose: 'terraform_data.b', key: '0a0b0c0d', keep: true }, { taint: 'terraform_data.b' }],
      },
    ],
  },
  {
    row: '23',
    name: 'removed while everything is destroyed',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 1 } }) },
      { config: data({ a: { input: 1 } }, removed('terraform_data.b', false)), destroy: true },
    ],
  },
  {
    row: '23',
    name: 'removed what is in no state; removed what is still there',
    steps: [
      { config: data({ a: { input: 1 } }, removed('terraform_data.b', false)) },
      {
        config: data({ a: { input: 1 } }, removed('terraform_data.a', false)),
        fails: { in: 'plan', terraform: 'Removed resource still exists', ztc: 'ZTC-E-CONFIG-REMOVED' },
      },
    ],
  },
  {
    row: '23',
    name: 'a template and an instance cannot be removed',
    steps: [
      {
        config: data({ a: { input: 1 } }, removed('${terraform_data.b}', false)),
        fails: { in: 'plan', terraform: 'Invalid expression', ztc: 'ZTC-E-CONFIG-' },
      },
      {
        config: data({ a: { input: 1 } }, removed('terraform_data.b[0]', false)),
        fails: { in: 'plan', terraform: 'Resource instance keys not allowed', ztc: 'ZTC-E-CONFIG-' },
      },
    ],
  },
  {
    row: '24',
    name: 'imported, then the block is idle',
    steps: [
      {
        config: data({ a: { input: 1 } }, imported('terraform_data.a', 'given-id')),
        exit: 2,
        actions: ['terraform_data.a: update'],
      },
      { exit: 0, serial: 0 },
      { config: data({ a: { input: 1 } }), exit: 0 },
    ],
  },
  {
    row: '24',
    name: 'imported as it is',
    steps: [
      { config: data({ a: {} }, imported('terraform_data.a', 'given-id')), exit: 2, actions: [] },
      { exit: 0 },
    ],
  },
  {
    row: '24',
    name: 'imported and replaced',
    steps: [
      {
        config: data({ a: { triggers_replace: 'x' } }, imported('terraform_data.a', 'given-id')),
        exit: 2,
      },
    ],
  },
  {
    row: '24',
    name: 'imported with for_each, beside one that is created',
    steps: [
      {
        config: data(
          { a: { for_each: '${toset(["x", "y", "z"])}', input: '${each.key}' } },
          {
            import: [
              {
                for_each: { x: 'id-x', y: 'id-y' },
                to: 'terraform_data.a[each.key]',
                id: '${each.value}',
              },
            ],
          },
        ),
        exit: 2,
        actions: [
          'terraform_data.a["x"]: update',
          'terraform_data.a["y"]: update',
          'terraform_data.a["z"]: create',
        ],
      },
      { exit: 0 },
    ],
  },
  {
    row: '24',
    name: 'imported into a module, in native syntax, by a variable',
    steps: [
      {
        vars: { id: 'from-outside' },
        config: `
          variable "id" {
            type = string
          }
          module "m" {
            source = "./m"
          }
          import {
            to = module.m.terraform_data.a
            id = "\${var.id}-1"
          }`,
        files: { 'm/main.tf': 'resource "terraform_data" "a" {}' },
      },
    ],
  },
  {
    row: '24',
    name: 'imported to where nothing is declared, twice to one place, with an unknown id',
    steps: [
      {
        config: data({ a: { input: 1 } }, imported('terraform_data.nowhere', 'x')),
        fails: {
          in: 'plan',
          terraform: 'Configuration for import target does not exist',
          ztc: 'ZTC-E-IMPORT',
        },
      },
      {
        config: data(
          { a: { input: 1 } },
          {
            import: [
              { to: 'terraform_data.a', id: 'x' },
              { to: 'terraform_data.a', id: 'y' },
            ],
          },
        ),
        fails: { in: 'plan', terraform: 'Duplicate import configuration', ztc: 'ZTC-E-' },
      },
      {
        config: data({ a: { input: 1 }, b: {} }, imported('terraform_data.a', '${terraform_data.b.id}')),
        fails: { in: 'plan', terraform: 'Invalid import id argument', ztc: 'ZTC-E-' },
      },
      {
        config: data({ a: { input: 1 } }, imported('terraform_data.a', '')),
        fails: { in: 'plan', terraform: 'Invalid import id argument', ztc: 'ZTC-E-' },
      },
    ],
  },
  {
    row: '24',
    name: 'imported with a move and with a target elsewhere',
    steps: [
      { config: data({ b: { input: 1 } }) },
      {
        config: data({ a: { input: 1 }, b: { input: 2 } }, imported('terraform_data.a', 'x')),
        targets: ['terraform_data.b'],
      },
      {
        config: data(
          { a: { input: 1 }, c: { input: 2 } },
          {
            ...imported('terraform_data.a', 'x'),
            moved: [{ from: 'terraform_data.b', to: 'terraform_data.c' }],
          },
        ),
      },
    ],
  },
];
