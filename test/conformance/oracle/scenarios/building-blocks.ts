/** What most scenarios are made of. */

import type { JsonObject } from '../../../../src/values/json.ts';

/** A configuration of `terraform_data` resources, and whatever else. */
export const data = (resources: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject => ({
  resource: { terraform_data: resources },
  ...more,
});

export const output = (value: string | JsonObject, more: JsonObject = {}): JsonObject => ({ value, ...more });
