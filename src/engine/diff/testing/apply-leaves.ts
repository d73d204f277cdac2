/** The inverse of the comparison: makes the later value from the earlier one and the leaves between them. */

import { writeJson } from '../../../values/json.ts';
import { impliedValue } from '../../../values/json-value.ts';
import {
  asArray,
  asMap,
  list,
  map,
  object,
  set,
  str,
  tuple,
  type Value,
  valueEqualsUnmarked,
} from '../../../values/value.ts';
import { knownJson } from '../../plan/json/values.ts';
import { jsonIn } from '../leaves.ts';
import type { DiffStep, LeafChange } from '../model.ts';

export function applyLeaves(before: Value | undefined, leaves: readonly LeafChange[]): Value | undefined {
  const [first] = leaves;
  if (!first) return before;
  if (first.path.length === 0) return first.after;
  if (!before) throw new Error('a part of what does not exist');
  const parts = [...byStep(leaves)];
  switch (first.path[0]?.kind) {
    case 'key':
      return applyToMap(before, parts);
    case 'item':
      return applyToList(before, parts);
    case 'member':
      return applyToSet(before, parts);
    default:
      return applyToJson(before, parts);
  }
}

type Part = readonly [DiffStep, readonly LeafChange[]];

function byStep(leaves: readonly LeafChange[]): Map<DiffStep, LeafChange[]> {
  const keys = new Map<string, DiffStep>();
  return Map.groupBy(
    leaves.map((leaf) => leaf),
    ({ path: [step] }) => {
      if (step?.kind !== 'key' && step?.kind !== 'json') return step as DiffStep;
      const key = step.kind === 'key' ? step.key : '';
      if (!keys.has(key)) keys.set(key, step);
      return keys.get(key) as DiffStep;
    },
  );
}

const inside = (leaves: readonly LeafChange[]): LeafChange[] =>
  leaves.map((leaf) => ({ ...leaf, path: leaf.path.slice(1) }));

function applyToMap(before: Value, parts: readonly Part[]): Value {
  const entries = new Map(asMap(before));
  for (const [step, leaves] of parts) {
    if (step.kind !== 'key') throw new Error('not a key');
    const made = applyLeaves(entries.get(step.key), inside(leaves));
    if (made === undefined) entries.delete(step.key);
    else entries.set(step.key, made);
  }
  return before.type.kind === 'map' ? map(before.type.element, entries) : object(entries);
}

function applyToList(before: Value, parts: readonly Part[]): Value {
  const old = asArray(before);
  const [gone, placed] = [new Set<number>(), new Map<number, Value>()];
  for (const [step, leaves] of parts) {
    if (step.kind !== 'item') throw new Error('not an index');
    if (step.from !== undefined) gone.add(step.from);
    const made = applyLeaves(step.from === undefined ? undefined : old[step.from], inside(leaves));
    if (step.to !== undefined && made) placed.set(step.to, made);
  }
  const rest = old.filter((_, i) => !gone.has(i));
  const elements = Array.from(
    { length: rest.length + placed.size },
    (_, i) => placed.get(i) ?? (rest.shift() as Value),
  );
  return before.type.kind === 'list' ? list(before.type.element, elements) : tuple(elements);
}

function applyToSet(before: Value, parts: readonly Part[]): Value {
  if (before.type.kind !== 'set') throw new Error('not a set');
  const elements = [...asArray(before)];
  for (const [step, leaves] of parts) {
    if (step.kind !== 'member') throw new Error('not an element');
    const old = step.before;
    if (old)
      elements.splice(
        elements.findIndex((one) => valueEqualsUnmarked(one, old)),
        1,
      );
    const made = applyLeaves(old, inside(leaves));
    if (made) elements.push(made);
  }
  return set(before.type.element, elements);
}

function applyToJson(before: Value, parts: readonly Part[]): Value {
  const json = jsonIn(before);
  const made = applyLeaves(
    json === undefined ? undefined : impliedValue(json),
    inside(parts.flatMap(([, leaves]) => leaves)),
  );
  return str(writeJson(knownJson(made as Value)));
}
