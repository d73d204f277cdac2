/** Rows 10, 37, 38 and 52: states that somebody else has written, and what is only found in states. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { attributes, data, stateOf } from './building-blocks.ts';

const ONE = data({ a: { input: 'x' } });

const object = (id: string, more: JsonObject = {}): JsonObject => ({
  attributes: attributes(id, 'x'),
  ...more,
});

const CBD: JsonObject = { lifecycle: { create_before_destroy: true } };

export const STATES: readonly Scenario[] = [
  {
    row: '37',
    name: 'the least that a state can be',
    steps: [
      {
        config: ONE,
        state: [
          {
            replace: {
              version: 4,
              serial: 1,
              lineage: 'made-by-hand',
              resources: [
                {
                  mode: 'managed',
                  type: 'terraform_data',
                  name: 'a',
                  provider: 'provider["terraform.io/builtin/terraform"]',
                  instances: [{ attributes: attributes('given', 'x') }],
                },
              ],
            },
          },
        ],
        planOnly: true,
        exit: 0,
      },
      { config: data({ a: { input: 'y' } }), exit: 2 },
    ],
  },
  {
    row: '37',
    name: 'unknown fields are dropped, a newer program is no obstacle',
    steps: [
      {
        config: data({ a: { input: 'y' } }),
        state: [
          {
            replace: stateOf(
              { a: [object('given', { surprise: true })] },
              { terraform_version: '9.9.9', extra: { k: 1 } },
            ),
          },
        ],
        exit: 2,
      },
    ],
  },
  {
    row: '37',
    name: 'a state of another version is refused',
    steps: [
      {
        config: ONE,
        state: [{ replace: { ...stateOf({}), version: 5 } }],
        fails: { in: 'plan', terraform: 'Unsupported state file format', ztc: 'ZTC-E-STATE' },
      },
    ],
  },
  {
    row: '37',
    name: 'an attribute that the type does not have, and attributes that are missing',
    steps: [
      {
        config: ONE,
        state: [
          {
            replace: stateOf({ a: [{ attributes: { id: 'given', input: { value: 'x', type: 'string' } } }] }),
          },
        ],
      },
    ],
  },
  {
    row: '37',
    name: 'objects in the state whose blocks were never there, dependencies included',
    steps: [
      {
        config: ONE,
        state: [
          {
            replace: stateOf({
              a: [object('one')],
              b: [object('two', { dependencies: ['terraform_data.a', 'terraform_data.c'] })],
              c: [object('three', { dependencies: ['terraform_data.a'], create_before_destroy: true })],
            }),
          },
        ],
        actions: [
          'terraform_data.b: delete delete_because_no_resource_config',
          'terraform_data.c: delete delete_because_no_resource_config',
        ],
        order: [['delete terraform_data.b', 'delete terraform_data.c']],
      },
    ],
  },
  {
    row: '37',
    name: 'outputs that only the state has',
    steps: [
      {
        config: ONE,
        state: [
          {
            replace: stateOf(
              { a: [object('one')] },
              { outputs: { old: { value: ['x'], type: ['list', 'string'], sensitive: true } } },
            ),
          },
        ],
        exit: 2,
        actions: [],
      },
    ],
  },
  {
    row: '40',
    name: 'a deposed object beside a current one ends',
    steps: [
      { config: ONE },
      {
        state: [{ depose: 'terraform_data.a', key: '00000001', keep: true }],
        exit: 2,
        actions: ['terraform_data.a deposed: delete'],
      },
      { exit: 0 },
    ],
  },
  {
    row: '40',
    name: 'a deposed object alone: a new one is created first',
    steps: [
      { config: data({ a: { input: 'x', ...CBD }, b: { input: '${terraform_data.a.id}' } }) },
      { state: [{ depose: 'terraform_data.a', key: '00000001' }], exit: 2 },
    ],
  },
  {
    row: '40',
    name: 'deposed objects of what is replaced, taken out, and destroyed',
    steps: [
      {
        config: data({ a: { triggers_replace: 1, ...CBD }, b: { input: 1 }, c: { count: 2 } }),
      },
      {
        config: data({ a: { triggers_replace: 2, ...CBD }, c: { count: 1 } }),
        state: [
          { depose: 'terraform_data.a', key: '0000000a', keep: true },
          { depose: 'terraform_data.b', key: '0000000b', keep: true },
          { depose: 'terraform_data.c[1]', key: '0000000c', keep: true },
        ],
      },
      { state: [{ depose: 'terraform_data.c[0]', key: '0000000d', keep: true }], destroy: true },
    ],
  },
  {
    row: '40',
    name: 'a deposed object moves along',
    steps: [
      { config: data({ a: { input: 1 } }) },
      {
        config: data({ b: { input: 1 } }, { moved: [{ from: 'terraform_data.a', to: 'terraform_data.b' }] }),
        state: [{ depose: 'terraform_data.a', key: '0000000a', keep: true }],
      },
    ],
  },
  {
    row: '38',
    name: 'refresh-only finds nothing, and takes new outputs in',
    steps: [
      { config: data({ a: { input: 'x' } }, { output: { o: { value: '${terraform_data.a.output}' } } }) },
      { refreshOnly: true, exit: 0, serial: 0 },
      {
        config: data(
          { a: { input: 'changed' }, b: { input: 'new' } },
          { output: { o: { value: 'o2' }, p: { value: '${terraform_data.a.output}' } } },
        ),
        refreshOnly: true,
      },
      { exit: 2 },
    ],
  },
  {
    row: '38',
    name: 'without refresh',
    steps: [
      { config: ONE },
      { refresh: false, exit: 0 },
      {
        config: data({ a: { input: 'y' }, b: { input: '${terraform_data.a.output}' } }),
        refresh: false,
        exit: 2,
      },
    ],
  },
  {
    row: '38',
    name: 'attributes that somebody changed in the state',
    steps: [
      {
        config: data({
          a: { input: 'x', triggers_replace: 't' },
          b: { input: '${terraform_data.a.output}' },
        }),
      },
      { state: [{ set: 'terraform_data.a', attributes: { output: { value: 'z', type: 'string' } } }] },
      { state: [{ set: 'terraform_data.a', attributes: { input: null } }] },
      { state: [{ set: 'terraform_data.a', attributes: { triggers_replace: null } }] },
    ],
  },
  {
    row: '52',
    name: 'depends_on is added and taken away',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 2 } }) },
      {
        config: data({ a: { input: 1 }, b: { input: 2, depends_on: ['terraform_data.a'] } }),
        exit: 0,
        serial: 1,
      },
      { exit: 0, serial: 0 },
      { config: data({ a: { input: 1 }, b: { input: 2 } }), exit: 0, serial: 1 },
    ],
  },
  {
    row: '52',
    name: 'create_before_destroy is added and taken away',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: '${terraform_data.a.id}' } }) },
      {
        config: data({ a: { input: 1 }, b: { input: '${terraform_data.a.id}', ...CBD } }),
        exit: 0,
        serial: 1,
      },
      { config: data({ a: { input: 1 }, b: { input: '${terraform_data.a.id}' } }), exit: 0, serial: 1 },
    ],
  },
  {
    row: '52',
    name: 'a reference through a local, with the same value',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 1 } }) },
      {
        config: data(
          { a: { input: 1 }, b: { input: '${local.one}' } },
          { locals: { one: '${terraform_data.a.output}' } },
        ),
        exit: 0,
        serial: 1,
      },
    ],
  },
];
