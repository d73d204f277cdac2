/** Sets: unique elements in the order Terraform iterates them, which is visible in plans, states and `tolist()`. */

import { stripMarks } from './marks.ts';
import { Big, compare, formatNum, isNegative, type Num, toFloat } from './num.ts';
import { compareStrings, type Type } from './type.ts';
import type { Marks, Value } from './value.ts';
import { NO_MARKS } from './value.ts';

export interface NormalSet {
  readonly elements: readonly Value[];
  readonly marks: Marks;
}

export function normalizeSet(element: Type, values: readonly Value[]): NormalSet {
  let marks: Marks = NO_MARKS;
  const unique = new Map<string, Value>();
  const unknowns: Value[] = [];
  for (const value of values) {
    let plain = value;
    if (value.deepMarked) {
      const stripped = stripMarks(value);
      plain = stripped.value;
      marks = marks.size === 0 ? stripped.marks : marks.union(stripped.marks);
    }
    // Two unknowns may turn out different, so they are never merged.
    if (!plain.whollyKnown) unknowns.push(plain);
    else {
      const key = elementKey(plain);
      if (!unique.has(key)) unique.set(key, plain);
    }
  }
  const elements = [...unique.values(), ...unknowns];
  if (elements.length > 1) elements.sort(comparatorFor(element));
  return { elements, marks };
}

/** Equal text exactly for equal (unmarked, known) values of one type. */
export const identityKey = (v: Value): string => keyOf(v, String);

/** The same for elements of sets, where zero and minus zero are two in Terraform. */
export const elementKey = (v: Value): string => keyOf(v, formatNum);

function keyOf(v: Value, small: (n: number) => string): string {
  if (v.isNull) return '~';
  const raw = v.raw;
  if (typeof raw === 'string') return JSON.stringify(raw);
  if (typeof raw === 'number') return small(raw);
  if (typeof raw === 'boolean') return String(raw);
  if (raw instanceof Big) return `${raw.mant}b${raw.exp}`;
  if (raw instanceof Map) {
    const keys = [...raw.keys()].sort();
    return `{${keys.map((k) => `${JSON.stringify(k)}:${keyOf(raw.get(k) as Value, small)}`).join()}}`;
  }
  return `[${(raw as readonly Value[]).map((e) => keyOf(e, small)).join()}]`;
}

function comparatorFor(element: Type): (a: Value, b: Value) => number {
  const inner = comparatorOfKnown(element);
  return (a, b) => {
    if (a.isNull !== b.isNull) return a.isNull ? 1 : -1;
    if (a.isKnown !== b.isKnown) return a.isKnown ? -1 : 1;
    return a.state === 'known' ? inner(a, b) : 0;
  };
}

function comparatorOfKnown(element: Type): (a: Value, b: Value) => number {
  switch (element.kind) {
    case 'string':
      return (a, b) => compareStrings(a.raw as string, b.raw as string);
    case 'number':
      return (a, b) =>
        compare(a.raw as Num, b.raw as Num) ||
        Number(isNegative(b.raw as Num)) - Number(isNegative(a.raw as Num));
    case 'bool':
      return (a, b) => Number(a.raw) - Number(b.raw);
    default: {
      const cache = new Map<Value, string>();
      const key = (v: Value): string => {
        const known = cache.get(v) ?? orderKey(v);
        cache.set(v, known);
        return known;
      };
      return (a, b) => compareStrings(key(a), key(b));
    }
  }
}

/** The text by which Terraform orders elements that have no natural order. */
function orderKey(v: Value): string {
  if (!v.isKnown) return '?';
  if (v.isNull) return '~';
  const raw = v.raw;
  if (typeof raw === 'string') return goQuote(raw);
  if (typeof raw === 'boolean') return raw ? 'T' : 'F';
  if (typeof raw === 'number' || raw instanceof Big) return tenDigits(raw);
  if (raw instanceof Map) {
    const keys = [...raw.keys()].sort(compareStrings);
    if (v.type.kind === 'object') return `<${keys.map((k) => `${orderKey(raw.get(k) as Value)};`).join('')}>`;
    return `{${keys.map((k) => `${goQuote(k)}:${orderKey(raw.get(k) as Value)};`).join('')}}`;
  }
  const inner = (raw as readonly Value[]).map((e) => `${orderKey(e)};`).join('');
  return v.type.kind === 'tuple' ? `<${inner}>` : `[${inner}]`;
}

/** Go's `%q` for the characters that matter to an order; the rest prints as itself. */
export function goQuote(text: string): string {
  const named: Record<string, string> = {
    '\\': '\\\\',
    '"': '\\"',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
    '\f': '\\f',
    '\b': '\\b',
    '\x07': '\\a',
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  return `"${text.replace(/[\\"\u0000-\u001f\u007f]/g, (c) => named[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}

/** Go's `%.10g`. */
function tenDigits(n: Num): string {
  const exact = formatNum(n);
  if (exact.replace(/[-.]/g, '').length <= 10) return exact;
  const [mantissa = '', exponent] = toFloat(n).toExponential(9).split('e');
  const e = Number(exponent);
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (e >= -4 && e < 10) return String(Number(`${trimmed}e${e}`));
  return `${trimmed}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
}
