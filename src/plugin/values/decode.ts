/** Values as the plugin protocol carries them, read by the type that both sides know. */

import { parseJson } from '../../values/json.ts';
import { valueFromJson } from '../../values/json-value.ts';
import { fromBigInt, fromFloat, type Num, parseNum } from '../../values/num.ts';
import type { Bound, Refinement } from '../../values/refinement.ts';
import { T, type Type, typeFromJson } from '../../values/type.ts';
import {
  bool,
  list,
  map,
  nul,
  num,
  object,
  set,
  str,
  tuple,
  unknown,
  type Value,
} from '../../values/value.ts';
import { ByteReader, MalformedError } from '../bytes/reader.ts';
import type { DynamicValue } from '../proto/basics.ts';
import { type Extension, NIL, readToken, type Token } from './msgpack.ts';
import { REFINED_UNKNOWN, REFINEMENT } from './unknown.ts';

/** A value that is not there at all counts as null. */
export function decodeDynamic(value: DynamicValue | undefined, type: Type): Value {
  if (value?.msgpack && value.msgpack.length > 0) return decodeValue(value.msgpack, type);
  if (value?.json && value.json.length > 0)
    return valueFromJson(parseJson(Buffer.from(value.json).toString('utf8')), type);
  return nul(type);
}

export function decodeValue(bytes: Uint8Array, type: Type): Value {
  const reader = new ByteReader(bytes);
  const value = read(reader, type);
  if (!reader.done) throw new MalformedError('bytes are left after the value');
  return value;
}

function read(reader: ByteReader, type: Type): Value {
  // Types of dynamic values stand before them, except for what has no type.
  if (type.kind === 'dynamic' && reader.peek() !== NIL && !beginsExtension(reader.peek()))
    return readDynamic(reader);
  const token = readToken(reader);
  if (token.kind === 'nil') return nul(type);
  if (token.kind === 'extension') return unknown(type, refinementOf(token));
  switch (type.kind) {
    case 'string':
      if (token.kind === 'text') return str(token.value);
      break;
    case 'bool':
      if (token.kind === 'bool') return bool(token.value);
      break;
    case 'number':
      return num(numberOf(token));
    default:
      if (token.kind === 'array' || token.kind === 'map') return readMembers(reader, token, type);
  }
  throw unfit(token, type);
}

const beginsExtension = (tag: number): boolean =>
  (tag >= 0xd4 && tag <= 0xd8) || (tag >= 0xc7 && tag <= 0xc9);

const unfit = (token: Token, type: Type): MalformedError =>
  new MalformedError(`${token.kind} where a value of type ${type.kind} was expected`);

function readDynamic(reader: ByteReader): Value {
  const pair = readToken(reader);
  const named = pair.kind === 'array' && pair.size === 2 ? readToken(reader) : undefined;
  if (named?.kind !== 'binary' && named?.kind !== 'text')
    throw new MalformedError('a dynamic value needs its type');
  return read(reader, typeFromJson(JSON.parse(named.value.toString())));
}

function readMembers(
  reader: ByteReader,
  token: Extract<Token, { readonly size: number }>,
  type: Exclude<Type, { kind: 'string' | 'number' | 'bool' }>,
): Value {
  const elements = (of: (i: number) => Type): Value[] =>
    Array.from({ length: token.size }, (_, i) => read(reader, of(i)));
  if (token.kind === 'map') {
    if (type.kind === 'object') return readObject(reader, token.size, type);
    if (type.kind === 'map')
      return map(
        type.element,
        readEntries(reader, token.size, () => type.element),
      );
  } else {
    if (type.kind === 'list')
      return list(
        type.element,
        elements(() => type.element),
      );
    if (type.kind === 'set')
      return set(
        type.element,
        elements(() => type.element),
      );
    if (type.kind === 'tuple' && type.elements.length === token.size)
      return tuple(elements((i) => type.elements[i] ?? T.dynamic));
  }
  throw unfit(token, type);
}

function readEntries(
  reader: ByteReader,
  size: number,
  of: (name: string) => Type,
): ReadonlyMap<string, Value> {
  const entries = new Map<string, Value>();
  for (let i = 0; i < size; i++) {
    const key = readToken(reader);
    if (key.kind !== 'text') throw new MalformedError('the key of a map is no text');
    entries.set(key.value, read(reader, of(key.value)));
  }
  return entries;
}

function readObject(reader: ByteReader, size: number, type: Type & { kind: 'object' }): Value {
  const given = readEntries(reader, size, (name) => {
    const of = type.attributes.get(name);
    if (!of) throw new MalformedError(`unknown attribute ${JSON.stringify(name)}`);
    return of;
  });
  const entries = new Map<string, Value>();
  for (const [name, of] of type.attributes) entries.set(name, given.get(name) ?? nul(of));
  return object(entries, type);
}

function numberOf(token: Token): Num {
  switch (token.kind) {
    case 'integer':
      return typeof token.value === 'number' ? token.value : fromBigInt(token.value);
    case 'double':
      return fromFloat(token.value);
    case 'text': {
      const parsed = parseNum(token.value);
      if (parsed !== undefined) return parsed;
    }
  }
  throw unfit(token, T.number);
}

/** Extensions of other kinds are unknowns of which nothing is certain. */
function refinementOf({ type, body }: Extension): Refinement | undefined {
  if (type !== REFINED_UNKNOWN || body.length <= 1) return undefined;
  const reader = new ByteReader(body);
  const entries = readToken(reader);
  if (entries.kind !== 'map') throw new MalformedError('refinements are no map');
  const found: { -readonly [K in keyof Refinement]: Refinement[K] } = {};
  for (let i = 0; i < entries.size; i++) readRefinement(reader, found);
  return found;
}

function readRefinement(
  reader: ByteReader,
  found: { -readonly [K in keyof Refinement]: Refinement[K] },
): void {
  const key = readToken(reader);
  const token = readToken(reader);
  switch (key.kind === 'integer' ? Number(key.value) : -1) {
    case REFINEMENT.isNull:
      if (token.kind === 'bool' && !token.value) found.notNull = true;
      break;
    case REFINEMENT.prefix:
      if (token.kind === 'text') found.prefix = token.value;
      break;
    case REFINEMENT.min:
      found.min = boundOf(reader, token);
      break;
    case REFINEMENT.max:
      found.max = boundOf(reader, token);
      break;
    case REFINEMENT.minLength:
      found.minLength = Number(numberOf(token));
      break;
    case REFINEMENT.maxLength:
      found.maxLength = Number(numberOf(token));
      break;
    default:
      skipRest(reader, token);
  }
}

function boundOf(reader: ByteReader, token: Token): Bound {
  if (token.kind !== 'array' || token.size !== 2) throw new MalformedError('a bound is a pair');
  const value = numberOf(readToken(reader));
  const inclusive = readToken(reader);
  return { value, inclusive: inclusive.kind === 'bool' && inclusive.value };
}

/** Kinds of refinements that newer versions may add. */
function skipRest(reader: ByteReader, token: Token): void {
  if (token.kind !== 'array' && token.kind !== 'map') return;
  const members = token.kind === 'map' ? token.size * 2 : token.size;
  for (let i = 0; i < members; i++) skipRest(reader, readToken(reader));
}
