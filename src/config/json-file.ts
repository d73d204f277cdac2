/** A JSON file of a configuration: lossless content, positions on demand, and no key twice in one object. */

import type { Diagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json, JsonDocument } from '../values/json.ts';
import { locate, type Position } from '../values/json-locate.ts';
import { type Member, scanMembers } from './json-scan.ts';
import { type Document, type JsonPath, Place } from './place.ts';

/** Objects down to this depth are found through an index: `resource`, type, name. */
const INDEXED = 3;

export class JsonFile implements Document {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  #index: Map<string, Member> | undefined;
  #lines: readonly number[] | undefined;

  /** Throws `DiagnosticError` for text that is not JSON. */
  constructor(text: string, file: string) {
    const document = JsonDocument.parse(text, file);
    this.file = file;
    this.text = document.text;
    this.value = document.value;
  }

  get root(): Place {
    return new Place(this);
  }

  position(path: JsonPath, what: 'value' | 'key'): Position {
    let depth = Math.min(path.length, INDEXED);
    let anchor: Member | undefined;
    for (; depth > 0 && !anchor; depth--) anchor = this.#members().get(indexKey(path.slice(0, depth)));
    if (!anchor) return locate(this.text, path, what);
    const rest = path.slice(depth + 1);
    if (rest.length === 0) return this.#lineOf(what === 'key' ? anchor.key : anchor.value);
    const inside = locate(this.text.slice(anchor.value), rest, what);
    const base = this.#lineOf(anchor.value);
    return inside.line === 1
      ? { line: base.line, column: base.column + inside.column - 1 }
      : { line: base.line + inside.line - 1, column: inside.column };
  }

  /** JSON's parsers let the last of two equal keys win; here both are reported. */
  duplicates(): Diagnostic[] {
    if (countKeys(this.text) === countMembers(this.value)) return [];
    const problems: Diagnostic[] = [];
    const first = new Map<object, Map<string, number>>();
    scanMembers(this.text, Number.POSITIVE_INFINITY, (path, member, parent) => {
      const seen = first.get(parent) ?? new Map<string, number>();
      first.set(parent, seen);
      const name = String(path.at(-1));
      const before = seen.get(name);
      if (before === undefined) seen.set(name, member.key);
      else if (name !== '//') problems.push(this.#duplicate(name, path, member.key, before));
    });
    return problems;
  }

  #duplicate(name: string, path: JsonPath, at: number, before: number): Diagnostic {
    const line = this.#lineOf(before).line;
    const where = this.root.child(...path).text;
    return {
      severity: 'error',
      code: 'ZTC-E-CONFIG-DUPLICATE-KEY',
      summary: 'Duplicate key',
      detail: `"${name}" was already given in line ${line} (${where}); one of the two would be lost.`,
      file: this.file,
      ...this.#lineOf(at),
    };
  }

  #members(): Map<string, Member> {
    if (!this.#index) {
      const index = new Map<string, Member>();
      scanMembers(this.text, INDEXED, (path, member) => index.set(indexKey(path), member));
      this.#index = index;
    }
    return this.#index;
  }

  #lineOf(offset: number): Position {
    this.#lines ??= lineStarts(this.text);
    let [low, high] = [0, this.#lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lines[low] as number) + 1 };
  }
}

const indexKey = (path: JsonPath): string => path.join('\u0000');

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** Strings that a colon follows. */
function countKeys(text: string): number {
  let count = 0;
  for (let i = text.indexOf('"'); i >= 0; i = text.indexOf('"', i)) {
    i = text.indexOf('"', i + 1);
    while (isEscaped(text, i)) i = text.indexOf('"', i + 1);
    i++;
    while (text.charCodeAt(i) <= 0x20) i++;
    if (text[i] === ':') count++;
  }
  return count;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text[quote - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function countMembers(json: Json): number {
  if (typeof json !== 'object' || json === null) return 0;
  let count = 0;
  if (Array.isArray(json)) {
    for (const child of json as readonly Json[]) count += countMembers(child);
  } else if (isJsonObject(json)) {
    for (const child of Object.values(json)) count += 1 + countMembers(child);
  }
  return count;
}
