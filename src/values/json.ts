/**
 * JSON without losses: numbers a double cannot hold stay as text, and the position of anything can be found later.
 * The platform's own parser and printer do the work, because plans and states are tens of megabytes.
 */

import { DiagnosticError, errorDiagnostic } from './diagnostic.ts';
import { locate, type Position, positionOfOffset } from './json-locate.ts';
import { formatNum, type Num, parseNum } from './num.ts';
import { compareStrings } from './type.ts';

/** A number whose text says more than a double can. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(this.text);
  }
}

export type Json = null | boolean | number | string | JsonNumber | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isJsonObject = (j: Json | undefined): j is JsonObject =>
  typeof j === 'object' && j !== null && !Array.isArray(j) && !(j instanceof JsonNumber);

/** Up to 15 significant digits a double prints back what was read. */
const LONG = 16;
/** What stands before a number in JSON; digits of identifiers and dates inside of strings stand behind other characters. */
const BEFORE_NUMBER = /[\s:,[]/;
const EXPONENT = /(?<=(?:^|[\s:,[])-?[\d.]*)\d[eE][+-]?\d/;

/** Whether a number may be there that a double does not hold. Text that looks like one counts as well. */
function mayLose(text: string): boolean {
  // A run of 16 digits covers one position in 16, so only those are looked at.
  for (let i = LONG - 1; i < text.length; i += LONG)
    if (isNumeric(text.charCodeAt(i)) && isLongNumber(text, i)) return true;
  return EXPONENT.test(text);
}

const isNumeric = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x2e;

function isLongNumber(text: string, at: number): boolean {
  let [from, to] = [at, at + 1];
  while (isNumeric(text.charCodeAt(from - 1))) from--;
  while (isNumeric(text.charCodeAt(to))) to++;
  if (to - from < LONG) return false;
  if (text[from - 1] === '-') from--;
  return from === 0 || BEFORE_NUMBER.test(text[from - 1] as string);
}

function isLossless(text: string): boolean {
  if (text.length < LONG && !/[eE]/.test(text)) return !/^-0/.test(text) || text.startsWith('-0.');
  return false;
}

export function parseJson(text: string): Json {
  if (!mayLose(text)) return JSON.parse(text) as Json;
  const keep = (_key: string, value: unknown, context?: { source?: string }): unknown => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && !isLossless(source)
      ? new JsonNumber(source)
      : value;
  };
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown) as Json;
}

/** A parsed file that can say where things are. */
export class JsonDocument {
  readonly text: string;
  readonly file: string | undefined;
  readonly value: Json;

  private constructor(text: string, file: string | undefined, value: Json) {
    this.text = text;
    this.file = file;
    this.value = value;
  }

  /** Throws `DiagnosticError` with the position of the first error. */
  static parse(text: string, file?: string): JsonDocument {
    const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    try {
      return new JsonDocument(clean, file, parseJson(clean));
    } catch (e) {
      if (!(e instanceof SyntaxError)) throw e;
      const where = /position (\d+)/.exec(e.message);
      const at = positionOfOffset(clean, where ? Number(where[1]) : clean.length);
      const detail = `The file is not valid JSON: ${e.message}.`;
      throw new DiagnosticError(
        errorDiagnostic('ZTC-E-JSON-SYNTAX', 'Invalid JSON', detail, {
          ...(file === undefined ? {} : { file }),
          ...at,
        }),
      );
    }
  }

  /** Where the value at `path` begins (for an absent path: where its closest existing parent does). */
  position(path: readonly (string | number)[], what: 'value' | 'key' = 'value'): Position {
    return locate(this.text, path, what);
  }
}

export interface WriteOptions {
  /** Two spaces per level; otherwise no whitespace at all. */
  readonly indent?: boolean;
  readonly sortKeys?: boolean;
}

/** Terraform's way to print JSON: as Go does, with `<`, `>` and `&` escaped. No line feed at the end. */
export function writeJson(value: Json, options: WriteOptions = {}): string {
  const data = options.sortKeys ? sortKeys(value) : value;
  return escapeForGo(JSON.stringify(data, undefined, options.indent ? 2 : undefined));
}

const GO_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Outside of strings JSON has none of these characters, so the whole text can be treated at once. */
export const escapeForGo = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (c) => GO_ESCAPES[c] as string);

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const sorted: Record<string, Json> = Object.create(null);
  for (const key of Object.keys(value).sort(compareStrings)) sorted[key] = sortKeys(value[key] as Json);
  return sorted;
}

/** Exact number of a JSON number. */
export function jsonToNum(n: number | JsonNumber): Num {
  const exact = parseNum(typeof n === 'number' ? goText(n) : n.text);
  if (exact === undefined) throw new RangeError(`number out of range: ${String(n)}`);
  return exact;
}

const goText = (n: number): string => (Object.is(n, -0) ? '-0' : String(n));

/** JSON number of an exact number: Go's decimal form, never an exponent. */
export const numToJson = (n: Num): number | JsonNumber =>
  typeof n === 'number' && !Object.is(n, -0) ? n : new JsonNumber(formatNum(n));
