/** Reads messages in the wire format of protocol buffers. Fields that the table does not have are skipped. */

import { ByteReader, MalformedError } from '../bytes/reader.ts';
import type { Message, NamedField } from './message.ts';
import { FIXED32, FIXED64, LENGTH_DELIMITED, VARINT } from './wire-types.ts';

export function decodeMessage<D>(message: Message<D>, bytes: Uint8Array): D {
  const reader = new ByteReader(bytes);
  const data: Record<string, unknown> = {};
  while (!reader.done) {
    const tag = Number(varint(reader));
    const field = message.byNumber.get(Math.floor(tag / 8));
    const wire = tag % 8;
    if (!field) skip(reader, wire);
    else if (wire === (isVarint(field) ? VARINT : LENGTH_DELIMITED)) readField(reader, field, data);
    else throw new MalformedError(`field ${field.name} has the wire type ${wire}`);
  }
  return data as D;
}

const isVarint = ({ kind }: NamedField): boolean => kind === 'bool' || kind === 'integer';

function readField(reader: ByteReader, field: NamedField, data: Record<string, unknown>): void {
  const { name, many } = field;
  if (many === 'list') {
    const items = (data[name] ?? []) as unknown[];
    items.push(readOne(reader, field));
    data[name] = items;
  } else if (many === 'map') {
    const items = (data[name] ?? new Map()) as Map<string, unknown>;
    readEntry(chunk(reader), field, items);
    data[name] = items;
  } else data[name] = readOne(reader, field);
}

function readOne(reader: ByteReader, field: NamedField): unknown {
  switch (field.kind) {
    case 'bool':
      return varint(reader) !== 0n;
    case 'integer':
      return Number(BigInt.asIntN(64, varint(reader)));
    case 'string':
      return chunk(reader).toString('utf8');
    case 'bytes':
      return chunk(reader);
    default:
      return decodeMessage((field.of as () => Message<unknown>)(), chunk(reader));
  }
}

function readEntry(bytes: Buffer, field: NamedField, items: Map<string, unknown>): void {
  const reader = new ByteReader(bytes);
  let key = '';
  let value: Buffer = Buffer.alloc(0);
  while (!reader.done) {
    const tag = Number(varint(reader));
    if (tag === 8 + LENGTH_DELIMITED) key = chunk(reader).toString('utf8');
    else if (tag === 16 + LENGTH_DELIMITED) value = chunk(reader);
    else skip(reader, tag % 8);
  }
  items.set(key, decodeMessage((field.of as () => Message<unknown>)(), value));
}

const chunk = (reader: ByteReader): Buffer => reader.raw(Number(varint(reader)));

function varint(reader: ByteReader): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.byte();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw new MalformedError('a number has more than ten bytes');
}

function skip(reader: ByteReader, wire: number): void {
  if (wire === VARINT) varint(reader);
  else if (wire === FIXED64) reader.raw(8);
  else if (wire === LENGTH_DELIMITED) chunk(reader);
  else if (wire === FIXED32) reader.raw(4);
  else throw new MalformedError(`unknown wire type ${wire}`);
}
