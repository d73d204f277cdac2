import type { ComplexList, ComplexObject, IResolvable, TerraformMetaArguments } from '../engine.ts';

/** What an attribute holds, as generated tables write it. */
export type Kind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'strings'
  | 'stringSet'
  | 'numbers'
  | 'numberSet'
  | 'stringMap'
  | 'numberMap'
  | 'booleanMap'
  | 'any'
  | Nested;

export interface Nested {
  readonly shape: 'object' | 'list' | 'set' | 'map';
  readonly set?: Table;
  readonly get?: Table;
}

/** Attributes by their Terraform name. */
export type Table = Readonly<Record<string, Kind>>;

export interface Field {
  /** The name in programs: `vpcId`. */
  readonly name: string;
  /** The name in Terraform: `vpc_id`. */
  readonly attribute: string;
  readonly kind: Kind;
  readonly settable: boolean;
  /** Fields of the nested objects, for nested kinds. */
  readonly fields: readonly Field[];
}

/** A compiled type: what the generated classes hand to their base class. */
export interface L1Type {
  readonly type: string;
  readonly fields: readonly Field[];
}

type MetaKey = keyof TerraformMetaArguments;
type Optional<C> = { [K in keyof C]-?: object extends Pick<C, K> ? K : never }[keyof C];
type Own<C> = Exclude<keyof C, MetaKey> & string;
type Settable<C, K extends keyof C> = { -readonly [P in K]-?: Exclude<C[P], undefined> };

/**
 * The members of a generated class: a property per argument (reading gives the late value), `xInput` with what was given,
 * `resetX()` where it may be left out, `putX()` for nested objects, and read-only properties that the platform decides.
 */
export type Attributes<Config, Computed = unknown, NestedRefs = unknown> = Settable<
  Config,
  Exclude<Own<Config>, keyof NestedRefs>
> &
  Readonly<Computed> &
  Readonly<NestedRefs> & { readonly [K in Own<Config> as `${K}Input`]: Config[K] | undefined } & {
    [K in Extract<Optional<Config>, Own<Config>> as `reset${Capitalize<K>}`]: () => void;
  } & { [K in Extract<keyof NestedRefs, Own<Config>> as `put${Capitalize<K>}`]: (value: Config[K]) => void };

/** A nested object: each attribute of it as a late value. */
export type ObjectReference<T> = ComplexObject & { readonly [K in keyof T]-?: Exclude<T[K], undefined> } & {
  internalValue: T | IResolvable | undefined;
};

/** A list or set of nested objects; `get(0)` leads to the first. */
export type ListReference<T> = ComplexList & {
  get(index: number): ObjectReference<T>;
  internalValue: readonly T[] | IResolvable | undefined;
};
