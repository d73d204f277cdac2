/** Rows 27 and 28: values that must not be shown, and values that must not be kept. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const secret = (sensitive: boolean, input: string, more: JsonObject = {}): JsonObject =>
  data(
    { a: { input }, ...((more.resources as Record<string, JsonObject>) ?? {}) },
    {
      variable: { s: { default: 's3cret', sensitive } },
      ...((more.rest as JsonObject) ?? {}),
    },
  );

export const SENSITIVE: readonly Scenario[] = [
  {
    row: '27',
    name: 'a sensitive variable in an input, sensitive no more, and never again',
    steps: [
      { config: secret(true, '${var.s}'), exit: 2 },
      { config: secret(false, '${var.s}'), exit: 2, actions: ['terraform_data.a: update'] },
      { exit: 0 },
      { config: secret(true, '${var.s}'), exit: 2, actions: ['terraform_data.a: update'] },
      { config: secret(true, '${nonsensitive(var.s)}'), exit: 2 },
    ],
  },
  {
    row: '27',
    name: 'parts of a value are sensitive',
    steps: ['one', 'two'].map((value) => ({
      config: data(
        {
          a: { input: { open: value, hidden: '${var.s}', list: [1, '${var.s}'], text: 'x-${var.s}' } },
          b: { input: '${terraform_data.a.input.open}' },
          c: { input: '${terraform_data.a.input.hidden}', triggers_replace: ['${sensitive(1)}', 2] },
          d: { input: '${terraform_data.a.output}' },
        },
        { variable: { s: { default: 's3cret', sensitive: true } } },
      ),
    })),
  },
  {
    row: '27',
    name: 'a sensitive trigger and a sensitive unknown',
    steps: ['1', '2'].map((version) => ({
      config: data({
        a: { triggers_replace: `\${sensitive("${version}")}` },
        b: { input: '${sensitive(terraform_data.a.id)}' },
        c: { input: { deep: ['${sensitive(terraform_data.a.id)}'] } },
      }),
    })),
  },
  {
    row: '27',
    name: 'sensitive outputs of every kind',
    steps: [
      {
        config: data(
          { a: { input: '${sensitive("x")}' } },
          {
            output: {
              direct: { value: '${sensitive({ a = 1, b = [2] })}', sensitive: true },
              declared: { value: 'plain', sensitive: true },
              attribute: { value: '${terraform_data.a.input}', sensitive: true },
              revealed: { value: '${nonsensitive(terraform_data.a.input)}' },
              provider: { value: '${terraform_data.a.output}' },
              asked: { value: '${issensitive(terraform_data.a.input)}' },
            },
          },
        ),
      },
      { exit: 0 },
      {
        config: data(
          { a: { input: '${sensitive("x")}' } },
          { output: { declared: { value: 'plain' }, provider: { value: 'now hidden', sensitive: true } } },
        ),
      },
    ],
  },
  {
    row: '28',
    name: 'a sensitive value in an output that is not',
    steps: [
      {
        config: secret(true, 'x', { rest: { output: { o: { value: '${var.s}' } } } }),
        fails: { in: 'plan', terraform: 'Output refers to sensitive values', ztc: 'ZTC-E-OUTPUT-SENSITIVE' },
      },
      {
        config: secret(true, 'x', { rest: { output: { o: { value: '${[1, "${var.s}-x"]}' } } } }),
        fails: { in: 'plan', terraform: 'Output refers to sensitive values', ztc: 'ZTC-E-OUTPUT-SENSITIVE' },
      },
    ],
  },
  {
    row: '28',
    name: 'sensitive values decide how many',
    steps: [
      {
        config: data({ a: { count: '${sensitive(2)}' } }),
        actions: ['terraform_data.a[0]: create', 'terraform_data.a[1]: create'],
      },
      {
        config: data({ a: { for_each: '${sensitive(toset(["x"]))}' } }),
        fails: { in: 'plan', terraform: 'Invalid for_each argument', ztc: 'ZTC-E-CONFIG-FOR-EACH' },
      },
      { config: data({ a: { for_each: '${{ x = sensitive(1) }}', input: '${each.value}' } }) },
    ],
  },
  {
    row: '28',
    name: 'an ephemeral variable where nothing may be kept',
    steps: [
      {
        vars: { e: 'gone' },
        config: data({ a: { input: '${var.e}' } }, { variable: { e: { ephemeral: true } } }),
        fails: { in: 'plan', terraform: 'Invalid use of ephemeral value', ztc: 'ZTC-E-EPHEMERAL' },
      },
      {
        config: { variable: { e: { default: 'x', ephemeral: true } }, output: { o: { value: '${var.e}' } } },
        fails: { in: 'plan', terraform: 'Ephemeral value not allowed', ztc: 'ZTC-E-' },
      },
      {
        config: { output: { o: { value: 1, ephemeral: true } } },
        fails: { in: 'plan', terraform: 'Ephemeral output not allowed', ztc: 'ZTC-E-' },
      },
    ],
    handover: false,
  },
  {
    row: '28',
    name: 'an ephemeral variable where it may be used',
    steps: [
      {
        vars: { e: 'token' },
        config: `
          variable "e" {
            type      = string
            ephemeral = true
            validation {
              condition     = length(var.e) > 2
              error_message = "Too short."
            }
          }
          module "m" {
            source = "./m"
            given  = var.e
          }
          locals {
            derived = "x-\${var.e}"
          }
          resource "terraform_data" "a" {
            input = ephemeralasnull(local.derived) == null ? "nothing kept" : "kept"
            lifecycle {
              precondition {
                condition     = startswith(local.derived, "x-")
                error_message = "Strange."
              }
            }
          }`,
        files: {
          'm/main.tf': `
            variable "given" {
              ephemeral = true
            }
            output "length" {
              value     = length(var.given)
              ephemeral = true
            }`,
        },
      },
      { exit: 0, vars: { e: 'token' } },
      { exit: 0, vars: { e: 'another' } },
    ],
  },
];
