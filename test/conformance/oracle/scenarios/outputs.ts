/** Row 30: outputs of every kind. */

import type { Json, JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const outputs = (values: Readonly<Record<string, Json>>): JsonObject => ({
  output: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
});

const KINDS = {
  text: 'x',
  number: 1.5,
  truth: true,
  nothing: null,
  list: ['a', 1, null, { k: [true] }],
  object: { a: 1, b: { c: 'd' } },
  set: '${toset(["b", "a", "b"])}',
  map: '${tomap({ x = 1, y = 2 })}',
  typed: '${tolist(["a"])}',
  empty_list: [],
  empty_object: {},
  empty_set: '${toset([])}',
  text_number: '${tostring(1)}',
  null_string: '${tostring(null)}',
  objects: '${toset([{ a = 1 }, { a = 2 }])}',
} as const;

export const OUTPUTS: readonly Scenario[] = [
  {
    row: '30',
    name: 'of every type',
    steps: [{ config: outputs(KINDS), exit: 2 }, { exit: 0, serial: 0 }, { destroy: true }],
  },
  {
    row: '30',
    name: 'added, changed and taken out, and nothing else',
    steps: [
      { config: data({ a: { input: 1 } }) },
      { config: data({ a: { input: 1 } }, outputs({ o: 1 })), exit: 2, serial: 1 },
      {
        config: data({ a: { input: 1 } }, outputs({ o: '1', p: '${terraform_data.a.output}' })),
        exit: 2,
        serial: 1,
      },
      { config: data({ a: { input: 1 } }, outputs({ o: [1] })), exit: 2, serial: 1 },
      { config: data({ a: { input: 1 } }), exit: 2, serial: 1 },
      { exit: 0, serial: 0 },
    ],
  },
  {
    row: '30',
    name: 'the same value with another type',
    steps: [
      { config: outputs({ o: '${tolist(["a"])}', n: 1, e: '${tolist([])}' }) },
      { config: outputs({ o: ['a'], n: '1', e: [] }) },
      { config: outputs({ o: '${toset(["a"])}', n: 1, e: {} }) },
    ],
  },
  {
    row: '30',
    name: 'unknown as a whole and in parts',
    steps: ['1', '2'].map((version) => ({
      config: data(
        { a: { input: version }, b: { triggers_replace: version } },
        outputs({
          whole: '${terraform_data.a}',
          part: { known: 'k', unknown: '${terraform_data.b.id}', list: [1, '${terraform_data.a.output}'] },
          text: 'x-${terraform_data.b.id}',
          length: '${length(terraform_data.b.id) > 0}',
        }),
      ),
    })),
  },
  {
    row: '30',
    name: 'an output whose resource is taken out',
    steps: [
      { config: data({ a: { input: 1 }, b: { input: 2 } }, outputs({ a: '${terraform_data.a.output}' })) },
      { config: data({ b: { input: 2 } }, outputs({ a: '${terraform_data.b.output}' })) },
      { config: data({ b: { input: 2 } }) },
    ],
  },
  {
    row: '30',
    name: 'descriptions, depends_on and conversions to a declared type',
    steps: [
      {
        config: `
          resource "terraform_data" "a" {}
          output "described" {
            value       = "x"
            description = "what it is"
            depends_on  = [terraform_data.a]
          }
          output "heredoc" {
            value = <<-EOT
              first
                second \${1 + 1}
            EOT
          }
          output "each" {
            value = { for key in ["a", "b"] : key => upper(key) if key != "b" }
          }`,
      },
      { exit: 0 },
    ],
  },
];
