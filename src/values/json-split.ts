/** Long lists in JSON files, taken apart before they are parsed: a part at a time is text, and files may be longer than any text. */

export interface SplitJson {
  /** The document with the list empty. */
  readonly rest: string;
  /** The elements as they stand in the file. */
  readonly elements: Iterable<string>;
}

/**
 * Takes the elements of the list `name` out of the object that the file holds. Undefined when there is no such list or the
 * text is not what it should be; parsing all of it tells then what is wrong. The parts are not checked: parse them.
 */
export function splitJson(bytes: Uint8Array, name: string): SplitJson | undefined {
  const list = new Scanner(bytes).list(new TextEncoder().encode(JSON.stringify(name)));
  if (!list) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { from, to, bounds } = list;
  return {
    rest: text.toString('utf8', 0, from) + text.toString('utf8', to),
    elements: bounds.values().map(([begin, end]) => text.toString('utf8', begin, end)),
  };
}

/** Behind the bracket that opens it, the bracket that closes it, and where its elements are. */
interface List {
  readonly from: number;
  readonly to: number;
  readonly bounds: readonly (readonly [number, number])[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BYTE_ORDER_MARK = 0xef;

class Scanner {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    if (bytes[0] === BYTE_ORDER_MARK) this.#at = 3;
  }

  list(key: Uint8Array): List | undefined {
    let found: List | undefined;
    if (!this.#takes(OPEN_OBJECT)) return undefined;
    do {
      this.#space();
      const from = this.#at;
      this.#value();
      const isKey = this.#equals(key, from);
      if (!this.#takes(COLON)) return undefined;
      this.#space();
      // Of two members with one name the last one counts; that is left to the parser.
      if (isKey && found) return undefined;
      if (isKey) found = this.#elements();
      else this.#value();
      if (isKey && !found) return undefined;
    } while (this.#takes(COMMA));
    return found;
  }

  #elements(): List | undefined {
    if (!this.#takes(OPEN_LIST)) return undefined;
    const from = this.#at;
    const bounds: [number, number][] = [];
    if (this.#isNext(CLOSE_LIST)) return undefined;
    do {
      this.#space();
      const begin = this.#at;
      this.#value();
      if (this.#at === begin) return undefined;
      bounds.push([begin, this.#at]);
    } while (this.#takes(COMMA));
    return this.#isNext(CLOSE_LIST) ? { from, to: this.#at++, bounds } : undefined;
  }

  /** Stays where it is when no value begins here. */
  #value(): void {
    const bytes = this.#bytes;
    const first = bytes[this.#at];
    if (first === QUOTE) this.#string();
    else if (first === OPEN_OBJECT || first === OPEN_LIST) this.#nested();
    else while (this.#at < bytes.length && !isDelimiter(bytes[this.#at] as number)) this.#at++;
  }

  #nested(): void {
    const bytes = this.#bytes;
    let depth = 0;
    while (this.#at < bytes.length) {
      const byte = bytes[this.#at];
      if (byte === QUOTE) {
        this.#string();
        continue;
      }
      this.#at++;
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) return;
    }
  }

  #string(): void {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
    this.#at = at + 1;
  }

  #takes(byte: number): boolean {
    const takes = this.#isNext(byte);
    if (takes) this.#at++;
    return takes;
  }

  #isNext(byte: number): boolean {
    this.#space();
    return this.#bytes[this.#at] === byte;
  }

  #space(): void {
    while (isSpace(this.#bytes[this.#at])) this.#at++;
  }

  #equals(expected: Uint8Array, from: number): boolean {
    return this.#at - from === expected.length && expected.every((byte, i) => this.#bytes[from + i] === byte);
  }
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const isDelimiter = (byte: number): boolean =>
  byte === COMMA || byte === COLON || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isSpace(byte);
