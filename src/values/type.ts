/**
 * The type algebra of Terraform's language. Types are plain immutable data; compare them with `typeEquals`, never
 * with `===` (structural types are rebuilt often, only the four leaves are shared).
 */

export type PrimitiveType =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'bool' };
export type DynamicType = { readonly kind: 'dynamic' };
export type ListType = { readonly kind: 'list'; readonly element: Type };
export type SetType = { readonly kind: 'set'; readonly element: Type };
export type MapType = { readonly kind: 'map'; readonly element: Type };
export type ObjectType = {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, Type>;
  /** Only type constraints have optional attributes; the type of a value never has. */
  readonly optional: ReadonlySet<string>;
};
export type TupleType = { readonly kind: 'tuple'; readonly elements: readonly Type[] };
export type CollectionType = ListType | SetType | MapType;
export type Type = PrimitiveType | DynamicType | CollectionType | ObjectType | TupleType;

const NONE: ReadonlySet<string> = new Set();

const string: Type = { kind: 'string' };
const number: Type = { kind: 'number' };
const bool: Type = { kind: 'bool' };
const dynamic: Type = { kind: 'dynamic' };

/** Constructors, under one name because `string` and `object` are too common as bare identifiers. */
export const T = {
  string,
  number,
  bool,
  dynamic,
  list: (element: Type): ListType => ({ kind: 'list', element }),
  set: (element: Type): SetType => ({ kind: 'set', element }),
  map: (element: Type): MapType => ({ kind: 'map', element }),
  tuple: (elements: readonly Type[]): TupleType => ({ kind: 'tuple', elements }),
  object: (
    attributes: Readonly<Record<string, Type>> | ReadonlyMap<string, Type>,
    optional: Iterable<string> = NONE,
  ): ObjectType => ({
    kind: 'object',
    attributes: attributes instanceof Map ? attributes : new Map(Object.entries(attributes)),
    optional: optional === NONE ? NONE : new Set(optional),
  }),
} as const;

export const isPrimitive = (t: Type): t is PrimitiveType =>
  t.kind === 'string' || t.kind === 'number' || t.kind === 'bool';
export const isCollection = (t: Type): t is CollectionType =>
  t.kind === 'list' || t.kind === 'set' || t.kind === 'map';

/** Whether `dynamic` occurs anywhere inside. */
export function hasDynamic(t: Type): boolean {
  switch (t.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(t.element);
    case 'tuple':
      return t.elements.some(hasDynamic);
    case 'object':
      return [...t.attributes.values()].some(hasDynamic);
    default:
      return false;
  }
}

export function typeEquals(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list':
    case 'set':
    case 'map':
      return typeEquals(a.element, (b as CollectionType).element);
    case 'tuple': {
      const other = (b as TupleType).elements;
      return (
        a.elements.length === other.length && a.elements.every((e, i) => typeEquals(e, other[i] as Type))
      );
    }
    case 'object':
      return objectTypeEquals(a, b as ObjectType);
    default:
      return true;
  }
}

function objectTypeEquals(a: ObjectType, b: ObjectType): boolean {
  if (a.attributes.size !== b.attributes.size || a.optional.size !== b.optional.size) return false;
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (!other || !typeEquals(type, other) || a.optional.has(name) !== b.optional.has(name)) return false;
  }
  return true;
}

/** The same type with every attribute required: what a value converted to a constraint has. */
export function withoutOptional(t: Type): Type {
  switch (t.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const element = withoutOptional(t.element);
      return element === t.element ? t : { kind: t.kind, element };
    }
    case 'tuple': {
      const elements = t.elements.map(withoutOptional);
      return elements.every((e, i) => e === t.elements[i]) ? t : T.tuple(elements);
    }
    case 'object': {
      let same = t.optional.size === 0;
      const attributes = new Map<string, Type>();
      for (const [name, type] of t.attributes) {
        const inner = withoutOptional(type);
        if (inner !== type) same = false;
        attributes.set(name, inner);
      }
      return same ? t : T.object(attributes);
    }
    default:
      return t;
  }
}

export type TypeJson = string | readonly [string, ...unknown[]];

/** Terraform's JSON form: `"string"`, `["list","string"]`, `["object",{…},["optional"]]`, `["tuple",[…]]`. */
export function typeToJson(t: Type): TypeJson {
  switch (t.kind) {
    case 'list':
    case 'set':
    case 'map':
      return [t.kind, typeToJson(t.element)];
    case 'tuple':
      return ['tuple', t.elements.map(typeToJson)];
    case 'object': {
      const names = [...t.attributes.keys()].sort(compareStrings);
      const attributes = Object.fromEntries(names.map((n) => [n, typeToJson(t.attributes.get(n) as Type)]));
      return t.optional.size === 0
        ? ['object', attributes]
        : ['object', attributes, [...t.optional].sort(compareStrings)];
    }
    default:
      return t.kind;
  }
}

export function typeFromJson(json: unknown): Type {
  if (json === 'string' || json === 'number' || json === 'bool' || json === 'dynamic') return T[json];
  if (Array.isArray(json)) {
    const [kind, body, optional] = json as unknown[];
    if ((kind === 'list' || kind === 'set' || kind === 'map') && body !== undefined)
      return T[kind](typeFromJson(body));
    if (kind === 'tuple' && Array.isArray(body)) return T.tuple(body.map(typeFromJson));
    if (kind === 'object' && typeof body === 'object' && body !== null) {
      const attributes = new Map(Object.entries(body).map(([n, t]) => [n, typeFromJson(t)] as const));
      return T.object(attributes, Array.isArray(optional) ? optional.map(String) : undefined);
    }
  }
  throw new TypeError(`not a Terraform type: ${JSON.stringify(json)}`);
}

/** How error messages call a type: "string", "list of string", "object", "tuple". */
export function typeName(t: Type): string {
  switch (t.kind) {
    case 'list':
    case 'set':
    case 'map':
      return t.element.kind === 'dynamic'
        ? `${t.kind} of any single type`
        : `${t.kind} of ${typeName(t.element)}`;
    case 'dynamic':
      return 'dynamic';
    default:
      return t.kind;
  }
}

/** A type constraint as one writes it in configuration; also what `type()` prints. */
export function typeToString(t: Type): string {
  switch (t.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${t.kind}(${typeToString(t.element)})`;
    case 'tuple':
      return `tuple([${t.elements.map(typeToString).join(', ')}])`;
    case 'object': {
      const names = [...t.attributes.keys()].sort(compareStrings);
      const parts = names.map((n) => {
        const inner = typeToString(t.attributes.get(n) as Type);
        return `${n}=${t.optional.has(n) ? `optional(${inner})` : inner}`;
      });
      return `object({${parts.join(', ')}})`;
    }
    case 'dynamic':
      return 'any';
    default:
      return t.kind;
  }
}

/** Byte order of UTF-8, which is Go's string order; UTF-16 order differs for characters beyond U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other UTF-16 unit. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
