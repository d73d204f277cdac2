/** Writes DER, the encoding of certificates: every element is a tag, a length and a content. */

export type Der = Uint8Array;

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export function element(tag: number, ...content: readonly Uint8Array[]): Der {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
}

function lengthOf(size: number): Buffer {
  if (size < 0x80) return Buffer.of(size);
  const digits = Buffer.from(
    size.toString(16).padStart(size < 0x100 ? 2 : size < 0x10000 ? 4 : 8, '0'),
    'hex',
  );
  return Buffer.concat([Buffer.of(0x80 | digits.length), digits]);
}

export const sequence = (...parts: readonly Der[]): Der => element(TAG.sequence, ...parts);
export const setOf = (...parts: readonly Der[]): Der => element(TAG.set, ...parts);
export const octets = (content: Uint8Array): Der => element(TAG.octets, content);
export const utf8 = (text: string): Der => element(TAG.utf8, Buffer.from(text));
export const truth: Der = element(TAG.boolean, Buffer.of(0xff));

/** A positive integer, most significant byte first. */
export const integer = (bytes: Uint8Array): Der =>
  element(TAG.integer, ...((bytes[0] ?? 0) < 0x80 ? [bytes] : [Buffer.of(0), bytes]));

export const bits = (content: Uint8Array, unused = 0): Der => element(TAG.bits, Buffer.of(unused), content);

/** An element with a number of its own instead of the tag of its type. */
export const tagged = (number: number, ...content: readonly Der[]): Der => element(0xa0 + number, ...content);

/** Whole seconds of UTC. */
export const time = (at: Date): Der =>
  element(TAG.generalizedTime, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`));

/** `1.2.840.10045.4.3.2` */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits per byte; all but the last have the eighth set. */
function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift(0x80 | (left & 0x7f));
  return digits;
}
