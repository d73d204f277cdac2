/** Values of resource attributes as the graph holds them: plain JavaScript data, with a marker for what is not known yet. */

const brand = Symbol.for('ztc.unknown');

/** The attribute of another object that a value is, or will be, equal to. */
export interface ValueRef {
  readonly address: string;
  /** Attribute name, or a pointer into it such as `system_disk.id`. */
  readonly attribute: string;
}

/** A value that will be known later. Equality and truth of it must never be asked for: see `isUnknown`. */
export interface Unknown {
  readonly [brand]: true;
  /** Set when the value is exactly the value of that attribute. */
  readonly ref?: ValueRef;
  /** What has to be known first, for messages: `ztc_vpc.main.cidr`, or a reason in words. */
  readonly cause: string;
}

export type Plain =
  | null
  | boolean
  | number
  | string
  | Unknown
  | readonly Plain[]
  | { readonly [key: string]: Plain };

export type PlainObject = { readonly [key: string]: Plain };

export function unknownOf(ref: ValueRef): Unknown {
  return { [brand]: true, ref, cause: `${ref.address}.${ref.attribute}` };
}

export function unknownBecause(cause: string): Unknown {
  return { [brand]: true, cause };
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && brand in value;
}

export function isPlainObject(value: Plain | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** The first unknown inside a value, if any. */
export function findUnknown(value: Plain | undefined): Unknown | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return undefined;
  if (isUnknown(value)) return value;
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    const found = findUnknown(child as Plain);
    if (found) return found;
  }
  return undefined;
}

/** The value at a dotted path (`system_disk.category`); undefined where the path leaves the data. */
export function valueAt(values: PlainObject, path: string): Plain | undefined {
  if (!path.includes('.')) return values[path];
  let current: Plain | undefined = values;
  for (const step of path.split('.')) {
    if (isUnknown(current)) return current;
    if (!isPlainObject(current)) return undefined;
    current = current[step];
  }
  return current;
}

/** Structural equality; two unknowns are equal only when they are the same reference. */
export function plainEqual(a: Plain | undefined, b: Plain | undefined): boolean {
  if (a === b) return true;
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isUnknown(a) || isUnknown(b))
    return isUnknown(a) && isUnknown(b) && a.ref !== undefined && a.cause === b.cause;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => plainEqual(x, b[i]))
    );
  }
  const [x, y] = [a as PlainObject, b as PlainObject];
  const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
  return [...keys].every((key) => plainEqual(x[key], y[key]));
}
