/** The leaves in which two values differ. Elements of sets are paired, JSON inside of strings is looked into. */

import { type Json, parseJson } from '../../values/json.ts';
import { impliedValue } from '../../values/json-value.ts';
import { joinPath } from '../../values/path.ts';
import {
  asArray,
  asMap,
  nul,
  type Path,
  SENSITIVE,
  type Value,
  valueEqualsUnmarked,
} from '../../values/value.ts';
import { markSensitive } from '../plan/context.ts';
import { knownJson } from '../plan/json/values.ts';

export interface LeafChange {
  readonly kind: 'add' | 'remove' | 'change';
  readonly path: Path;
  /** Null when there was nothing, or when it must not be shown. */
  readonly before: Json;
  readonly after: Json;
  /** Known after apply. */
  readonly unknown: boolean;
  readonly sensitive: boolean;
  /** The path goes on inside of a string that holds JSON. */
  readonly insideJson: boolean;
}

export function leafChanges(before: Value, after: Value, sensitive: readonly Path[]): LeafChange[] {
  const out: LeafChange[] = [];
  const walk = new Walk(out);
  walk.pair(markSensitive(before, sensitive), markSensitive(after, sensitive), [], false);
  return out;
}

const isBranch = (v: Value): boolean =>
  v.state === 'known' && typeof v.raw === 'object' && (v.raw instanceof Map || Array.isArray(v.raw));

class Walk {
  readonly #out: LeafChange[];

  constructor(out: LeafChange[]) {
    this.#out = out;
  }

  pair(before: Value, after: Value, path: Path, insideJson: boolean): void {
    if (before === after || (before.isNull && after.isNull) || valueEqualsUnmarked(before, after)) return;
    if (before.hasMark(SENSITIVE) || after.hasMark(SENSITIVE)) {
      this.#leaf(before, after, path, { sensitive: true, insideJson });
      return;
    }
    const mapping = isMapping(before) || isMapping(after);
    const sequence = isSequence(before) || isSequence(after);
    const comparable = (isBranch(before) || before.isNull) && (isBranch(after) || after.isNull);
    if (comparable && mapping && !isSequence(before) && !isSequence(after))
      this.#maps(before, after, path, insideJson);
    else if (comparable && sequence && !isMapping(before) && !isMapping(after))
      this.#sequences(before, after, path, insideJson);
    else if (!this.#json(before, after, path))
      this.#leaf(before, after, path, { sensitive: false, insideJson });
  }

  #maps(before: Value, after: Value, path: Path, insideJson: boolean): void {
    const [x, y] = [entries(before), entries(after)];
    for (const key of [...new Set([...x.keys(), ...y.keys()])].sort())
      this.pair(x.get(key) ?? nul(), y.get(key) ?? nul(), joinPath(path, key), insideJson);
    if (x.size === 0 && y.size === 0) this.#leaf(before, after, path, { sensitive: false, insideJson });
  }

  #sequences(before: Value, after: Value, path: Path, insideJson: boolean): void {
    const [x, y] = [elements(before), elements(after)];
    if (x.length === 0 && y.length === 0) {
      this.#leaf(before, after, path, { sensitive: false, insideJson });
      return;
    }
    const inSet = before.type.kind === 'set' || after.type.kind === 'set';
    const [old, now, offset] = inSet ? unpaired(x, y) : trimmed(x, y);
    for (let i = 0; i < Math.max(old.length, now.length); i++) {
      const [a, b] = [old[i] ?? nul(), now[i] ?? nul()];
      this.pair(a, b, joinPath(path, inSet ? (now[i] ?? (old[i] as Value)) : offset + i), insideJson);
    }
  }

  /** A string that changes a little inside of its JSON. */
  #json(before: Value, after: Value, path: Path): boolean {
    const [x, y] = [jsonIn(before), jsonIn(after)];
    if (x === undefined || y === undefined) return false;
    const size = this.#out.length;
    this.pair(impliedValue(x), impliedValue(y), path, true);
    // Only the layout differs.
    if (this.#out.length === size) this.#leaf(before, after, path, { sensitive: false, insideJson: false });
    return true;
  }

  #leaf(
    before: Value,
    after: Value,
    path: Path,
    { sensitive, insideJson }: { sensitive: boolean; insideJson: boolean },
  ): void {
    this.#out.push({
      kind: before.isNull ? 'add' : after.isNull ? 'remove' : 'change',
      path,
      before: sensitive ? null : knownJson(before),
      after: sensitive ? null : knownJson(after),
      unknown: !after.isKnown,
      sensitive,
      insideJson,
    });
  }
}

const isMapping = (v: Value): boolean => v.raw instanceof Map;
const isSequence = (v: Value): boolean => Array.isArray(v.raw);
const entries = (v: Value): ReadonlyMap<string, Value> => (isMapping(v) ? asMap(v) : new Map());
const elements = (v: Value): readonly Value[] => (isSequence(v) ? asArray(v) : []);

type Unpaired = readonly [readonly Value[], readonly Value[], number];

/** Elements without an equal on the other side. */
function unpaired(x: readonly Value[], y: readonly Value[]): Unpaired {
  const keyed = (values: readonly Value[]): Set<string> =>
    new Set(values.filter((v) => v.whollyKnown).map((v) => JSON.stringify(knownJson(v))));
  const [inX, inY] = [keyed(x), keyed(y)];
  const lacking = (values: readonly Value[], other: ReadonlySet<string>): Value[] =>
    values.filter((v) => !v.whollyKnown || !other.has(JSON.stringify(knownJson(v))));
  return [lacking(x, inY), lacking(y, inX), 0];
}

/** Without what is equal at both ends, so that one insertion is one change. */
function trimmed(x: readonly Value[], y: readonly Value[]): Unpaired {
  let start = 0;
  const least = Math.min(x.length, y.length);
  while (start < least && valueEqualsUnmarked(x[start] as Value, y[start] as Value)) start++;
  let end = 0;
  while (
    end < least - start &&
    valueEqualsUnmarked(x[x.length - 1 - end] as Value, y[y.length - 1 - end] as Value)
  )
    end++;
  return [x.slice(start, x.length - end), y.slice(start, y.length - end), start];
}

/** Objects and lists only: numbers and words are not meant as JSON. */
function jsonIn(v: Value): Json | undefined {
  const { raw } = v;
  if (typeof raw !== 'string' || !/^\s*[{[]/.test(raw)) return undefined;
  try {
    return parseJson(raw);
  } catch {
    return undefined;
  }
}
