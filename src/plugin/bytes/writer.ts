/** A buffer that grows while it is written. */

const START = 256;

export class ByteWriter {
  #bytes = Buffer.allocUnsafe(START);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    // In two steps: making room may replace the buffer.
    const at = this.#room(1);
    this.#bytes[at] = value;
  }
  uint16(value: number): void {
    this.#at(2, (at) => this.#bytes.writeUInt16BE(value, at));
  }
  uint32(value: number): void {
    this.#at(4, (at) => this.#bytes.writeUInt32BE(value, at));
  }
  int64(value: bigint): void {
    this.#at(8, (at) => this.#bytes.writeBigInt64BE(value, at));
  }
  double(value: number): void {
    this.#at(8, (at) => this.#bytes.writeDoubleBE(value, at));
  }
  raw(bytes: Uint8Array): void {
    this.#at(bytes.length, (at) => this.#bytes.set(bytes, at));
  }

  /** What has been written. The writer must not be used any more. */
  take(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #at(size: number, write: (at: number) => void): void {
    write(this.#room(size));
  }

  #room(size: number): number {
    const at = this.#length;
    const end = at + size;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    this.#length = end;
    return at;
  }
}
