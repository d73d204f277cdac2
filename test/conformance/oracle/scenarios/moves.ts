/** Rows 20 to 22: objects under new addresses. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const moved = (...pairs: readonly (readonly [string, string])[]): JsonObject => ({
  moved: pairs.map(([from, to]) => ({ from, to })),
});

const BLOCKED = { terraform: 'Unresolved resource instance address changes', ztc: 'ZTC-W-MOVE-BLOCKED' };

export const MOVES: readonly Scenario[] = [
  {
    row: '20',
    name: 'a resource is renamed and changed',
    steps: [
      { config: data({ a: { input: 1 }, other: { input: '${terraform_data.a.id}' } }) },
      {
        config: data(
          { b: { input: 2 }, other: { input: '${terraform_data.b.id}' } },
          moved(['terraform_data.a', 'terraform_data.b']),
        ),
        exit: 2,
        actions: ['terraform_data.b: update'],
      },
      { exit: 0 },
    ],
  },
  {
    row: '20',
    name: 'count becomes for_each, key by key',
    steps: [
      { config: data({ a: { count: 2, input: 'same' } }) },
      {
        config: data(
          { a: { for_each: '${toset(["x", "y"])}', input: 'same' } },
          moved(
            ['terraform_data.a[0]', 'terraform_data.a["x"]'],
            ['terraform_data.a[1]', 'terraform_data.a["y"]'],
          ),
        ),
        exit: 2,
        actions: [],
      },
    ],
  },
  {
    row: '20',
    name: 'one instance leaves a repetition and another comes in',
    steps: [
      { config: data({ a: { count: 2, input: 'same' }, single: { input: 'same' } }) },
      {
        config: data(
          {
            a: { count: 1, input: 'same' },
            out: { input: 'same' },
            in: { for_each: { k: 1 }, input: 'same' },
          },
          moved(
            ['terraform_data.a[1]', 'terraform_data.out'],
            ['terraform_data.single', 'terraform_data.in["k"]'],
          ),
        ),
        exit: 2,
        actions: [],
      },
    ],
  },
  {
    row: '20',
    name: 'a chain of moves, as one and as parts that were made before',
    steps: [
      { config: data({ a: { input: 1 } }) },
      { config: data({ b: { input: 1 } }, moved(['terraform_data.a', 'terraform_data.b'])) },
      {
        config: data(
          { d: { input: 1 } },
          moved(
            ['terraform_data.a', 'terraform_data.b'],
            ['terraform_data.b', 'terraform_data.c'],
            ['terraform_data.c', 'terraform_data.d'],
          ),
        ),
      },
    ],
  },
  {
    row: '20',
    name: 'a whole chain of moves at once',
    steps: [
      { config: data({ a: { count: 2, input: 1 } }) },
      {
        config: data(
          { c: { count: 2, input: 1 } },
          moved(['terraform_data.b', 'terraform_data.c'], ['terraform_data.a', 'terraform_data.b']),
        ),
        exit: 2,
        actions: [],
      },
    ],
  },
  {
    row: '20',
    name: 'a move and a replacement: triggered, tainted, requested',
    steps: [
      { config: data({ a: { triggers_replace: 1 }, c: { input: 1 }, e: { input: 1 } }) },
      {
        config: data(
          { b: { triggers_replace: 2 }, d: { input: 1 }, f: { input: 1 } },
          moved(
            ['terraform_data.a', 'terraform_data.b'],
            ['terraform_data.c', 'terraform_data.d'],
            ['terraform_data.e', 'terraform_data.f'],
          ),
        ),
        state: [{ taint: 'terraform_data.c' }],
        replace: ['terraform_data.f'],
      },
    ],
  },
  {
    row: '20',
    name: 'a move into a repetition that is not as wide',
    steps: [
      { config: data({ a: { count: 2, input: 1 } }) },
      {
        config: data({ b: { count: 1, input: 1 } }, moved(['terraform_data.a', 'terraform_data.b'])),
        actions: ['terraform_data.b[1]: delete delete_because_count_index'],
      },
    ],
  },
  {
    row: '20',
    name: 'a move to where there is nothing in the configuration',
    steps: [
      { config: data({ a: { input: 1 } }) },
      {
        config: { ...moved(['terraform_data.a', 'terraform_data.gone']) },
        actions: ['terraform_data.gone: delete delete_because_no_move_target'],
      },
    ],
    handover: false,
  },
  {
    row: '20',
    name: 'a blocked move',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 2 } }) },
      { config: data({ b: { input: 2 } }, moved(['terraform_data.a', 'terraform_data.b'])), warns: BLOCKED },
    ],
  },
  {
    row: '20',
    name: 'two names change places, and a circle of moves through names that are gone',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 2 } }) },
      {
        config: data(
          { a: { input: 2 }, b: { input: 1 } },
          moved(['terraform_data.a', 'terraform_data.b'], ['terraform_data.b', 'terraform_data.a']),
        ),
        fails: { in: 'plan', terraform: 'Moved object still exists', ztc: 'ZTC-E-CONFIG-MOVED' },
      },
      {
        config: moved(['terraform_data.a', 'terraform_data.b'], ['terraform_data.b', 'terraform_data.a']),
        fails: { in: 'plan', terraform: 'Cyclic dependency in move statements', ztc: 'ZTC-E-MOVE-CYCLE' },
      },
      {
        config: moved(['terraform_data.a', 'terraform_data.a']),
        fails: { in: 'plan', terraform: 'Redundant move statement', ztc: 'ZTC-E-CONFIG-MOVED' },
      },
    ],
  },
  {
    row: '20',
    name: 'a move from what is still in the configuration, and two moves from one place',
    steps: [
      { config: data({ a: { input: 1 } }) },
      {
        config: data({ a: { input: 1 }, b: { input: 1 } }, moved(['terraform_data.a', 'terraform_data.b'])),
        fails: { in: 'plan', terraform: 'Moved object still exists', ztc: 'ZTC-E-CONFIG-MOVED' },
      },
      {
        config: data(
          { b: { input: 1 }, c: { input: 1 } },
          moved(['terraform_data.a', 'terraform_data.b'], ['terraform_data.a', 'terraform_data.c']),
        ),
        fails: { in: 'plan', terraform: 'Ambiguous move statements', ztc: 'ZTC-E-CONFIG-MOVED' },
      },
      {
        config: data(
          { c: { input: 1 } },
          moved(['terraform_data.a', 'terraform_data.c'], ['terraform_data.b', 'terraform_data.c']),
        ),
        fails: { in: 'plan', terraform: 'Ambiguous move statements', ztc: 'ZTC-E-CONFIG-MOVED' },
      },
    ],
  },
  {
    row: '20',
    name: 'a move with a target, in native syntax',
    steps: [
      { config: data({ a: { input: 1 }, other: { input: 1 } }) },
      {
        config: `
          resource "terraform_data" "b" {
            input = 1
          }
          resource "terraform_data" "other" {
            input = 2
          }
          moved {
            from = terraform_data.a
            to   = terraform_data.b
          }`,
        targets: ['terraform_data.other'],
        fails: {
          in: 'plan',
          terraform: 'Moved resource instances excluded by targeting',
          ztc: 'ZTC-E-MOVE-TARGET',
        },
      },
      { targets: ['terraform_data.b', 'terraform_data.a'] },
      {},
    ],
  },
  {
    row: '21',
    name: 'only a move',
    steps: [
      { config: data({ a: { input: 1 } }) },
      {
        config: data({ b: { input: 1 } }, moved(['terraform_data.a', 'terraform_data.b'])),
        exit: 2,
        actions: [],
      },
      { exit: 0 },
    ],
  },
  {
    row: '21',
    name: 'a move of an object that is in no state',
    steps: [
      {
        config: data({ b: { input: 1 } }, moved(['terraform_data.a', 'terraform_data.b'])),
        actions: ['terraform_data.b: create'],
      },
    ],
  },
  {
    row: '21',
    name: 'a move while everything is destroyed, and in a refresh only',
    steps: [
      { config: data({ a: { input: 1 } }) },
      {
        config: data({ b: { input: 1 } }, moved(['terraform_data.a', 'terraform_data.b'])),
        refreshOnly: true,
      },
      { config: data({ c: { input: 1 } }, moved(['terraform_data.b', 'terraform_data.c'])), destroy: true },
    ],
  },
];
