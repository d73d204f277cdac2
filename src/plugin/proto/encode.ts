/** Writes messages in the wire format of protocol buffers. */

import { ByteWriter } from '../bytes/writer.ts';
import type { Message, NamedField } from './message.ts';
import { LENGTH_DELIMITED, VARINT } from './wire-types.ts';

/** Fields in the order of the table. A scalar that is given is written, although it may be the default. */
export function encodeMessage<D>(message: Message<D>, data: D): Buffer {
  const writer = new ByteWriter();
  const given = data as Readonly<Record<string, unknown>>;
  for (const field of message.fields) {
    const value = given[field.name];
    if (value !== undefined) writeField(writer, field, value);
  }
  return writer.take();
}

function writeField(writer: ByteWriter, field: NamedField, value: unknown): void {
  if (field.many === 'list') for (const item of value as readonly unknown[]) writeOne(writer, field, item);
  else if (field.many === 'map') {
    const of = field.of as () => Message<unknown>;
    for (const [key, item] of value as ReadonlyMap<string, unknown>)
      writeChunk(writer, field.number, entryOf(key, encodeMessage(of(), item)));
  } else writeOne(writer, field, value);
}

/** Maps are lists of messages with a key (1) and a value (2). */
function entryOf(key: string, value: Uint8Array): Buffer {
  const writer = new ByteWriter();
  writeChunk(writer, 1, Buffer.from(key));
  writeChunk(writer, 2, value);
  return writer.take();
}

function writeOne(writer: ByteWriter, field: NamedField, value: unknown): void {
  const { kind, number } = field;
  if (kind === 'string') writeChunk(writer, number, Buffer.from(value as string));
  else if (kind === 'bytes') writeChunk(writer, number, value as Uint8Array);
  else if (kind === 'message')
    writeChunk(writer, number, encodeMessage((field.of as () => Message<unknown>)(), value));
  else {
    varint(writer, number * 8 + VARINT);
    varint(writer, Number(value));
  }
}

function writeChunk(writer: ByteWriter, number: number, bytes: Uint8Array): void {
  varint(writer, number * 8 + LENGTH_DELIMITED);
  varint(writer, bytes.length);
  writer.raw(bytes);
}

/** Negative numbers as the 64 bits of their two's complement. */
function varint(writer: ByteWriter, value: number): void {
  if (value < 0) {
    longVarint(writer, BigInt.asUintN(64, BigInt(value)));
    return;
  }
  let rest = value;
  while (rest > 0x7f) {
    writer.byte((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  writer.byte(rest);
}

function longVarint(writer: ByteWriter, value: bigint): void {
  let rest = value;
  while (rest > 0x7fn) {
    writer.byte(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  writer.byte(Number(rest));
}
