/** Rows 41 and 49: data from the state of another configuration, and where a state is kept. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data, stateOf } from './building-blocks.ts';

const other = (outputs: JsonObject): JsonObject => stateOf({}, { outputs });

const OUTPUTS: JsonObject = {
  text: { value: 'x', type: 'string' },
  list: { value: ['a', 'b'], type: ['list', 'string'] },
  object: {
    value: { k: 1, deep: { l: true } },
    type: ['object', { k: 'number', deep: ['object', { l: 'bool' }] }],
  },
  secret: { value: 'hidden', type: 'string', sensitive: true },
};

const remote = (path: string, more: JsonObject = {}): JsonObject => ({
  data: { terraform_remote_state: { other: { backend: 'local', config: { path }, ...more } } },
});

const OUT = 'data.terraform_remote_state.other.outputs';

export const REMOTE_STATE: readonly Scenario[] = [
  {
    row: '49',
    name: 'outputs of another state, which change',
    tolerates: [
      {
        at: 'plan.prior_state.values.root_module.resources[data.',
        why: 'what is to be destroyed has lost its data already when ztc shows it',
      },
    ],
    steps: [
      {
        config: data(
          {
            a: { input: `\${${OUT}.text}` },
            b: { for_each: `\${toset(${OUT}.list)}`, input: '${each.key}' },
          },
          { ...remote('./other.tfstate'), output: { all: { value: `\${${OUT}.object}` } } },
        ),
        files: { 'other.tfstate': other(OUTPUTS) },
        exit: 2,
      },
      { exit: 0, serial: 0 },
      {
        files: {
          'other.tfstate': other({
            ...OUTPUTS,
            text: { value: 'y', type: 'string' },
            list: { value: ['b'], type: ['list', 'string'] },
          }),
        },
        exit: 2,
      },
      { destroy: true },
    ],
  },
  {
    row: '49',
    name: 'defaults, and the state as a whole',
    steps: [
      {
        config: data(
          { a: { input: `\${${OUT}.missing}` } },
          {
            ...remote('./other.tfstate', { defaults: { missing: 'default', text: 'unused' } }),
            output: { text: { value: `\${${OUT}.text}` } },
          },
        ),
        files: { 'other.tfstate': other({ text: { value: 'x', type: 'string' } }) },
      },
      { exit: 0 },
    ],
  },
  {
    row: '49',
    name: 'a state that is not there, and an output that it does not have',
    steps: [
      {
        config: data({ a: { input: 1 } }, remote('./nowhere.tfstate')),
        fails: { in: 'plan', terraform: 'Unable to find remote state', ztc: 'ZTC-E-' },
      },
      {
        config: data({ a: { input: `\${${OUT}.none}` } }, remote('./other.tfstate')),
        files: { 'other.tfstate': other({}) },
        fails: { in: 'plan', terraform: 'Unsupported attribute', ztc: 'ZTC-E-' },
      },
    ],
  },
  {
    row: '41',
    name: 'data that waits for an object, by depends_on and by its configuration',
    steps: ['./other.tfstate', './second.tfstate'].map((path) => ({
      config: data(
        {
          a: { input: path },
          b: { input: `\${${OUT}.text}` },
          c: { input: '${data.terraform_remote_state.late.outputs}' },
        },
        {
          data: {
            terraform_remote_state: {
              other: { backend: 'local', config: { path: '${terraform_data.a.output}' } },
              late: {
                backend: 'local',
                config: { path: './other.tfstate' },
                depends_on: ['terraform_data.a'],
              },
            },
          },
        },
      ),
      files: {
        'other.tfstate': other(OUTPUTS),
        'second.tfstate': other({ text: { value: 'second', type: 'string' } }),
      },
    })),
  },
  {
    row: '41',
    name: 'data with count and for_each that comes and goes',
    steps: ['["other", "second"]', '["second"]', '[]'].map((names) => ({
      config: data(
        {
          a: { input: '${{ for name, one in data.terraform_remote_state.each : name => one.outputs.text }}' },
        },
        {
          data: {
            terraform_remote_state: {
              each: {
                for_each: `\${toset(${names})}`,
                backend: 'local',
                config: { path: './${each.key}.tfstate' },
              },
            },
          },
        },
      ),
      files: {
        'other.tfstate': other(OUTPUTS),
        'second.tfstate': other({ text: { value: 'second', type: 'string' } }),
      },
    })),
  },
  {
    row: '41',
    name: 'data with conditions',
    tolerates: [
      {
        at: 'state.checks[data.',
        why: 'Terraform forgets during the apply what the conditions of data have come to that the plan has read',
      },
    ],
    steps: ['x', 'y'].map((wanted, at) => ({
      config: data(
        { a: { input: 1 } },
        remote('./other.tfstate', {
          lifecycle: [
            {
              postcondition: [
                { condition: `\${self.outputs.text == "${wanted}"}`, error_message: 'another text' },
              ],
            },
          ],
        }),
      ),
      files: { 'other.tfstate': other(OUTPUTS) },
      ...(at === 1
        ? {
            fails: {
              in: 'plan' as const,
              terraform: 'Resource postcondition failed',
              ztc: 'ZTC-E-CONDITION',
            },
          }
        : {}),
    })),
  },
  {
    row: '26',
    name: 'a check with data of its own',
    // Data that cannot be read is read again by every apply.
    handover: false,
    tolerates: [
      { at: 'plan.checks[check.health].instances', why: 'each engine has its own words for a missing state' },
      { at: 'state.checks[check.health].objects', why: 'each engine has its own words for a missing state' },
      { at: 'operations', why: 'ztc tells of a read that has failed as well' },
    ],
    steps: ['x', 'y', null].map((text) => ({
      config: data(
        { a: { input: 1 } },
        {
          check: {
            health: {
              data: {
                terraform_remote_state: { other: { backend: 'local', config: { path: './other.tfstate' } } },
              },
              assert: [{ condition: `\${${OUT}.text == "x"}`, error_message: 'another text' }],
            },
          },
        },
      ),
      files: { 'other.tfstate': text === null ? null : other({ text: { value: text, type: 'string' } }) },
    })),
  },
  {
    row: '49',
    name: 'data in a module, and the state of this very configuration',
    steps: [
      {
        config: {
          module: { m: { source: './m', path: './other.tfstate' } },
          output: { text: { value: '${module.m.text}' } },
        },
        files: {
          'other.tfstate': other(OUTPUTS),
          'm/main.tf': `
            variable "path" {}
            data "terraform_remote_state" "other" {
              backend = "local"
              config = {
                path = var.path
              }
            }
            resource "terraform_data" "a" {
              input = data.terraform_remote_state.other.outputs.object
            }
            output "text" {
              value = data.terraform_remote_state.other.outputs.text
            }`,
        },
      },
      { exit: 0 },
    ],
  },
];
