/** `yamlencode`: block style, strings always quoted or literal, long quoted ones folded at 80 columns. */

import { formatNum, type Num } from '../../values/num.ts';
import { sortedEntries } from '../../values/path.ts';
import type { Value } from '../../values/value.ts';
import { escapeYaml, isLiteralText, literalHeader } from './yaml-text.ts';

const WIDTH = 80;
const STEP = 2;
/** In bytes; longer keys are written behind a question mark. */
const LONGEST_SIMPLE_KEY = 128;

/** A scalar alone that is not quoted is followed by the mark of the document's end. */
export function yamlText(v: Value): string {
  const writer = new YamlWriter();
  writer.node(v, 0, true);
  const isPlain = v.isNull || (typeof v.raw !== 'string' && !isNonEmpty(v) && !isEmpty(v));
  return `${writer.finished()}${isPlain ? '...\n' : ''}`;
}

const size = (v: Value): number | undefined =>
  v.raw instanceof Map ? v.raw.size : Array.isArray(v.raw) ? v.raw.length : undefined;
const isEmpty = (v: Value): boolean => size(v) === 0;
const isNonEmpty = (v: Value): boolean => (size(v) ?? 0) > 0;

class YamlWriter {
  #text = '';
  #column = 0;

  finished(): string {
    return this.#column > 0 ? `${this.#text}\n` : this.#text;
  }

  /** `inline`: the first item of a collection goes on the current line. */
  node(v: Value, indent: number, inline: boolean): void {
    if (!isNonEmpty(v)) this.#scalar(v, indent === 0 ? STEP : indent);
    else if (v.raw instanceof Map) this.#mapping(v, indent, inline);
    else this.#sequence(v.raw as readonly Value[], indent, inline);
  }

  #mapping(v: Value, indent: number, inline: boolean): void {
    sortedEntries(v).forEach(([key, value], i) => {
      if (i > 0 || !inline) this.#newLine(indent);
      if (isSimpleKey(key)) this.#simpleEntry(key, value, indent);
      else this.#complexEntry(key, value, indent);
    });
  }

  #simpleEntry(key: string, value: Value, indent: number): void {
    this.#put(`"${[...key].map((c) => escapeYaml(c, key)).join('')}":`);
    if (!isNonEmpty(value)) {
      this.#put(' ');
      this.#scalar(value, indent + STEP);
    }
    // Sequences inside mappings stand at the mapping's own indentation.
    else this.node(value, Array.isArray(value.raw) ? indent : indent + STEP, false);
  }

  #complexEntry(key: string, value: Value, indent: number): void {
    this.#put('? ');
    this.#string(key, indent + STEP);
    this.#newLine(indent);
    this.#put(': ');
    this.node(value, indent + STEP, true);
  }

  #sequence(items: readonly Value[], indent: number, inline: boolean): void {
    items.forEach((item, i) => {
      if (i > 0 || !inline) this.#newLine(indent);
      this.#put('- ');
      this.node(item, indent + STEP, true);
    });
  }

  #scalar(v: Value, indent: number): void {
    const { raw } = v;
    if (v.isNull) this.#put('null');
    else if (typeof raw === 'string') this.#string(raw, indent);
    else if (typeof raw === 'boolean') this.#put(String(raw));
    else if (raw instanceof Map) this.#put('{}');
    else this.#put(Array.isArray(raw) ? '[]' : formatNum(raw as Num));
  }

  #string(text: string, indent: number): void {
    if (text.includes('\n') && isLiteralText(text)) this.#literal(text, indent);
    else this.#quoted(text, indent);
  }

  #literal(text: string, indent: number): void {
    this.#put(literalHeader(text, STEP));
    this.#break('\n');
    for (const piece of text.match(/[\n\u2028\u2029]|[^\n\u2028\u2029]+/g) ?? []) {
      if (/^[\n\u2028\u2029]/.test(piece)) this.#break(piece);
      else {
        if (this.#column === 0) this.#put(' '.repeat(indent));
        this.#put(piece);
      }
    }
  }

  /** A line that is too long is broken at its next space, which the break then stands for. */
  #quoted(text: string, indent: number): void {
    this.#put('"');
    const chars = [...text];
    let afterSpace = false;
    chars.forEach((c, i) => {
      const foldable = c === ' ' && !afterSpace && this.#column > WIDTH && i > 0 && i < chars.length - 1;
      if (foldable) {
        this.#newLine(indent);
        if (chars[i + 1] === ' ') this.#put('\\');
      } else this.#put(escapeYaml(c, text));
      afterSpace = c === ' ';
    });
    this.#put('"');
  }

  #newLine(indent: number): void {
    if (this.#column > 0) this.#break('\n');
    this.#put(' '.repeat(indent));
  }

  #put(text: string): void {
    this.#text += text;
    for (const _char of text) this.#column++;
  }

  #break(text: string): void {
    this.#text += text;
    this.#column = 0;
  }
}

const isSimpleKey = (key: string): boolean =>
  !/[\r\n\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= LONGEST_SIMPLE_KEY;
