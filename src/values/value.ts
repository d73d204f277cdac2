/**
 * Terraform values: immutable, typed, possibly null or unknown, possibly marked (sensitive, ephemeral) at any depth.
 * Everything else in `src/values` and `src/hcl` is a function over this class.
 */

import type { Num } from './num.ts';
import { fromFloat } from './num.ts';
import { isNotNull, type Refinement } from './refinement.ts';
import { normalizeSet } from './set-order.ts';
import { T, type Type, typeEquals } from './type.ts';

export type Marks = ReadonlySet<string>;
export const NO_MARKS: Marks = new Set();
export const SENSITIVE = 'sensitive';
export const EPHEMERAL = 'ephemeral';

/** `'attr'` or a map key, a list index, or (for sets) the element itself. */
export type PathStep = string | number | Value;
export type Path = readonly PathStep[];

export type Raw = string | Num | boolean | readonly Value[] | ReadonlyMap<string, Value>;
export type State = 'known' | 'null' | 'unknown';

const isMap = (raw: Raw | undefined): raw is ReadonlyMap<string, Value> => raw instanceof Map;
const isList = (raw: Raw | undefined): raw is readonly Value[] => Array.isArray(raw);

export class Value {
  readonly state: State;
  /** Defined exactly when `state` is `known`. Sets: unique elements in Terraform's order. Maps: any order. */
  readonly raw: Raw | undefined;
  readonly refinement: Refinement | undefined;
  /** Marks of this node only. */
  readonly marks: Marks;
  /** No unknown at any depth. */
  readonly whollyKnown: boolean;
  /** A mark here or at any depth. */
  readonly deepMarked: boolean;
  #type: Type | undefined;

  /** Use the constructors below; they keep the invariants. `type` may be left out for objects and tuples. */
  constructor(
    type: Type | undefined,
    state: State,
    raw: Raw | undefined,
    marks: Marks = NO_MARKS,
    refinement?: Refinement,
  ) {
    this.#type = type;
    this.state = state;
    this.raw = raw;
    this.marks = marks;
    this.refinement = refinement;
    let known = state !== 'unknown';
    let marked = marks.size > 0;
    if (typeof raw === 'object' && (isList(raw) || isMap(raw))) {
      for (const child of raw.values()) {
        if (!child.whollyKnown) known = false;
        if (child.deepMarked) marked = true;
      }
    }
    this.whollyKnown = known;
    this.deepMarked = marked;
  }

  /** Types of objects and tuples follow from their content and are computed when first asked for. */
  get type(): Type {
    if (this.#type === undefined) {
      const raw = this.raw;
      if (isMap(raw)) {
        const attributes = new Map<string, Type>();
        for (const [name, value] of raw) attributes.set(name, value.type);
        this.#type = T.object(attributes);
      } else this.#type = T.tuple((raw as readonly Value[]).map((v) => v.type));
    }
    return this.#type;
  }

  get isNull(): boolean {
    return this.state === 'null';
  }
  get isKnown(): boolean {
    return this.state !== 'unknown';
  }
  get isMarked(): boolean {
    return this.marks.size > 0;
  }
  hasMark(mark: string): boolean {
    return this.marks.has(mark);
  }

  withMarks(marks: Marks): Value {
    if (marks.size === 0) return this;
    if (this.marks.size === 0) return this.#copy(marks);
    const union = new Set([...this.marks, ...marks]);
    return union.size === this.marks.size ? this : this.#copy(union);
  }
  unmark(): Value {
    return this.marks.size === 0 ? this : this.#copy(NO_MARKS);
  }
  #copy(marks: Marks): Value {
    return new Value(this.#type, this.state, this.raw, marks, this.refinement);
  }
}

export const str = (text: string): Value => new Value(T.string, 'known', normalizeString(text));
export const bool = (b: boolean): Value => new Value(T.bool, 'known', b);
/** A JavaScript number is taken at the precision of a double; pass a `Num` for exact ones. */
export const num = (n: Num): Value => new Value(T.number, 'known', typeof n === 'number' ? fromFloat(n) : n);
export const nul = (type: Type = T.dynamic): Value => new Value(type, 'null', undefined);
export const unknown = (type: Type = T.dynamic, refinement?: Refinement): Value =>
  new Value(type, 'unknown', undefined, NO_MARKS, type.kind === 'dynamic' ? undefined : refinement);

export const list = (element: Type, values: readonly Value[]): Value =>
  new Value(T.list(element), 'known', values);
/** Marks of elements move to the set itself: a set cannot say which of its elements is sensitive. */
export const set = (element: Type, values: readonly Value[]): Value => {
  const { elements, marks } = normalizeSet(element, values);
  return new Value(T.set(element), 'known', elements, marks);
};
export const map = (
  element: Type,
  entries: ReadonlyMap<string, Value> | Readonly<Record<string, Value>>,
): Value => new Value(T.map(element), 'known', toMap(entries));
/** `type` only to save computing it when the caller has it at hand. */
export const object = (
  entries: ReadonlyMap<string, Value> | Readonly<Record<string, Value>>,
  type?: Type,
): Value => new Value(type, 'known', toMap(entries));
export const tuple = (values: readonly Value[]): Value => new Value(undefined, 'known', values);

const toMap = (
  entries: ReadonlyMap<string, Value> | Readonly<Record<string, Value>>,
): ReadonlyMap<string, Value> => (entries instanceof Map ? entries : new Map(Object.entries(entries)));

/** Terraform compares strings in Unicode NFC and has no half characters; nothing below U+0300 can be affected. */
function normalizeString(text: string): string {
  return /[\u0300-\uffff]/.test(text) ? text.toWellFormed().normalize('NFC') : text;
}

export const isKnown = (v: Value): boolean => v.isKnown;
export const isNull = (v: Value): boolean => v.isNull;
/** Certainly not null, although perhaps unknown. */
export const isDefinitelyNotNull = (v: Value): boolean =>
  v.state === 'known' || (v.state === 'unknown' && isNotNull(v.refinement));
/** Terraform's DynamicVal: nothing is known, not even the type. */
export const isDynamicUnknown = (v: Value): boolean => !v.isKnown && v.type.kind === 'dynamic';

/** A value turned out to be null or unknown, or of another type, where its content was asked for. */
export class ContentError extends TypeError {}

/** Typed access to the content of a known value; a wrong call is a bug in the caller, or a null among elements. */
export function asString(v: Value): string {
  if (typeof v.raw === 'string') return v.raw;
  throw new ContentError(`not a known string: ${v.state} ${v.type.kind}`);
}
export function asBool(v: Value): boolean {
  if (typeof v.raw === 'boolean') return v.raw;
  throw new ContentError(`not a known bool: ${v.state} ${v.type.kind}`);
}
export function asNum(v: Value): Num {
  if (v.state === 'known' && v.type.kind === 'number') return v.raw as Num;
  throw new ContentError(`not a known number: ${v.state} ${v.type.kind}`);
}
/** Elements of a known list, set or tuple. */
export function asArray(v: Value): readonly Value[] {
  if (isList(v.raw)) return v.raw;
  throw new ContentError(`not a known sequence: ${v.state} ${v.type.kind}`);
}
/** Entries of a known map or object, in no particular order (see `sortedEntries`). */
export function asMap(v: Value): ReadonlyMap<string, Value> {
  if (isMap(v.raw)) return v.raw;
  throw new ContentError(`not a known map or object: ${v.state} ${v.type.kind}`);
}

export const isMappingKind = (t: Type): boolean => t.kind === 'map' || t.kind === 'object';

/**
 * The attribute or map element `name`, carrying the container's marks; undefined when there is none. Unknown and null
 * containers give an unknown or null of the right type, so that callers can go on.
 */
export function getAttr(v: Value, name: string): Value | undefined {
  if (isMap(v.raw)) return v.raw.get(name)?.withMarks(v.marks);
  const type = attrType(v.type, name);
  if (type === undefined) return undefined;
  return (v.isNull ? nul(type) : unknown(type)).withMarks(v.marks);
}

function attrType(t: Type, name: string): Type | undefined {
  if (t.kind === 'object') return t.attributes.get(name);
  return t.kind === 'map' ? t.element : t.kind === 'dynamic' ? t : undefined;
}

/** Element `index` of a list or tuple (or of a set, in its order), carrying the container's marks. */
export function getIndex(v: Value, index: number): Value | undefined {
  if (isList(v.raw)) return v.raw[index]?.withMarks(v.marks);
  const t = v.type;
  const type =
    t.kind === 'list' || t.kind === 'set'
      ? t.element
      : t.kind === 'tuple'
        ? t.elements[index]
        : t.kind === 'dynamic'
          ? t
          : undefined;
  if (type === undefined) return undefined;
  return (v.isNull ? nul(type) : unknown(type)).withMarks(v.marks);
}

/** Structural identity, marks and refinements included: the answer to "is this the very same value?". */
export function valueEquals(a: Value, b: Value): boolean {
  return sameValue(a, b, true);
}

/** Structural identity of the data alone. */
export function valueEqualsUnmarked(a: Value, b: Value): boolean {
  return sameValue(a, b, false);
}

function sameValue(a: Value, b: Value, marks: boolean): boolean {
  if (a === b) return true;
  if (a.state !== b.state) return false;
  if (marks && !sameMarks(a.marks, b.marks)) return false;
  if (isMap(a.raw)) return isMap(b.raw) && a.type.kind === b.type.kind && sameMaps(a, b, marks);
  if (isList(a.raw)) {
    const other = b.raw;
    if (!isList(other) || other.length !== a.raw.length || a.type.kind !== b.type.kind) return false;
    if (a.raw.length === 0 && !typeEquals(a.type, b.type)) return false;
    return a.raw.every((v, i) => sameValue(v, other[i] as Value, marks));
  }
  if (!typeEquals(a.type, b.type)) return false;
  if (a.state === 'known') return sameLeaf(a.raw as Raw, b.raw as Raw);
  return a.state === 'null' || sameRefinement(a.refinement, b.refinement);
}

function sameMaps(a: Value, b: Value, marks: boolean): boolean {
  const [x, y] = [asMap(a), asMap(b)];
  if (x.size !== y.size) return false;
  if (x.size === 0 && !typeEquals(a.type, b.type)) return false;
  for (const [key, value] of x) {
    const other = y.get(key);
    if (other === undefined || !sameValue(value, other, marks)) return false;
  }
  return true;
}

function sameLeaf(a: Raw, b: Raw): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (!('mant' in a) || !('mant' in b)) return false;
  return a.mant === b.mant && a.exp === b.exp;
}

const sameMarks = (a: Marks, b: Marks): boolean => a === b || (a.size === b.size && a.isSubsetOf(b));
const sameRefinement = (a: Refinement | undefined, b: Refinement | undefined): boolean =>
  a === b || JSON.stringify(a ?? {}, bigAsText) === JSON.stringify(b ?? {}, bigAsText);
const bigAsText = (_key: string, v: unknown): unknown => (typeof v === 'bigint' ? `${v}n` : v);
