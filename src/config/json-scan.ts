/** Walks over the members of objects in valid JSON text, which says where each of them stands. */

import type { JsonPath } from './place.ts';

/** Offsets of a member's key and of its value. */
export interface Member {
  readonly key: number;
  readonly value: number;
}

/** `parent` is the same object for members of the same JSON object. Arrays are entered only for unlimited depth. */
type Visit = (path: JsonPath, member: Member, parent: object) => void;

export function scanMembers(text: string, maxDepth: number, visit: Visit): void {
  new Scanner(text, maxDepth, visit).value([]);
}

class Scanner {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #visit: Visit;
  #at = 0;

  constructor(text: string, maxDepth: number, visit: Visit) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#visit = visit;
  }

  value(path: JsonPath): void {
    this.#space();
    const first = this.#text[this.#at];
    const deep = this.#maxDepth === Number.POSITIVE_INFINITY;
    if (first === '{' && path.length < this.#maxDepth) this.#object(path);
    else if (first === '[' && deep) this.#array(path);
    else this.#skip();
  }

  #object(path: JsonPath): void {
    const parent = {};
    this.#at++;
    this.#space();
    while (this.#text[this.#at] === '"') {
      const key = this.#at;
      this.#string();
      const name = JSON.parse(this.#text.slice(key, this.#at)) as string;
      this.#space();
      this.#at++;
      this.#space();
      const inner = [...path, name];
      this.#visit(inner, { key, value: this.#at }, parent);
      this.value(inner);
      this.#comma();
    }
    this.#at++;
  }

  #array(path: JsonPath): void {
    this.#at++;
    this.#space();
    for (let i = 0; this.#text[this.#at] !== ']' && this.#at < this.#text.length; i++) {
      this.value([...path, i]);
      this.#comma();
    }
    this.#at++;
  }

  #comma(): void {
    this.#space();
    if (this.#text[this.#at] === ',') this.#at++;
    this.#space();
  }

  #space(): void {
    while (this.#text.charCodeAt(this.#at) <= 0x20) this.#at++;
  }

  #string(): void {
    this.#at++;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
  }

  #skip(): void {
    const text = this.#text;
    let depth = 0;
    do {
      const c = text[this.#at];
      if (c === '"') this.#string();
      else {
        if (c === '{' || c === '[') depth++;
        else if (c === '}' || c === ']') depth--;
        this.#at++;
      }
      if (depth === 0 && this.#atEnd()) return;
    } while (this.#at < text.length);
  }

  #atEnd(): boolean {
    const c = this.#text[this.#at];
    return c === undefined || c === ',' || c === '}' || c === ']' || c.charCodeAt(0) <= 0x20;
  }
}
