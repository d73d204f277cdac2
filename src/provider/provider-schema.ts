/**
 * What a provider says about its types. Our own types have nested attributes, which can be null and unknown; nested
 * blocks are for types that exist elsewhere already.
 */

import type { NestedBlock } from '../config/blocks.ts';
import { type BodyShape, bodyShape } from '../config/body.ts';
import type { FunctionTable } from '../hcl/scope.ts';
import { type ObjectType, T, type Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';

export type Nesting = 'single' | 'list' | 'set' | 'map';

export interface NestedType {
  /** `group` is for blocks only: a single one that is always there. */
  readonly nesting: Nesting | 'group';
  readonly attributes: AttributeTable;
  /** Written as nested blocks, and never null: no list, set or map of blocks is an empty one. */
  readonly block?: BlockLimits;
}

/** How many blocks there have to be; absent means any number. */
export interface BlockLimits {
  readonly min?: number;
  readonly max?: number;
}

export interface Attribute {
  /** Type of a value; follows from `nested` where that is given. */
  readonly type: Type;
  readonly nested?: NestedType;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  /** A change of the value replaces the object. */
  readonly forceNew: boolean;
  /** Taken where the configuration gives nothing. */
  readonly default?: Value;
  /**
   * For computed attributes: the value stays what it was on an update, unless one of these attributes of the same
   * object changes. Absent: any update may change it.
   */
  readonly keptUnless?: readonly string[];
  /** The values to choose from are the project's own, not the whitepaper's. Said wherever a value is shown. */
  readonly assumed?: boolean;
  /** The provider never gives null here. */
  readonly notNull?: boolean;
  readonly description: string;
}

export type AttributeTable = ReadonlyMap<string, Attribute>;

export interface Schema {
  readonly version: number;
  readonly attributes: AttributeTable;
  /** The object type of a value of this schema. */
  readonly type: Type & { kind: 'object' };
  /** How it is written: nested objects in part, nested blocks as such. */
  readonly shape: BodyShape;
  /** Attributes are nowhere sensitive: lets the engine skip marking. */
  readonly anySensitive: boolean;
}

export interface ProviderSchema {
  readonly provider: Schema;
  readonly resources: ReadonlyMap<string, Schema>;
  readonly dataSources: ReadonlyMap<string, Schema>;
  readonly functions: FunctionTable;
}

type AttributeInit = Partial<Attribute> & { readonly description: string } & (
    | { readonly type: Type }
    | { readonly nested: NestedType }
  );

/** An attribute with everything that is not said switched off; optional unless required or computed. */
export function attribute(init: AttributeInit): Attribute {
  const required = init.required ?? false;
  const computed = init.computed ?? false;
  return {
    required,
    optional: !required && !computed,
    computed,
    sensitive: false,
    writeOnly: false,
    forceNew: false,
    ...init,
    type: init.type ?? nestedValueType(init.nested as NestedType),
  };
}

export function nestedValueType({ nesting, attributes }: NestedType): Type {
  const object = objectType(attributes);
  return nestedType(nesting, object);
}

/** At most one object, not a collection of them. */
export const isOne = ({ nesting }: NestedType): boolean => nesting === 'single' || nesting === 'group';

const nestedType = (nesting: NestedType['nesting'], object: Type): Type =>
  nesting === 'single' || nesting === 'group' ? object : T[nesting](object);

export function objectType(attributes: AttributeTable): Type & { kind: 'object' } {
  return T.object(new Map([...attributes].map(([name, { type }]) => [name, type] as const)));
}

export function schemaOf(attributes: AttributeTable | Record<string, Attribute>, version = 0): Schema {
  const table = attributes instanceof Map ? attributes : new Map(Object.entries(attributes));
  return {
    version,
    attributes: table,
    type: objectType(table),
    shape: shapeOf(table),
    anySensitive: hasSensitive(table),
  };
}

function constraintType(attributes: AttributeTable): ObjectType {
  const types = [...attributes].map(([name, { type, nested }]) => {
    if (!nested) return [name, type] as const;
    return [name, nestedType(nested.nesting, constraintType(nested.attributes))] as const;
  });
  const optional = [...attributes].filter(([, { required }]) => !required).map(([name]) => name);
  return T.object(new Map(types), optional);
}

function shapeOf(attributes: AttributeTable): BodyShape {
  const blocks = new Map<string, NestedBlock>();
  const rest = new Map<string, Attribute>();
  for (const [name, attribute] of attributes) {
    const { nested } = attribute;
    if (!nested?.block) rest.set(name, attribute);
    else {
      const { nesting, block } = nested;
      const type = constraintType(nested.attributes);
      blocks.set(name, { nesting, ...block, type, shape: shapeOf(nested.attributes) });
    }
  }
  return bodyShape(constraintType(rest), blocks);
}

function hasSensitive(attributes: AttributeTable): boolean {
  return attributes
    .values()
    .some(({ sensitive, nested }) => sensitive || (nested !== undefined && hasSensitive(nested.attributes)));
}
