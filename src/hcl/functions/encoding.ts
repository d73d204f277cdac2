/** Encodings. */

import { gzipSync } from 'node:zlib';
import { parseJson } from '../../values/json.ts';
import { jsonText } from '../../values/json-text.ts';
import { impliedValue } from '../../values/json-value.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import { isDefinitelyNotNull, list, object, str, unknown, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { any, arg, fn, s, type Table, text, textFn } from './define.ts';
import { decodeText, encodeText } from './text-encoding.ts';
import { readYaml } from './yaml-read.ts';
import { yamlText } from './yaml-write.ts';

const OPENING: Readonly<Record<string, string>> = {
  string: '"',
  object: '{',
  map: '{',
  list: '[',
  set: '[',
  tuple: '[',
};

function jsonEncode(args: readonly Value[]): Value {
  const v = arg(args, 0);
  if (v.whollyKnown) return str(jsonText(v));
  const prefix = isDefinitelyNotNull(v) ? OPENING[v.type.kind] : undefined;
  return unknown(T.string, prefix === undefined ? NOT_NULL : { notNull: true, prefix });
}

function jsonDecode(args: readonly Value[]): Value {
  try {
    return impliedValue(parseJson(s(args, 0)));
  } catch (e) {
    throw new FunctionError(e instanceof Error ? e.message : String(e), 0);
  }
}

/** Strict, as Go's decoder: no missing padding, no foreign characters (line feeds are skipped). */
function fromBase64(given: string): Buffer {
  const clean = given.replace(/[\r\n]/g, '');
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) {
    throw new FunctionError('failed to decode base64 data', 0);
  }
  return Buffer.from(clean, 'base64');
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FunctionError('the result of decoding the provided string is not valid UTF-8', 0);
  }
}

const urlEncode = (t: string): string =>
  encodeURIComponent(t)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');

function csvDecode(args: readonly Value[]): Value {
  const [head, ...rows] = csvRows(s(args, 0));
  if (head === undefined) throw new FunctionError('missing header line', 0);
  const repeated = head.find((name, i) => head.indexOf(name) !== i);
  if (repeated !== undefined) throw new FunctionError(`duplicate column name ${JSON.stringify(repeated)}`, 0);
  const type = T.object(new Map(head.map((name) => [name, T.string] as const)));
  return list(
    type,
    rows.map((row, n) => {
      if (row.length !== head.length)
        throw new FunctionError(`record on line ${n + 2}: wrong number of fields`, 0);
      return object(new Map(head.map((name, i) => [name, str(row[i] as string)] as const)));
    }),
  );
}

/** RFC 4180; empty lines are skipped. */
function csvRows(given: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|((?:[^",\r\n]|\r(?!\n))*))(,|\r?\n|$)/y;
  while (field.lastIndex < given.length || row.length > 0) {
    const match = field.exec(given);
    if (!match) throw new FunctionError('parse error: bare " in non-quoted field', 0);
    row.push(
      match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"').replaceAll('\r\n', '\n'),
    );
    if (match[3] === ',') continue;
    if (row.length > 1 || row[0] !== '' || match[1] !== undefined) rows.push(row);
    row = [];
    if (match[3] === '') break;
  }
  return rows;
}

const supported = (name: string): string =>
  `${JSON.stringify(name)} is not a supported IANA encoding name or alias`;

function textEncode(args: readonly Value[]): Value {
  const [given, name] = [s(args, 0), s(args, 1)];
  const encoded = named(name, () => encodeText(given, name));
  if (encoded !== undefined) return str(encoded.toString('base64'));
  throw new FunctionError(`the given string contains characters that cannot be represented in ${name}`, 0);
}

function textDecode(args: readonly Value[]): Value {
  const name = s(args, 1);
  const bytes = fromBase64(s(args, 0));
  const text = named(name, () => decodeText(bytes, name));
  if (text !== undefined) return str(text);
  throw new FunctionError(`the given text is not valid ${name}`, 0);
}

/** Undefined for a text that does not fit the encoding. */
function named<R>(name: string, convertText: () => R): R | undefined {
  try {
    return convertText();
  } catch (e) {
    if (e instanceof RangeError) throw new FunctionError(supported(name), 1);
    if (e instanceof TypeError) return undefined;
    throw e;
  }
}

const ANYTHING = { allowNull: true, allowUnknown: true, allowDynamic: true };

export const encodings: Table = {
  jsonencode: fn([any('val', ANYTHING)], T.string, jsonEncode),
  jsondecode: fn([text('str')], T.dynamic, jsonDecode, { notNull: false }),
  yamlencode: fn([any('value', { allowNull: true })], T.string, (args) => str(yamlText(arg(args, 0)))),
  yamldecode: fn([text('src')], T.dynamic, (args) => readYaml(s(args, 0)), { notNull: false }),
  csvdecode: fn([text('str')], T.dynamic, csvDecode),
  base64encode: textFn(['str'], (t) => Buffer.from(t, 'utf8').toString('base64'), str),
  base64decode: textFn(['str'], (t) => utf8(fromBase64(t)), str),
  base64gzip: textFn(['str'], (t) => gzipSync(t).toString('base64'), str),
  urlencode: textFn(['str'], urlEncode, str),
  textencodebase64: fn([text('string'), text('encoding')], T.string, textEncode),
  textdecodebase64: fn([text('source'), text('encoding')], T.string, textDecode),
};
