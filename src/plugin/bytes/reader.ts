/** Reads a buffer from its beginning to its end; asking for more than there is throws. */

/** Bytes that are not what they should be. */
export class MalformedError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'MalformedError';
  }
}

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#take(1)] as number;
  }
  /** The next byte, which stays the next one. */
  peek(): number {
    const at = this.#take(1);
    this.#at = at;
    return this.#bytes[at] as number;
  }
  uint16(): number {
    return this.#bytes.readUInt16BE(this.#take(2));
  }
  uint32(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }
  int(size: 1 | 2 | 4): number {
    return this.#bytes.readIntBE(this.#take(size), size);
  }
  uint64(): bigint {
    return this.#bytes.readBigUInt64BE(this.#take(8));
  }
  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8));
  }
  float(): number {
    return this.#bytes.readFloatBE(this.#take(4));
  }
  double(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }
  raw(size: number): Buffer {
    const at = this.#take(size);
    return this.#bytes.subarray(at, at + size);
  }
  text(size: number): string {
    const at = this.#take(size);
    return this.#bytes.toString('utf8', at, at + size);
  }

  #take(size: number): number {
    const at = this.#at;
    if (size > this.#bytes.length - at) throw new MalformedError('the bytes end too early');
    this.#at = at + size;
    return at;
  }
}
