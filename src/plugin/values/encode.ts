/** Values as the plugin protocol carries them: MessagePack, guided by the type that both sides know. */

import { formatNum, fromFloat, type Num, toFloat } from '../../values/num.ts';
import { sortedEntries } from '../../values/path.ts';
import type { Bound, Refinement } from '../../values/refinement.ts';
import { type ObjectType, type Type, typeToJson } from '../../values/type.ts';
import { asArray, asMap, type Value } from '../../values/value.ts';
import { ByteWriter } from '../bytes/writer.ts';
import {
  NIL,
  writeArrayHeader,
  writeBinary,
  writeBool,
  writeDouble,
  writeExtension,
  writeInteger,
  writeMapHeader,
  writeText,
} from './msgpack.ts';
import { PLAIN_UNKNOWN, REFINED_UNKNOWN, REFINEMENT } from './unknown.ts';

/** `type` is what the schema says; where it is `dynamic`, the value's own type goes along. Marks are not sent. */
export function encodeValue(value: Value, type: Type): Buffer {
  const writer = new ByteWriter();
  write(writer, value, type);
  return writer.take();
}

function write(writer: ByteWriter, value: Value, type: Type): void {
  const { raw } = value;
  if (type.kind === 'dynamic' && value.type.kind !== 'dynamic') writeDynamic(writer, value);
  else if (!value.isKnown) writeUnknown(writer, value.refinement);
  else if (value.isNull) writer.byte(NIL);
  else if (typeof raw === 'string') writeText(writer, raw);
  else if (typeof raw === 'boolean') writeBool(writer, raw);
  else if (type.kind === 'object') writeObject(writer, value, type);
  else if (raw instanceof Map) writeMap(writer, value, type);
  else if (Array.isArray(raw)) writeSequence(writer, value, type);
  else writeNumber(writer, raw as Num);
}

function writeDynamic(writer: ByteWriter, value: Value): void {
  writeArrayHeader(writer, 2);
  writeBinary(writer, Buffer.from(JSON.stringify(typeToJson(value.type))));
  write(writer, value, value.type);
}

/** Every attribute of the type, null where the value has none. */
function writeObject(writer: ByteWriter, value: Value, { attributes }: ObjectType): void {
  const entries = asMap(value);
  writeMapHeader(writer, attributes.size);
  for (const [name, type] of attributes) {
    writeText(writer, name);
    const member = entries.get(name);
    if (member) write(writer, member, type);
    else writer.byte(NIL);
  }
}

function writeMap(writer: ByteWriter, value: Value, type: Type): void {
  const entries = sortedEntries(value);
  const element = type.kind === 'map' ? type.element : undefined;
  writeMapHeader(writer, entries.length);
  for (const [key, member] of entries) {
    writeText(writer, key);
    write(writer, member, element ?? member.type);
  }
}

function writeSequence(writer: ByteWriter, value: Value, type: Type): void {
  const elements = asArray(value);
  writeArrayHeader(writer, elements.length);
  for (const [i, element] of elements.entries()) write(writer, element, elementType(type, i, element));
}

function elementType(type: Type, i: number, element: Value): Type {
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  return (type.kind === 'tuple' ? type.elements[i] : undefined) ?? element.type;
}

/** As a double only what was computed as one: a decimal fraction with more digits would lose them. */
function writeNumber(writer: ByteWriter, value: Num): void {
  if (typeof value === 'number') {
    if (Object.is(value, -0)) writeDouble(writer, value);
    else writeInteger(writer, value);
  } else if (value.prec === DOUBLE && fitsDouble(value)) writeDouble(writer, toFloat(value));
  else writeText(writer, formatNum(value));
}

const DOUBLE = 53;

function fitsDouble(value: Exclude<Num, number>): boolean {
  const near = toFloat(value);
  if (!Number.isFinite(near)) return false;
  const back = fromFloat(near);
  return typeof back !== 'number' && back.mant === value.mant && back.exp === value.exp;
}

function writeUnknown(writer: ByteWriter, refinement: Refinement | undefined): void {
  const entries = refinement ? refinementEntries(refinement) : [];
  if (entries.length === 0) {
    writer.raw(PLAIN_UNKNOWN);
    return;
  }
  const body = new ByteWriter();
  writeMapHeader(body, entries.length);
  for (const entry of entries) entry(body);
  writeExtension(writer, REFINED_UNKNOWN, body.take());
}

function refinementEntries(r: Refinement): readonly ((body: ByteWriter) => void)[] {
  const entry = (key: number, value: (body: ByteWriter) => void) => (body: ByteWriter) => {
    writeInteger(body, key);
    value(body);
  };
  const bound =
    ({ value, inclusive }: Bound) =>
    (body: ByteWriter) => {
      writeArrayHeader(body, 2);
      writeNumber(body, value);
      writeBool(body, inclusive);
    };
  return [
    ...(r.notNull ? [entry(REFINEMENT.isNull, (body) => writeBool(body, false))] : []),
    ...(r.prefix ? [entry(REFINEMENT.prefix, (body) => writeText(body, r.prefix as string))] : []),
    ...(r.min ? [entry(REFINEMENT.min, bound(r.min))] : []),
    ...(r.max ? [entry(REFINEMENT.max, bound(r.max))] : []),
    ...(r.minLength
      ? [entry(REFINEMENT.minLength, (body) => writeInteger(body, r.minLength as number))]
      : []),
    ...(r.maxLength === undefined
      ? []
      : [entry(REFINEMENT.maxLength, (body) => writeInteger(body, r.maxLength as number))]),
  ];
}
