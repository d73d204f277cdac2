/** Row 26: preconditions, postconditions, validations and checks. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data as bare } from './building-blocks.ts';

/** Conditions have to refer to something. */
const data = (resources: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject =>
  bare(resources, { locals: { yes: true, no: false }, ...more });

const rule = (condition: string, message = 'not so'): JsonObject => ({ condition, error_message: message });

const PRE = { terraform: 'Resource precondition failed', ztc: 'ZTC-E-CONDITION' };
const POST = { terraform: 'Resource postcondition failed', ztc: 'ZTC-E-CONDITION' };
const OUT = { terraform: 'Module output value precondition failed', ztc: 'ZTC-E-CONDITION' };
const INVALID = { terraform: 'Invalid value for variable', ztc: 'ZTC-E-VARIABLE-INVALID' };
const CHECK = { terraform: 'Check block assertion failed', ztc: 'ZTC-W-CHECK' };

const checked = (input: string, ...asserts: readonly JsonObject[]): JsonObject =>
  data({ a: { input } }, { check: { health: { assert: asserts } } });

const validated = (...rules: readonly JsonObject[]): JsonObject =>
  data({ a: { input: '${var.n}' } }, { variable: { n: { type: 'number', validation: rules } } });

export const CONDITIONS: readonly Scenario[] = [
  {
    row: '26',
    name: 'conditions that hold are in the state',
    steps: [
      {
        config: data(
          {
            a: {
              input: 'x',
              lifecycle: {
                precondition: [rule('${local.yes}')],
                postcondition: [rule('${self.output == "x"}'), rule('${self.id != ""}')],
              },
            },
          },
          {
            output: {
              o: {
                value: '${terraform_data.a.output}',
                precondition: [rule('${terraform_data.a.output == "x"}')],
              },
            },
          },
        ),
      },
      { exit: 0 },
      { destroy: true },
    ],
  },
  {
    row: '26',
    name: 'a precondition that is known to fail',
    steps: [
      {
        config: data({
          a: { input: 'x', lifecycle: { precondition: [rule('${local.no}')] } },
          b: { input: 1 },
        }),
        fails: { in: 'plan', ...PRE },
      },
      { config: data({ a: { input: 'x' }, b: { input: 1 } }) },
      {
        config: data({
          a: { input: 'y', lifecycle: { precondition: [rule('${terraform_data.b.output == 2}')] } },
          b: { input: 1 },
        }),
        fails: { in: 'plan', ...PRE },
      },
    ],
  },
  {
    row: '26',
    name: 'a precondition that turns out to fail during the apply',
    steps: [
      {
        config: data({
          a: { input: 'x' },
          b: { input: 'y', lifecycle: { precondition: [rule('${terraform_data.a.output == "z"}')] } },
          c: { input: '${terraform_data.b.output}' },
          d: { input: 'free' },
        }),
        fails: { in: 'apply', ...PRE },
      },
      { config: data({ a: { input: 'x' }, d: { input: 'free' } }), exit: 0 },
    ],
  },
  {
    row: '26',
    name: 'a postcondition that is known to fail, and one that turns out to',
    steps: [
      {
        config: data({ a: { input: 'x', lifecycle: { postcondition: [rule('${self.input == "z"}')] } } }),
        fails: { in: 'plan', ...POST },
      },
      {
        config: data({
          a: { input: 'x', lifecycle: { postcondition: [rule('${self.output == "z"}')] } },
          b: { input: '${terraform_data.a.output}' },
        }),
        fails: { in: 'apply', ...POST },
      },
      {
        config: data({
          a: { input: 'x', lifecycle: { postcondition: [rule('${self.output == "x"}')] } },
          b: { input: '${terraform_data.a.output}' },
        }),
      },
    ],
  },
  {
    row: '26',
    name: 'conditions of a repetition, with each and count',
    steps: [
      {
        config: data({
          a: {
            for_each: { x: 1, y: 2 },
            input: '${each.value}',
            lifecycle: { postcondition: [rule('${self.output < 3}', 'too much: ${each.key}')] },
          },
          b: {
            count: 2,
            lifecycle: { precondition: [rule('${count.index < 2}')] },
          },
        }),
      },
      {
        config: data({
          a: {
            for_each: { x: 1, y: 5 },
            input: '${each.value}',
            lifecycle: { precondition: [rule('${each.value < 3}', 'too much: ${each.key}')] },
          },
        }),
        fails: { in: 'plan', ...PRE },
      },
    ],
  },
  {
    row: '26',
    name: 'conditions only warn when everything is destroyed or refreshed',
    steps: [
      { config: data({ a: { input: 'x' }, b: { input: 'y' } }) },
      {
        config: data({
          a: { input: 'x', lifecycle: { precondition: [rule('${local.no}')] } },
          b: { input: 'y', lifecycle: { postcondition: [rule('${self.input == "z"}')] } },
        }),
        refreshOnly: true,
      },
      { destroy: true },
    ],
  },
  {
    row: '26',
    name: 'a precondition of an output',
    steps: [
      {
        config: data(
          { a: { input: 'x' } },
          { output: { o: { value: 1, precondition: [rule('${local.no}')] } } },
        ),
        fails: { in: 'plan', ...OUT },
      },
      {
        config: data(
          { a: { input: 'x' } },
          { output: { o: { value: 1, precondition: [rule('${terraform_data.a.output == "y"}')] } } },
        ),
        fails: { in: 'apply', ...OUT },
      },
      { fails: { in: 'plan', ...OUT } },
    ],
  },
  {
    row: '26',
    name: 'a variable that is not valid',
    steps: [
      {
        vars: { n: '3' },
        config: validated(rule('${var.n > 2}'), rule('${var.n < 9}', 'too big: ${var.n}')),
      },
      { vars: { n: '1' }, fails: { in: 'plan', ...INVALID } },
      { vars: { n: '10' }, fails: { in: 'plan', ...INVALID } },
      {
        vars: { n: 'many' },
        fails: { in: 'plan', terraform: 'Invalid value for input variable', ztc: 'ZTC-E-VARIABLE' },
      },
    ],
    handover: false,
  },
  {
    row: '26',
    name: 'a validation that looks at other variables, locals and resources',
    steps: [
      {
        vars: { low: '1', high: '2' },
        config: `
          variable "low" { type = number }
          variable "high" {
            type = number
            validation {
              condition     = var.high > var.low
              error_message = "The upper limit \${var.high} is not above \${var.low}."
            }
            validation {
              condition     = contains(local.allowed, var.high)
              error_message = "Not allowed."
            }
          }
          locals {
            allowed = [2, 3]
          }
          resource "terraform_data" "a" {
            input = [var.low, var.high]
          }`,
      },
      { vars: { low: '2', high: '2' }, fails: { in: 'plan', ...INVALID } },
      { vars: { low: '2', high: '4' }, fails: { in: 'plan', ...INVALID } },
    ],
    handover: false,
  },
  {
    row: '26',
    name: 'a validation in a module: known, unknown and failing at last',
    steps: ['x', 'y'].map((input, at) => ({
      config: {
        ...data({ a: { input } }),
        module: { m: { source: './m', given: '${terraform_data.a.output}' } },
      },
      files: {
        'm/main.tf.json': bare(
          { b: { input: '${var.given}' } },
          { variable: { given: { validation: [rule('${var.given == "x"}')] } } },
        ),
      },
      ...(at === 1 ? { fails: { in: 'apply' as const, ...INVALID } } : {}),
    })),
  },
  {
    row: '26',
    name: 'a check that passes, fails, and fails no more',
    steps: [
      { config: checked('x', rule('${terraform_data.a.output == "x"}')), exit: 2 },
      {
        config: checked('y', rule('${terraform_data.a.output == "x"}', 'it is ${terraform_data.a.output}')),
        warns: CHECK,
      },
      { exit: 0, warns: CHECK },
      { config: checked('y', rule('${terraform_data.a.output == "y"}')) },
      { config: data({ a: { input: 'y' } }) },
    ],
  },
  {
    row: '26',
    name: 'several assertions and several checks',
    steps: ['x', 'y'].map((input) => ({
      config: data(
        { a: { input } },
        {
          check: {
            one: {
              assert: [rule('${terraform_data.a.output == "x"}'), rule('${terraform_data.a.output != ""}')],
            },
            two: { assert: [rule('${terraform_data.a.id == "no"}', 'first'), rule('${local.no}', 'second')] },
            three: { assert: [rule('${length(terraform_data.a.output) > 3}')] },
          },
        },
      ),
    })),
  },
  {
    row: '26',
    name: 'a check in a module that is repeated',
    steps: ['x', 'y'].map((input) => ({
      config: {
        module: { m: { source: './m', for_each: { one: input, two: 'x' }, given: '${each.value}' } },
      },
      files: {
        'm/main.tf': `
          variable "given" {}
          resource "terraform_data" "a" {
            input = var.given
          }
          check "it" {
            assert {
              condition     = terraform_data.a.output == "x"
              error_message = "It is \${terraform_data.a.output}."
            }
          }`,
      },
    })),
  },
  {
    row: '26',
    name: 'a check that refers to nothing that is planned, and one that is destroyed',
    steps: [
      { config: checked('x', rule('${local.no}')), exit: 2 },
      { config: checked('y', rule('${local.no}')), destroy: true },
    ],
  },
  {
    row: '26',
    name: 'a check that cannot be evaluated',
    steps: [
      {
        config: checked('x', rule('${tonumber(terraform_data.a.output) > 0}')),
        fails: { in: 'apply', terraform: 'Invalid function argument', ztc: 'ZTC-E-' },
      },
    ],
  },
];
