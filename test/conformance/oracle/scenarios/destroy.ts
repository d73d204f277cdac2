/** Rows 14, 18 and 19: everything ends, and only a part is looked at. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const CHAIN = data(
  {
    a: { input: 'a' },
    b: { input: '${terraform_data.a.output}' },
    c: { input: 'c', depends_on: ['terraform_data.b'] },
    alone: { count: 2, input: '${count.index}' },
  },
  {
    output: {
      o: { value: '${terraform_data.b.output}' },
      d: { value: '${terraform_data.c.output}' },
      constant: { value: 'text' },
    },
  },
);

const tree = (version: string): JsonObject =>
  data(
    {
      a: { input: version },
      b: { input: '${terraform_data.a.output}' },
      c: { input: '${terraform_data.b.output}' },
      other: { count: 2, input: version },
    },
    {
      output: {
        o: { value: '${terraform_data.b.output}' },
        dropped: { value: '${terraform_data.c.output}' },
        mixed: { value: '${[terraform_data.a.output, terraform_data.other[0].output]}' },
        constant: { value: version },
      },
    },
  );

export const DESTROY: readonly Scenario[] = [
  {
    row: '14',
    name: 'a chain and depends_on end in reverse',
    steps: [
      { config: CHAIN },
      {
        destroy: true,
        exit: 2,
        actions: [
          'terraform_data.a: delete',
          'terraform_data.alone[0]: delete',
          'terraform_data.alone[1]: delete',
          'terraform_data.b: delete',
          'terraform_data.c: delete',
        ],
        order: [['delete terraform_data.c', 'delete terraform_data.b', 'delete terraform_data.a']],
      },
      { destroy: true, exit: 0, serial: 0 },
      { exit: 2 },
    ],
  },
  {
    row: '14',
    name: 'a destroy plan is shown and not carried out',
    steps: [{ config: CHAIN }, { destroy: true, planOnly: true }, { exit: 0 }],
  },
  {
    row: '14',
    name: 'destroying with a changed configuration and with objects that have no block any more',
    steps: [
      { config: CHAIN },
      { config: data({ a: { input: 'new', triggers_replace: 1 }, fresh: { input: 1 } }), destroy: true },
    ],
  },
  {
    row: '14',
    name: 'destroying what was never created',
    steps: [{ config: CHAIN, destroy: true, exit: 0, actions: [] }],
  },
  {
    row: '14',
    name: 'destroying without refresh, with create_before_destroy in the state',
    steps: [
      {
        config: data({
          a: { input: 1 },
          b: { input: '${terraform_data.a.id}', lifecycle: { create_before_destroy: true } },
        }),
      },
      {
        destroy: true,
        refresh: false,
        order: [['delete terraform_data.b', 'delete terraform_data.a']],
      },
    ],
  },
  {
    row: '18',
    name: 'a target with what it needs; outputs kept and dropped',
    steps: [
      {
        config: tree('1'),
        targets: ['terraform_data.b'],
        exit: 2,
        actions: ['terraform_data.a: create', 'terraform_data.b: create'],
      },
      { exit: 2 },
      { config: tree('2'), targets: ['terraform_data.a'] },
      { targets: ['terraform_data.other[1]'] },
      { targets: ['terraform_data.other', 'terraform_data.c'] },
      { exit: 2 },
      { exit: 0 },
    ],
  },
  {
    row: '18',
    name: 'a target whose dependency is replaced',
    steps: [
      {
        config: data({
          a: { triggers_replace: 1 },
          b: { input: '${terraform_data.a.id}' },
          c: { input: '${terraform_data.a.id}' },
        }),
      },
      {
        config: data({
          a: { triggers_replace: 2 },
          b: { input: '${terraform_data.a.id}' },
          c: { input: '${terraform_data.a.id}' },
        }),
        targets: ['terraform_data.b'],
      },
      {},
    ],
  },
  {
    row: '19',
    name: 'a target that has no block any more, and one that is nowhere',
    steps: [
      { config: tree('1') },
      {
        config: data({ a: { input: '2' } }),
        targets: ['terraform_data.c'],
        exit: 2,
        actions: ['terraform_data.c: delete delete_because_no_resource_config'],
      },
      { targets: ['terraform_data.nowhere'], exit: 0, actions: [] },
      {},
    ],
  },
  {
    row: '19',
    name: 'destroying the root of a chain takes what depends on it along',
    steps: [
      { config: tree('1') },
      {
        destroy: true,
        targets: ['terraform_data.b'],
        exit: 2,
        actions: ['terraform_data.b: delete', 'terraform_data.c: delete'],
      },
      { destroy: true, targets: ['terraform_data.other[0]'] },
      {},
    ],
  },
  {
    row: '19',
    name: 'target and replace together',
    steps: [
      { config: tree('1') },
      { targets: ['terraform_data.a'], replace: ['terraform_data.a'] },
      { targets: ['terraform_data.other[0]'], replace: ['terraform_data.other[0]', 'terraform_data.b'] },
      {},
    ],
  },
  {
    row: '19',
    name: 'a target with a count that changes, and a target with deposed and tainted objects',
    steps: [
      { config: data({ a: { count: 3, input: 1 }, b: { input: 1 } }) },
      { config: data({ a: { count: 1, input: 2 }, b: { input: 2 } }), targets: ['terraform_data.a'] },
      {
        state: [
          { taint: 'terraform_data.b' },
          { depose: 'terraform_data.a[0]', key: '0a0b0c0d', keep: true },
        ],
        targets: ['terraform_data.a[0]'],
      },
      {},
    ],
  },
];
