/** The parts of MessagePack that values are made of. */

import { type ByteReader, MalformedError } from '../bytes/reader.ts';
import type { ByteWriter } from '../bytes/writer.ts';

export const NIL = 0xc0;

/** Sizes below 2^32; the protocol has no larger ones. */
function writeSize(
  writer: ByteWriter,
  size: number,
  short: { readonly base: number; readonly below: number },
  tags: { readonly one?: number; readonly two: number; readonly four: number },
): void {
  if (size < short.below) writer.byte(short.base | size);
  else if (tags.one !== undefined && size < 0x100) {
    writer.byte(tags.one);
    writer.byte(size);
  } else if (size < 0x10000) {
    writer.byte(tags.two);
    writer.uint16(size);
  } else {
    writer.byte(tags.four);
    writer.uint32(size);
  }
}

export function writeText(writer: ByteWriter, text: string): void {
  const bytes = Buffer.from(text);
  writeSize(writer, bytes.length, { base: 0xa0, below: 32 }, { one: 0xd9, two: 0xda, four: 0xdb });
  writer.raw(bytes);
}

export function writeBinary(writer: ByteWriter, bytes: Uint8Array): void {
  writeSize(writer, bytes.length, { base: 0, below: 0 }, { one: 0xc4, two: 0xc5, four: 0xc6 });
  writer.raw(bytes);
}

export const writeArrayHeader = (writer: ByteWriter, size: number): void =>
  writeSize(writer, size, { base: 0x90, below: 16 }, { two: 0xdc, four: 0xdd });

export const writeMapHeader = (writer: ByteWriter, size: number): void =>
  writeSize(writer, size, { base: 0x80, below: 16 }, { two: 0xde, four: 0xdf });

export const writeBool = (writer: ByteWriter, value: boolean): void => writer.byte(value ? 0xc3 : 0xc2);

/** A safe integer in as few bytes as the common sizes allow. */
export function writeInteger(writer: ByteWriter, value: number): void {
  if (value >= 0 && value < 0x80) writer.byte(value);
  else if (value < 0 && value >= -0x20) writer.byte(0x100 + value);
  else if (value >= 0 && value < 0x100) {
    writer.byte(0xcc);
    writer.byte(value);
  } else if (value >= 0 && value < 0x10000) {
    writer.byte(0xcd);
    writer.uint16(value);
  } else if (value >= 0 && value < 0x1_0000_0000) {
    writer.byte(0xce);
    writer.uint32(value);
  } else {
    writer.byte(0xd3);
    writer.int64(BigInt(value));
  }
}

export function writeDouble(writer: ByteWriter, value: number): void {
  writer.byte(0xcb);
  writer.double(value);
}

export function writeExtension(writer: ByteWriter, type: number, body: Uint8Array): void {
  // The size stands before the type.
  writeSize(writer, body.length, { base: 0, below: 0 }, { one: 0xc7, two: 0xc8, four: 0xc9 });
  writer.byte(type);
  writer.raw(body);
}

export interface Extension {
  readonly type: number;
  readonly body: Buffer;
}

export type Token =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: Buffer }
  | { readonly kind: 'array'; readonly size: number }
  | { readonly kind: 'map'; readonly size: number }
  | ({ readonly kind: 'extension' } & Extension);

/** The next scalar as a whole; of an array or map only the size, its members follow. */
export function readToken(reader: ByteReader): Token {
  const tag = reader.byte();
  if (tag < 0x80) return { kind: 'integer', value: tag };
  if (tag < 0x90) return { kind: 'map', size: tag & 0x0f };
  if (tag < 0xa0) return { kind: 'array', size: tag & 0x0f };
  if (tag < 0xc0) return { kind: 'text', value: reader.text(tag & 0x1f) };
  if (tag >= 0xe0) return { kind: 'integer', value: tag - 0x100 };
  return readTagged(reader, tag);
}

function readTagged(reader: ByteReader, tag: number): Token {
  switch (tag) {
    case NIL:
      return { kind: 'nil' };
    case 0xc2:
    case 0xc3:
      return { kind: 'bool', value: tag === 0xc3 };
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return { kind: 'binary', value: reader.raw(readSize(reader, tag - 0xc4)) };
    case 0xd9:
    case 0xda:
    case 0xdb:
      return { kind: 'text', value: reader.text(readSize(reader, tag - 0xd9)) };
    case 0xdc:
    case 0xdd:
      return { kind: 'array', size: readSize(reader, tag - 0xdc + 1) };
    case 0xde:
    case 0xdf:
      return { kind: 'map', size: readSize(reader, tag - 0xde + 1) };
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return readExtension(reader, readSize(reader, tag - 0xc7));
    default:
      return tag >= 0xd4 && tag <= 0xd8 ? readExtension(reader, 1 << (tag - 0xd4)) : readNumber(reader, tag);
  }
}

function readSize(reader: ByteReader, power: number): number {
  if (power === 0) return reader.byte();
  return power === 1 ? reader.uint16() : reader.uint32();
}

function readExtension(reader: ByteReader, size: number): Token {
  return { kind: 'extension', type: reader.int(1), body: reader.raw(size) };
}

function readNumber(reader: ByteReader, tag: number): Token {
  switch (tag) {
    case 0xca:
      return { kind: 'double', value: reader.float() };
    case 0xcb:
      return { kind: 'double', value: reader.double() };
    case 0xcc:
      return { kind: 'integer', value: reader.byte() };
    case 0xcd:
      return { kind: 'integer', value: reader.uint16() };
    case 0xce:
      return { kind: 'integer', value: reader.uint32() };
    case 0xcf:
      return { kind: 'integer', value: reader.uint64() };
    case 0xd0:
      return { kind: 'integer', value: reader.int(1) };
    case 0xd1:
      return { kind: 'integer', value: reader.int(2) };
    case 0xd2:
      return { kind: 'integer', value: reader.int(4) };
    case 0xd3:
      return { kind: 'integer', value: reader.int64() };
    default:
      throw new MalformedError(`0x${tag.toString(16)} begins nothing that a value may hold`);
  }
}
