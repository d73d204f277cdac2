/** The generator's own picture of a configuration: enough of it to refer to things that exist, and to edit it sensibly. */

import type { Json, JsonObject } from './scenario.ts';

/** What the generator knows of a value's type. `any` is never referred to. */
export type Kind = 'text' | 'number' | 'flag' | 'texts' | 'numbers' | 'map' | 'record' | 'any';

export interface Value {
  readonly kind: Kind;
  /** In JSON syntax: literals, or templates. */
  readonly json: Json;
  /** Names of items of the same body. */
  readonly uses: readonly string[];
  readonly sensitive: boolean;
}

export type Repeat =
  | { readonly kind: 'once' }
  | {
      readonly kind: 'count';
      readonly size: number;
      readonly via: 'literal' | 'variable' | 'local' | 'length';
    }
  | {
      readonly kind: 'each';
      readonly keys: readonly string[];
      readonly via: 'set' | 'object' | 'variable' | 'local' | 'for' | 'values';
      /** Of `values`: one per key. */
      readonly values?: readonly Value[];
    };

export interface Condition {
  readonly condition: Value;
  readonly message: string;
}

export interface DataNode {
  readonly item: 'node';
  name: string;
  repeat: Repeat;
  input: Value | undefined;
  triggers: Value | undefined;
  dependsOn: readonly string[];
  createFirst: boolean | undefined;
  protect: boolean;
  ignore: 'all' | readonly string[];
  replacedBy: readonly string[];
  before: readonly Condition[];
  after: readonly Condition[];
}

export interface CallNode {
  readonly item: 'call';
  name: string;
  readonly module: string;
  repeat: Repeat;
  args: Readonly<Record<string, Value>>;
  dependsOn: readonly string[];
}

export interface LocalNode {
  readonly item: 'local';
  name: string;
  value: Value;
}

export type Item = DataNode | CallNode | LocalNode;

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  default: Json;
  readonly sensitive: boolean;
  readonly validated: boolean;
}

export interface Output {
  readonly name: string;
  value: Value;
  sensitive: boolean;
  readonly dependsOn: readonly string[];
}

export interface Check {
  readonly name: string;
  readonly assertion: Condition;
}

/** A module's content. Items refer to earlier ones only. */
export interface Body {
  variables: Variable[];
  items: Item[];
  outputs: Output[];
  moved: { readonly from: string; readonly to: string }[];
  removed: { readonly from: string; readonly destroy: boolean }[];
  checks: Check[];
}

export interface Program {
  readonly root: Body;
  readonly modules: Record<string, Body>;
  imports: JsonObject[];
  /** Values of root variables on the command line. */
  vars: Record<string, string>;
  /** For names that nothing has had before. */
  counter: number;
}

export const emptyBody = (): Body => ({
  variables: [],
  items: [],
  outputs: [],
  moved: [],
  removed: [],
  checks: [],
});

export const nodesOf = (body: Body): DataNode[] =>
  body.items.filter((item): item is DataNode => item.item === 'node');

export const callsOf = (body: Body): CallNode[] =>
  body.items.filter((item): item is CallNode => item.item === 'call');

/** How a configuration names the item as a whole. */
export function addressOf(item: DataNode | CallNode): string {
  return item.item === 'node' ? `terraform_data.${item.name}` : `module.${item.name}`;
}

/** `["", …]` for one without a key. */
export function keysOf({ repeat }: DataNode | CallNode): string[] {
  if (repeat.kind === 'once') return [''];
  if (repeat.kind === 'count') return [...Array(repeat.size).keys()].map((index) => `[${index}]`);
  return repeat.keys.map((key) => `["${key}"]`);
}
