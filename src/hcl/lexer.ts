/**
 * Tokens of expressions, produced on demand at the current offset. Template text is not tokenised here: when the parser
 * meets a quote or a heredoc it reads the characters itself and comes back, so no modes need to be kept in step.
 */

import type { Source, Span } from './source.ts';

export type TokenKind = 'ident' | 'number' | 'op' | 'quote' | 'heredoc' | 'newline' | 'eof' | 'invalid';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

const SPACE = /[ \t]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const NEWLINE = /\r?\n/y;
const IDENT = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?[\p{ID_Start}_][\p{ID_Continue}-]*\r?\n/uy;
const OPERATOR = /\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|~\}|[-+*/%=<>!?:.,()[\]{}&|~]/y;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  // Sticky patterns are shared: lastIndex is set before each use and means nothing afterwards.
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

export class Lexer {
  readonly source: Source;
  readonly text: string;
  /** Offset behind the last token that was read. */
  pos: number;
  /** End of the text to look at; a file holds many expressions. */
  readonly limit: number;
  #skipNewlines = true;
  #peeked: Token | undefined;

  constructor(source: Source, start = 0, limit = source.text.length) {
    this.source = source;
    this.text = limit === source.text.length ? source.text : source.text.slice(0, limit);
    this.pos = start;
    this.limit = limit;
  }

  peek(): Token {
    this.#peeked ??= this.#scan();
    return this.#peeked;
  }

  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    this.pos = token.end;
    return token;
  }

  /** Continues at `offset`, for text the parser has read by itself. */
  jump(offset: number): void {
    this.#peeked = undefined;
    this.pos = offset;
  }

  /** Line feeds mean nothing inside parentheses and brackets, and separate items inside braces. */
  withNewlines<R>(significant: boolean, body: () => R): R {
    const before = this.#skipNewlines;
    this.#skipNewlines = !significant;
    this.#peeked = undefined;
    try {
      return body();
    } finally {
      this.#skipNewlines = before;
      this.#peeked = undefined;
    }
  }

  isOp(text: string): boolean {
    const token = this.peek();
    return token.kind === 'op' && token.text === text;
  }

  isKeyword(text: string): boolean {
    const token = this.peek();
    return token.kind === 'ident' && token.text === text;
  }

  /** Reads the operator if it is next. */
  accept(text: string): boolean {
    if (!this.isOp(text)) return false;
    this.next();
    return true;
  }

  expect(text: string, summary: string, detail: string): Token {
    if (!this.isOp(text)) throw this.error(summary, detail);
    return this.next();
  }

  error(summary: string, detail: string, at: Span = this.peek()): Error {
    return this.source.error('ZTC-E-HCL-SYNTAX', summary, detail, at);
  }

  #scan(): Token {
    let at = this.pos;
    for (;;) {
      const skipped =
        matchAt(SPACE, this.text, at) ?? (this.#skipNewlines ? matchAt(NEWLINE, this.text, at) : undefined);
      if (skipped === undefined) break;
      at += skipped.length;
    }
    if (at >= this.limit) return { kind: 'eof', text: '', start: this.limit, end: this.limit };
    const token = (kind: TokenKind, text: string): Token => ({
      kind,
      text,
      start: at,
      end: at + text.length,
    });
    if (this.text[at] === '"') return token('quote', '"');
    const ident = matchAt(IDENT, this.text, at);
    if (ident !== undefined) return token('ident', ident);
    const number = matchAt(NUMBER, this.text, at);
    if (number !== undefined) return token('number', number);
    const heredoc = matchAt(HEREDOC, this.text, at);
    if (heredoc !== undefined) return token('heredoc', heredoc);
    const newline = matchAt(NEWLINE, this.text, at);
    if (newline !== undefined) return token('newline', newline);
    const op = matchAt(OPERATOR, this.text, at);
    return op === undefined ? token('invalid', this.text[at] as string) : token('op', op);
  }
}
