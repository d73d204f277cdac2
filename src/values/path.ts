/** Walking and rebuilding values by path. */

import { compareStrings, T, type Type, typeEquals } from './type.ts';
import {
  getAttr,
  getIndex,
  list,
  map,
  object,
  type Path,
  type PathStep,
  set,
  tuple,
  Value,
  valueEqualsUnmarked,
} from './value.ts';

export const joinPath = (path: Path, step: PathStep): Path => [...path, step];

/** Entries of a known map or object in key order, the order every iteration in Terraform uses. */
export function sortedEntries(v: Value): readonly (readonly [string, Value])[] {
  const entries = [...(v.raw as ReadonlyMap<string, Value>)];
  // Values of a schema or a state stand in order already.
  return isSorted(entries) ? entries : entries.sort((a, b) => compareStrings(a[0], b[0]));
}

function isSorted(entries: readonly (readonly [string, Value])[]): boolean {
  for (let i = 1; i < entries.length; i++)
    if (compareStrings((entries[i - 1] as [string, Value])[0], (entries[i] as [string, Value])[0]) > 0)
      return false;
  return true;
}

/** One step into a value; undefined when it does not exist. */
export function step(v: Value, by: PathStep): Value | undefined {
  if (typeof by === 'string') return getAttr(v, by);
  if (typeof by === 'number') return getIndex(v, by);
  if (!Array.isArray(v.raw)) return undefined;
  const found = (v.raw as readonly Value[]).find((e) => valueEqualsUnmarked(e, by));
  return found?.withMarks(v.marks);
}

export function valueAt(v: Value, path: Path): Value | undefined {
  let current: Value | undefined = v;
  for (const by of path) {
    if (current === undefined) return undefined;
    current = step(current, by);
  }
  return current;
}

/** The same container with each child replaced; shares everything when nothing changed. */
export function mapChildren(v: Value, change: (child: Value, by: PathStep) => Value): Value {
  if (v.raw instanceof Map) {
    let same = true;
    const next = new Map<string, Value>();
    for (const [key, child] of v.raw as ReadonlyMap<string, Value>) {
      const changed = change(child, key);
      if (changed !== child) same = false;
      next.set(key, changed);
    }
    return same ? v : rebuildMap(v, next);
  }
  if (Array.isArray(v.raw)) {
    const inSet = v.type.kind === 'set';
    let same = true;
    const next = (v.raw as readonly Value[]).map((child, i) => {
      const changed = change(child, inSet ? child : i);
      if (changed !== child) same = false;
      return changed;
    });
    return same ? v : rebuildArray(v, next);
  }
  return v;
}

function rebuildMap(v: Value, next: ReadonlyMap<string, Value>): Value {
  const rebuilt =
    v.type.kind === 'map' ? map(elementType(v.type.element, next.values()), next) : object(next);
  return rebuilt.withMarks(v.marks);
}

function rebuildArray(v: Value, next: readonly Value[]): Value {
  const t = v.type;
  if (t.kind === 'tuple') return tuple(next).withMarks(v.marks);
  const element = elementType((t as { element: Type }).element, next.values());
  return (t.kind === 'list' ? list(element, next) : set(element, next)).withMarks(v.marks);
}

function elementType(declared: Type, values: Iterable<Value>): Type {
  const first = [...values].find((v) => v.type.kind !== 'dynamic');
  return first === undefined || typeEquals(first.type, declared) ? declared : (first?.type ?? T.dynamic);
}

/** Rebuilds a value bottom-up; `change` sees every node once, children first. */
export function transform(v: Value, change: (value: Value, path: Path) => Value, path: Path = []): Value {
  const inner = mapChildren(v, (child, by) => transform(child, change, joinPath(path, by)));
  return change(inner, path);
}

/** Top-down visit; returning false skips what is inside. */
export function walk(
  v: Value,
  visit: (value: Value, path: Path) => boolean | undefined,
  path: Path = [],
): void {
  if (visit(v, path) === false) return;
  if (v.raw instanceof Map) {
    for (const [key, child] of sortedEntries(v)) walk(child, visit, joinPath(path, key));
  } else if (Array.isArray(v.raw)) {
    const inSet = v.type.kind === 'set';
    (v.raw as readonly Value[]).forEach((child, i) => {
      walk(child, visit, joinPath(path, inSet ? child : i));
    });
  }
}

/** Replaces what is at `path`, if it exists there; a step into a set stops at the set. */
export function transformAt(v: Value, path: Path, change: (at: Value) => Value): Value {
  const [head, ...rest] = path;
  if (head === undefined || v.type.kind === 'set') return change(v);
  return mapChildren(v, (child, by) => (by === head ? transformAt(child, rest, change) : child));
}

/** `a.b[0]["k"]`-like text for messages. */
export function formatPath(path: Path): string {
  return path
    .map((by, i) => {
      if (typeof by === 'number') return `[${by}]`;
      if (by instanceof Value) return '[…]';
      if (/^[A-Za-z_][\w-]*$/.test(by)) return i === 0 ? by : `.${by}`;
      return `[${JSON.stringify(by)}]`;
    })
    .join('');
}
