/**
 * The leaves in which two values differ: maps by key, lists as minimal edits, sets with paired elements, JSON inside of
 * strings. Applying the leaves to the one value gives the other.
 */

import { type Json, parseJson } from '../../values/json.ts';
import { impliedValue } from '../../values/json-value.ts';
import { identityKey } from '../../values/set-order.ts';
import { asArray, asMap, type Path, SENSITIVE, type Value, valueEqualsUnmarked } from '../../values/value.ts';
import { markSensitive } from '../plan/context.ts';
import { memberLabels } from './labels.ts';
import type { DiffPath, DiffStep, LeafChange, LeafKind } from './model.ts';
import { listEdits } from './sequences.ts';
import { pairBySimilarity } from './similarity.ts';

type Side = Value | undefined;

/** Absent values are undefined. Paths that are sensitive on either side are masked on both. */
export function leafChanges(before: Side, after: Side, sensitive: readonly Path[]): LeafChange[] {
  const walk = new Walk();
  walk.pair(before && markSensitive(before, sensitive), after && markSensitive(after, sensitive), []);
  return walk.leaves;
}

const isMapping = (v: Value): boolean => v.raw instanceof Map;
const isSequence = (v: Value): boolean => Array.isArray(v.raw);
const isMasked = (v: Side): boolean => v?.hasMark(SENSITIVE) === true;

class Walk {
  readonly leaves: LeafChange[] = [];

  pair(before: Side, after: Side, path: DiffPath): void {
    if (before === after) return;
    if (before === undefined || after === undefined || isMasked(before) || isMasked(after)) {
      if (before && after && same(before, after)) return;
      this.#leaf(kindOf(before, after), path, before, after);
      return;
    }
    if (same(before, after)) return;
    if (!this.#inside(before, after, path)) this.#leaf(kindOf(before, after), path, before, after);
  }

  /** False when the two have no parts that could be compared. */
  #inside(before: Value, after: Value, path: DiffPath): boolean {
    const size = this.leaves.length;
    if (isMapping(before) && isMapping(after)) this.#maps(before, after, path);
    else if (isSequence(before) && isSequence(after)) this.#sequences(before, after, path);
    else if (!this.#json(before, after, path)) return false;
    if (this.leaves.length === size) this.#leaf('form', path, before, after);
    return true;
  }

  #maps(before: Value, after: Value, path: DiffPath): void {
    const [x, y] = [asMap(before), asMap(after)];
    for (const key of [...new Set([...x.keys(), ...y.keys()])].sort())
      this.pair(x.get(key), y.get(key), [...path, { kind: 'key', key }]);
  }

  #sequences(before: Value, after: Value, path: DiffPath): void {
    const [x, y] = [asArray(before), asArray(after)];
    if (before.type.kind === 'set' && after.type.kind === 'set') this.#sets(x, y, path);
    else this.#lists(x, y, path);
  }

  #lists(x: readonly Value[], y: readonly Value[], path: DiffPath): void {
    const edits = listEdits(x, y);
    for (const from of edits.removed) this.pair(x[from], undefined, [...path, { kind: 'item', from }]);
    for (const [from, to] of edits.changed) this.pair(x[from], y[to], [...path, { kind: 'item', from, to }]);
    for (const [from, to] of edits.moved)
      this.#leaf('move', [...path, { kind: 'item', from, to }], x[from], y[to]);
    for (const to of edits.added) this.pair(undefined, y[to], [...path, { kind: 'item', to }]);
  }

  #sets(x: readonly Value[], y: readonly Value[], path: DiffPath): void {
    const [old, now] = [lacking(x, y), lacking(y, x)];
    const { pairs, removed, added } = pairBySimilarity(old, now);
    const label = memberLabels(x, y);
    const step = (before: Side, after: Side): DiffStep => ({
      kind: 'member',
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      label: label(before, after),
    });
    const visit = (before: Side, after: Side): void =>
      this.pair(before, after, [...path, step(before, after)]);
    for (const i of removed) visit(old[i], undefined);
    for (const [i, j] of pairs) visit(old[i], now[j]);
    for (const j of added) visit(undefined, now[j]);
  }

  /** A string that changes inside of its JSON. */
  #json(before: Value, after: Value, path: DiffPath): boolean {
    const [x, y] = [jsonIn(before), jsonIn(after)];
    if (x === undefined || y === undefined) return false;
    this.pair(impliedValue(x), impliedValue(y), [...path, { kind: 'json' }]);
    return true;
  }

  #leaf(kind: LeafKind, path: DiffPath, before: Side, after: Side): void {
    this.leaves.push({
      kind,
      path,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      sensitive: isMasked(before) || isMasked(after),
    });
  }
}

/** Nulls of any type are one and the same. */
const same = (a: Value, b: Value): boolean => (a.isNull && b.isNull) || valueEqualsUnmarked(a, b);

function kindOf(before: Side, after: Side): LeafKind {
  if (before === undefined) return 'add';
  return after === undefined ? 'remove' : 'change';
}

/** Elements without an equal on the other side. */
function lacking(values: readonly Value[], other: readonly Value[]): Value[] {
  const keys = new Set(other.filter((v) => v.whollyKnown).map(identityKey));
  return values.filter((v) => !v.whollyKnown || !keys.has(identityKey(v)));
}

/** Deeper JSON is compared as text: what reads it recurses. */
const DEEPEST = 200;

/** Objects and lists only: numbers and words are not meant as JSON. */
export function jsonIn(v: Value): Json | undefined {
  const { raw } = v;
  if (typeof raw !== 'string' || !/^\s*[{[]/.test(raw) || nesting(raw) > DEEPEST) return undefined;
  try {
    return parseJson(raw);
  } catch {
    return undefined;
  }
}

/** Not less than the depth of what is nested: brackets inside of strings count as well. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return deepest;
}
