/** Messages of `tfplugin6` that describe a provider. */

import { SERVER_CAPABILITIES } from './basics.ts';
import {
  bool,
  bytes,
  type DataOf,
  integer,
  list,
  type Message,
  map,
  message,
  one,
  string,
} from './message.ts';

/** How nested objects and nested blocks occur; the numbers of the protocol. */
export const NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;

export interface WireAttribute {
  readonly name?: string;
  /** A type as JSON. */
  readonly type?: Uint8Array;
  readonly nested?: WireObject;
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly writeOnly?: boolean;
}

export interface WireObject {
  readonly attributes?: readonly WireAttribute[];
  readonly nesting?: number;
}

export interface WireBlock {
  readonly version?: number;
  readonly attributes?: readonly WireAttribute[];
  readonly blocks?: readonly WireNestedBlock[];
  readonly description?: string;
  readonly deprecated?: boolean;
}

export interface WireNestedBlock {
  readonly name?: string;
  readonly block?: WireBlock;
  readonly nesting?: number;
  readonly min?: number;
  readonly max?: number;
}

export const ATTRIBUTE: Message<WireAttribute> = message({
  name: string(1),
  type: bytes(2),
  nested: one(10, () => OBJECT),
  description: string(3),
  required: bool(4),
  optional: bool(5),
  computed: bool(6),
  sensitive: bool(7),
  deprecated: bool(9),
  writeOnly: bool(11),
});

export const OBJECT: Message<WireObject> = message({
  attributes: list(1, () => ATTRIBUTE),
  nesting: integer(3),
});

export const BLOCK: Message<WireBlock> = message({
  version: integer(1),
  attributes: list(2, () => ATTRIBUTE),
  blocks: list(3, () => NESTED_BLOCK),
  description: string(4),
  deprecated: bool(6),
});

export const NESTED_BLOCK: Message<WireNestedBlock> = message({
  name: string(1),
  block: one(2, () => BLOCK),
  nesting: integer(3),
  min: integer(4),
  max: integer(5),
});

export const SCHEMA = message({ version: integer(1), block: one(2, () => BLOCK) });
export type WireSchema = DataOf<typeof SCHEMA>;

export const PARAMETER = message({
  name: string(1),
  type: bytes(2),
  allowNull: bool(3),
  allowUnknown: bool(4),
  description: string(5),
});
export type WireParameter = DataOf<typeof PARAMETER>;

const RETURN = message({ type: bytes(1) });

export const FUNCTION = message({
  parameters: list(1, () => PARAMETER),
  variadic: one(2, () => PARAMETER),
  returns: one(3, () => RETURN),
  summary: string(4),
  description: string(5),
});
export type WireFunction = DataOf<typeof FUNCTION>;

export const GET_PROVIDER_SCHEMA_RESPONSE = message({
  provider: one(1, () => SCHEMA),
  resources: map(2, () => SCHEMA),
  dataSources: map(3, () => SCHEMA),
  capabilities: one(6, () => SERVER_CAPABILITIES),
  functions: map(7, () => FUNCTION),
});

const NAMED = message({ name: string(1) });

export const GET_METADATA_RESPONSE = message({
  capabilities: one(1, () => SERVER_CAPABILITIES),
  dataSources: list(3, () => NAMED),
  resources: list(4, () => NAMED),
  functions: list(5, () => NAMED),
});
