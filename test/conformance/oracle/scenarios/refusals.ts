/** Row 35: configurations that no engine can carry out. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario, Step } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

/** A step that fails while it is planned. */
const refused = (config: JsonObject | string, terraform: string, ztc: string): Step => ({
  config,
  fails: { in: 'plan', terraform, ztc },
});

export const REFUSALS: readonly Scenario[] = [
  {
    row: '35',
    name: 'for_each and count that are not known, null or of a wrong kind',
    steps: [
      refused(
        data({ a: {}, b: { for_each: '${toset([terraform_data.a.id])}' } }),
        'Invalid for_each argument',
        'ZTC-E-CONFIG-FOR-EACH',
      ),
      refused(
        data({ a: {}, b: { count: '${length(terraform_data.a.id)}' } }),
        'Invalid count argument',
        'ZTC-E-CONFIG-COUNT',
      ),
      refused(data({ b: { for_each: ['x'] } }), 'Invalid for_each argument', 'ZTC-E-CONFIG-FOR-EACH'),
      refused(
        data({ b: { for_each: '${toset([1, 2])}' } }),
        'Invalid for_each set argument',
        'ZTC-E-CONFIG-FOR-EACH',
      ),
      refused(
        data({ b: { for_each: '${toset(["x", null])}' } }),
        'Invalid for_each set argument',
        'ZTC-E-CONFIG-FOR-EACH',
      ),
      refused(data({ b: { for_each: '${null}' } }), 'Invalid for_each argument', 'ZTC-E-CONFIG-FOR-EACH'),
      refused(data({ b: { count: -1 } }), 'Invalid count argument', 'ZTC-E-CONFIG-COUNT'),
      refused(data({ b: { count: 1.5 } }), 'Invalid count argument', 'ZTC-E-CONFIG-COUNT'),
      refused(data({ b: { count: 'many' } }), 'Incorrect value type', 'ZTC-E-CONFIG-COUNT'),
      refused(data({ b: { count: '${null}' } }), 'Invalid count argument', 'ZTC-E-CONFIG-COUNT'),
      refused(
        data({ b: { count: 1, for_each: {} } }),
        'Invalid combination of "count" and "for_each"',
        'ZTC-E-',
      ),
    ],
  },
  {
    row: '35',
    name: 'for_each whose values are not known works when its keys are',
    steps: [
      { config: data({ a: {}, b: { for_each: { k: '${terraform_data.a.id}' }, input: '${each.value}' } }) },
    ],
  },
  {
    row: '35',
    name: 'circles',
    steps: [
      refused(
        data({ a: { input: '${terraform_data.b.id}' }, b: { input: '${terraform_data.a.id}' } }),
        'Cycle',
        'ZTC-E-CONFIG-CYCLE',
      ),
      refused(
        { locals: { a: '${local.b}', b: '${local.c}', c: '${local.a}' } },
        'Cycle',
        'ZTC-E-CONFIG-CYCLE',
      ),
      refused(
        data({ a: { input: '${local.x}' } }, { locals: { x: '${terraform_data.a.id}' } }),
        'Cycle',
        'ZTC-E-CONFIG-CYCLE',
      ),
      refused(
        data({ a: { depends_on: ['terraform_data.b'] }, b: { depends_on: ['terraform_data.a'] } }),
        'Cycle',
        'ZTC-E-CONFIG-CYCLE',
      ),
      refused(
        data({ a: { count: '${length(terraform_data.b)}' }, b: { count: '${length(terraform_data.a)}' } }),
        'Cycle',
        'ZTC-E-CONFIG-CYCLE',
      ),
    ],
  },
  {
    row: '35',
    name: 'references to oneself',
    steps: [
      refused(data({ a: { input: '${terraform_data.a.id}' } }), 'Self-referential block', 'ZTC-E-'),
      refused(
        data({ a: { count: 2, input: '${terraform_data.a[0].id}' } }),
        'Self-referential block',
        'ZTC-E-',
      ),
      refused({ locals: { a: '${local.a}' } }, 'Self-referencing local value', 'ZTC-E-'),
    ],
  },
  {
    row: '35',
    name: 'what is not declared',
    steps: [
      refused(data({ a: { input: '${terraform_data.b.id}' } }), 'Reference to undeclared resource', 'ZTC-E-'),
      refused(data({ a: { input: '${var.none}' } }), 'Reference to undeclared input variable', 'ZTC-E-'),
      refused(data({ a: { input: '${local.none}' } }), 'Reference to undeclared local value', 'ZTC-E-'),
      refused(data({ a: { input: '${module.none.x}' } }), 'Reference to undeclared module', 'ZTC-E-'),
      refused(
        data({ a: { input: '${data.terraform_remote_state.none}' } }),
        'Reference to undeclared resource',
        'ZTC-E-',
      ),
      refused(data({ a: { input: '${nothing(1)}' } }), 'Call to unknown function', 'ZTC-E-'),
      refused(
        data({ a: { input: '${terraform_data.a2.id}', depends_on: ['terraform_data.none'] } }),
        'Reference to undeclared resource',
        'ZTC-E-',
      ),
      refused(
        data({ a: { input: '${each.key}' } }),
        'Reference to "each" in context without for_each',
        'ZTC-E-',
      ),
      refused(
        data({ a: { input: '${count.index}' } }),
        'Reference to "count" in non-counted context',
        'ZTC-E-',
      ),
      refused(data({ a: { input: '${self.id}' } }), 'Invalid "self" reference', 'ZTC-E-'),
      refused(
        data({ a: {}, b: { input: '${terraform_data.a.nothing}' } }),
        'Unsupported attribute',
        'ZTC-E-',
      ),
      refused(data({ a: { colour: 'red' } }), 'Extraneous JSON object property', 'ZTC-E-'),
      refused({ resource: { terraform_nothing: { a: {} } } }, 'Invalid resource type', 'ZTC-E-'),
    ],
  },
  {
    row: '35',
    name: 'instances that are not there',
    steps: [
      refused(
        data({ a: { count: 1 }, b: { input: '${terraform_data.a[1].id}' } }),
        'Invalid index',
        'ZTC-E-',
      ),
      refused(
        data({ a: { for_each: { x: 1 } }, b: { input: '${terraform_data.a["y"].id}' } }),
        'Invalid index',
        'ZTC-E-',
      ),
      refused(
        data({ a: { count: 1 }, b: { input: '${terraform_data.a.id}' } }),
        'Missing resource instance key',
        'ZTC-E-',
      ),
    ],
  },
  {
    row: '35',
    name: 'variables that are missing, unknown or of a wrong type',
    steps: [
      refused({ variable: { v: {} } }, 'No value for required variable', 'ZTC-E-VARIABLE'),
      {
        config: { variable: { v: { type: 'list(number)' } } },
        vars: { v: '["x"]' },
        fails: { in: 'plan', terraform: 'Invalid value for input variable', ztc: 'ZTC-E-VARIABLE' },
      },
      {
        config: {
          variable: { v: { type: 'string', nullable: false, default: 'x' } },
          output: { v: { value: '${var.v}' } },
        },
        vars: { other: 'x' },
        fails: { in: 'plan', terraform: 'Value for undeclared variable', ztc: 'ZTC-E-VARIABLE' },
      },
      refused(
        { variable: { v: { type: 'number', default: 'x' } } },
        'Invalid default value for variable',
        'ZTC-E-CONFIG-DEFAULT',
      ),
      refused({ variable: { v: { type: 'nonsense' } } }, 'Invalid type specification', 'ZTC-E-'),
      refused({ variable: { count: {} } }, 'Invalid variable name', 'ZTC-E-'),
    ],
  },
  {
    row: '35',
    name: 'values that stop a plan midway',
    steps: [
      refused(
        data({ a: { input: '${tonumber("x")}' }, b: { input: 1 } }),
        'Invalid function argument',
        'ZTC-E-',
      ),
      refused(data({ a: { input: '${1 / 0}' } }), 'cannot serialize infinity', 'ZTC-E-'),
      refused(data({ a: { input: '${[1][3]}' } }), 'Invalid index', 'ZTC-E-'),
      refused(data({ a: { input: '${null + 1}' } }), 'Operation failed', 'ZTC-E-'),
      refused(data({ a: { input: '${{ a = 1 }.b}' } }), 'Unsupported attribute', 'ZTC-E-'),
    ],
  },
  {
    row: '35',
    name: 'values that stop an apply midway',
    steps: [
      {
        config: data({
          a: { input: 'x' },
          b: { input: '${tonumber(terraform_data.a.output)}' },
          c: { input: '${terraform_data.b.output}' },
          d: { input: 1 },
        }),
        fails: { in: 'apply', terraform: 'Invalid function argument', ztc: 'ZTC-E-' },
      },
      {
        config: data({
          a: { input: '5' },
          b: { input: '${tonumber(terraform_data.a.output)}' },
          d: { input: 1 },
        }),
      },
    ],
  },
  {
    row: '35',
    name: 'an output that stops an apply keeps its last value',
    steps: ['5', 'x'].map((input, at) => ({
      config: data(
        { a: { input } },
        {
          output: {
            n: { value: '${tonumber(terraform_data.a.output)}' },
            t: { value: '${terraform_data.a.output}' },
          },
        },
      ),
      ...(at === 1
        ? { fails: { in: 'apply' as const, terraform: 'Invalid function argument', ztc: 'ZTC-E-' } }
        : {}),
    })),
  },
  {
    row: '35',
    name: 'blocks and arguments that do not exist, or are there twice',
    steps: [
      refused('resource "terraform_data" "a" {\n  nothing {\n  }\n}', 'Unsupported block type', 'ZTC-E-'),
      refused('resource "terraform_data" "a" {\n  nothing = 1\n}', 'Unsupported argument', 'ZTC-E-'),
      refused(
        'resource "terraform_data" "a" {\n  input = 1\n  input = 2\n}',
        'Attribute redefined',
        'ZTC-E-',
      ),
      refused(
        'resource "terraform_data" "a" {\n}\nresource "terraform_data" "a" {\n}',
        'Duplicate resource',
        'ZTC-E-',
      ),
      refused('resource "terraform_data" "a" {\n  input = \n}', 'Invalid expression', 'ZTC-E-'),
      refused(
        'resource "terraform_data" "a" {\n  lifecycle {\n    nothing = true\n  }\n}',
        'Unsupported argument',
        'ZTC-E-',
      ),
      refused('resource "terraform_data" {\n}', 'Missing name for resource', 'ZTC-E-'),
      refused('nonsense "x" {\n}', 'Unsupported block type', 'ZTC-E-'),
      refused('terraform {\n  required_version = "< 1.0"\n}', 'Unsupported Terraform Core version', 'ZTC-E-'),
    ],
  },
  {
    row: '35',
    name: 'modules that cannot be called',
    steps: [
      {
        config: { module: { m: { source: './m', extra: 1 } } },
        files: { 'm/main.tf.json': { variable: { needed: {} }, output: { o: { value: '${var.needed}' } } } },
        fails: { in: 'plan', terraform: 'Missing required argument', ztc: 'ZTC-E-' },
      },
      {
        config: { module: { m: { source: './nowhere' } } },
        fails: { in: 'plan', terraform: 'Unreadable module directory', ztc: 'ZTC-E-' },
      },
      {
        config: {
          module: { m: { source: './m', needed: 1 } },
          output: { o: { value: '${module.m.nothing}' } },
        },
        fails: { in: 'plan', terraform: 'Unsupported attribute', ztc: 'ZTC-E-' },
      },
      {
        config: { module: { m: { source: './m', needed: '${module.m.o}' } } },
        fails: { in: 'plan', terraform: 'Cycle', ztc: 'ZTC-E-' },
      },
    ],
  },
];
