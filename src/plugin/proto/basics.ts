/** Messages of `tfplugin6` that many calls share. */

import { bool, bytes, chunks, type DataOf, integer, list, message, one, string } from './message.ts';

/** A value of Terraform's type system; one of the two encodings. */
export const DYNAMIC_VALUE = message({ msgpack: bytes(1), json: bytes(2) });
export type DynamicValue = DataOf<typeof DYNAMIC_VALUE>;

/** Exactly one of the three. */
export const PATH_STEP = message({
  attributeName: string(1),
  elementKeyString: string(2),
  elementKeyInt: integer(3),
});
export type PathStep = DataOf<typeof PATH_STEP>;

export const ATTRIBUTE_PATH = message({ steps: list(1, () => PATH_STEP) });
export type AttributePath = DataOf<typeof ATTRIBUTE_PATH>;

export const ERROR = 1;
export const WARNING = 2;

export const DIAGNOSTIC = message({
  severity: integer(1),
  summary: string(2),
  detail: string(3),
  attribute: one(4, () => ATTRIBUTE_PATH),
});
export type WireDiagnostic = DataOf<typeof DIAGNOSTIC>;

/** An object as the state file holds it; `flatmap` is the form from before Terraform 0.12, and only noticed. */
export const RAW_STATE = message({ json: bytes(1), flatmap: chunks(2) });

export const SERVER_CAPABILITIES = message({
  planDestroy: bool(1),
  getProviderSchemaOptional: bool(2),
  moveResourceState: bool(3),
});

export const EMPTY = message({});
