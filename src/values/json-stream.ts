/** JSON text in pieces: states and plans may be longer than the longest string, and nobody needs all of it at once. */

import { escapeForGo, isJsonObject, type Json } from './json.ts';

/** A list whose elements are made while it is written. */
export class JsonList {
  readonly items: Iterable<Json>;
  constructor(items: Iterable<Json>) {
    this.items = items;
  }
}

/** A part that is made when it is its turn. */
export class JsonLater {
  readonly make: () => StreamedJson;
  constructor(make: () => StreamedJson) {
    this.make = make;
  }
}

/** A part that is written in ASCII. One other character doubles the memory of the whole text in whoever reads it. */
export class JsonAscii {
  readonly value: StreamedJson;
  constructor(value: StreamedJson) {
    this.value = value;
  }
}

export type StreamedJson = Json | JsonList | JsonLater | JsonAscii | StreamedObject;
/** Members that are undefined are left out. */
export interface StreamedObject {
  readonly [key: string]: StreamedJson | undefined;
}

/** So many elements of a list become text at once. */
const BATCH = 32;
/** Length of a piece, about. */
const PIECE = 1 << 20;
/** Objects further inside are written whole. */
const DEPTH = 4;

/** The very text that `writeJson` gives, in pieces. `indent`: two spaces per level. */
export function* jsonPieces(value: StreamedJson, { indent = false } = {}): Generator<string> {
  let piece = '';
  for (const text of new Writer(indent).value(value, 0)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield escapeForGo(piece);
    piece = '';
  }
  yield escapeForGo(piece);
}

class Writer {
  readonly #indent: boolean;

  constructor(indent: boolean) {
    this.#indent = indent;
  }

  *value(value: StreamedJson, depth: number): Generator<string> {
    if (value instanceof JsonLater) yield* this.value(value.make(), depth);
    else if (value instanceof JsonAscii) yield* this.#ascii(value.value, depth);
    else if (value instanceof JsonList) yield* this.#list(value.items, depth);
    else if (Array.isArray(value) && value.length > BATCH) yield* this.#list(value, depth);
    else if (isJsonObject(value as Json) && depth < DEPTH)
      yield* this.#object(value as StreamedObject, depth);
    else yield this.#whole(value as Json, depth);
  }

  *#object(value: StreamedObject, depth: number): Generator<string> {
    let before = '{';
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (member === undefined) continue;
      yield `${before}${this.#line(depth + 1)}${JSON.stringify(key)}${this.#indent ? ': ' : ':'}`;
      yield* this.value(member, depth + 1);
      before = ',';
    }
    yield before === '{' ? '{}' : `${this.#line(depth)}}`;
  }

  *#list(items: Iterable<Json>, depth: number): Generator<string> {
    let before = '[';
    const separator = `,${this.#line(depth + 1)}`;
    for (const batch of batches(items)) {
      const texts = batch.map((item) => this.#whole(item, depth + 1));
      yield `${before}${this.#line(depth + 1)}${texts.join(separator)}`;
      before = ',';
    }
    yield before === '[' ? '[]' : `${this.#line(depth)}]`;
  }

  #whole(value: Json, depth: number): string {
    if (!this.#indent) return JSON.stringify(value);
    const text = JSON.stringify(value, undefined, 2);
    // A line feed inside of a string is escaped, so all of these are the printer's own.
    return depth === 0 ? text : text.replaceAll('\n', this.#line(depth));
  }

  *#ascii(value: StreamedJson, depth: number): Generator<string> {
    for (const text of this.value(value, depth)) yield text.replace(/[\u0080-\uffff]/g, escaped);
  }

  #line(depth: number): string {
    return this.#indent ? `\n${'  '.repeat(depth)}` : '';
  }
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function* batches(items: Iterable<Json>): Generator<Json[]> {
  let batch: Json[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
