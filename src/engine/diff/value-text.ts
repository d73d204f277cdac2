/** Values on one line, shortened so that a change stays visible. Sensitive parts are never shown. */

import { createHash } from 'node:crypto';
import { sortedEntries } from '../../values/path.ts';
import { identityKey } from '../../values/set-order.ts';
import { asArray, SENSITIVE, type Value } from '../../values/value.ts';
import { quoted, scalarText } from './scalar-text.ts';
import type { Words } from './words.ts';

/** Longer text is cut. */
const LONGEST = 160;
/** What stays before the first difference of two long strings. */
const LEAD = 24;
/** What stays of a cut value. */
const KEPT = 72;

/** Text of at most `limit` characters and a few more, or undefined: the cost does not grow with the value. */
export function wholeText(value: Value, limit: number, words: Words): string | undefined {
  const printer = new Printer(limit, words);
  printer.print(value);
  return printer.full ? undefined : printer.text;
}

/** The value, or its beginning with its size and the beginning of its digest. */
export function valueText(value: Value, words: Words, longest = LONGEST): string {
  if (typeof value.raw === 'string' && value.raw.length > longest && !value.hasMark(SENSITIVE))
    return windowText(value, 0, words);
  return wholeText(value, longest, words) ?? cutText(value, Math.min(longest, KEPT), words);
}

/** A value that is about to be replaced by an unknown one: long ones only by their size. */
export function sizeText(value: Value, words: Words): string {
  const { raw } = value;
  if (raw instanceof Map || Array.isArray(raw)) {
    const [open, close] = raw instanceof Map ? '{}' : '[]';
    return wholeText(value, KEPT, words) ?? `${open}…${close} (${countText(value, words)})`;
  }
  return valueText(value, words, KEPT);
}

/** Two values beside each other: long strings are cut around their first difference. */
export function pairTexts(before: Value, after: Value, words: Words): readonly [string, string] {
  const [x, y] = [before.raw, after.raw];
  const strings = typeof x === 'string' && typeof y === 'string';
  const masked = before.hasMark(SENSITIVE) || after.hasMark(SENSITIVE);
  if (!strings || masked || Math.max(x.length, y.length) <= LONGEST)
    return [valueText(before, words), valueText(after, words)];
  const from = firstDifference(x, y);
  return [windowText(before, from, words), windowText(after, from, words)];
}

function firstDifference(x: string, y: string): number {
  let i = 0;
  while (i < x.length && i < y.length && x[i] === y[i]) i++;
  return i;
}

/** The part of a long string that begins shortly before `at`. */
function windowText(value: Value, at: number, words: Words): string {
  const text = value.raw as string;
  if (text.length <= KEPT) return quoted(text);
  const from = Math.min(Math.max(0, at - LEAD), text.length - KEPT);
  const part = text.slice(from, from + KEPT).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  const inner = quoted(part).slice(1, -1);
  const shown = `"${from > 0 ? '…' : ''}${inner}${from + KEPT < text.length ? '…' : ''}"`;
  return `${shown} (${words.characters(text.length)}${digest(value)})`;
}

function cutText(value: Value, limit: number, words: Words): string {
  const printer = new Printer(limit, words);
  printer.print(value);
  return `${printer.text}… (${countText(value, words)}${digest(value)})`;
}

function countText(value: Value, words: Words): string {
  const { raw } = value;
  if (raw instanceof Map) return words.entries(raw.size);
  return Array.isArray(raw) ? words.elements(raw.length) : words.characters(String(scalarText(value)).length);
}

/** Nothing that could be guessed back: values with sensitive or unknown parts have no digest. */
function digest(value: Value): string {
  if (value.deepMarked || !value.whollyKnown) return '';
  const content = typeof value.raw === 'string' ? value.raw : identityKey(value);
  return `, sha256 ${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

/** Writes until it has written enough. */
class Printer {
  readonly #limit: number;
  readonly #words: Words;
  #text = '';
  full = false;

  constructor(limit: number, words: Words) {
    this.#limit = limit;
    this.#words = words;
  }

  get text(): string {
    return this.full ? this.#text.slice(0, this.#limit).replace(/[\ud800-\udbff]$/, '') : this.#text;
  }

  print(value: Value): void {
    if (this.full) return;
    const { raw } = value;
    if (value.hasMark(SENSITIVE)) this.#put(this.#words.sensitive);
    else if (!value.isKnown) this.#put(this.#words.unknown);
    else if (value.isNull) this.#put('null');
    else if (raw instanceof Map) this.#printMap(value);
    else if (Array.isArray(raw)) this.#printList(asArray(value));
    else if (typeof raw === 'string' && raw.length > this.#limit)
      this.#put(quoted(raw.slice(0, this.#limit)), true);
    else this.#put(scalarText(value) as string);
  }

  #printMap(value: Value): void {
    this.#put('{');
    let first = true;
    for (const [key, child] of sortedEntries(value)) {
      if (this.full) return;
      this.#put(`${first ? '' : ', '}${/^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key)}: `);
      this.print(child);
      first = false;
    }
    this.#put('}');
  }

  #printList(elements: readonly Value[]): void {
    this.#put('[');
    for (const [i, element] of elements.entries()) {
      if (this.full) return;
      if (i > 0) this.#put(', ');
      this.print(element);
    }
    this.#put(']');
  }

  #put(text: string, cut = false): void {
    if (this.full) return;
    this.#text += text;
    if (cut || this.#text.length > this.#limit) this.full = true;
  }
}
