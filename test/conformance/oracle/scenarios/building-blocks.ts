/** What most scenarios are made of. */

import type { Json, JsonObject } from '../../../../src/values/json.ts';
import type { Step } from '../harness/scenario.ts';

/** A configuration of `terraform_data` resources, and whatever else. */
export const data = (resources: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject => ({
  resource: { terraform_data: resources },
  ...more,
});

/** A step per value: one object takes them one after the other. */
export const inputs = (values: readonly Json[]): readonly Step[] =>
  values.map((input) => ({
    config: data({ a: { input } }, { output: { it: { value: '${terraform_data.a.output}' } } }),
  }));

/** A state file with `terraform_data` objects; the least that an engine has to accept. */
export const stateOf = (
  instances: Readonly<Record<string, readonly JsonObject[]>>,
  more: JsonObject = {},
): JsonObject => ({
  version: 4,
  terraform_version: '1.15.5',
  serial: 3,
  lineage: '3f0d8c1e-0000-4000-8000-00000000aaaa',
  outputs: {},
  resources: Object.entries(instances).map(([name, objects]) => ({
    mode: 'managed',
    type: 'terraform_data',
    name,
    provider: 'provider["terraform.io/builtin/terraform"]',
    instances: objects.map((object) => ({ schema_version: 0, sensitive_attributes: [], ...object })),
  })),
  check_results: null,
  ...more,
});

/** The attributes of a `terraform_data` object whose input is a string. */
export const attributes = (id: string, input: string | null = null): JsonObject => ({
  id,
  input: input === null ? null : { value: input, type: 'string' },
  output: input === null ? null : { value: input, type: 'string' },
  triggers_replace: null,
});
