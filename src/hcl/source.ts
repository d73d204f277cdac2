/** Where a piece of the expression language was written. Offsets become lines and columns only when reported. */

import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';

/** Position of the first character of a text. */
export interface Origin {
  readonly file?: string;
  /** 1-based; absent when only the file is known. */
  readonly line?: number;
  readonly column?: number;
  /**
   * The text is the content of a JSON string, where a line feed is written `\n` and does not begin a new line. Lines
   * then stay at `line`, and columns count from `column`.
   */
  readonly json?: boolean;
}

/** Half-open range of UTF-16 offsets into the text of the enclosing source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Source {
  readonly text: string;
  #origin: Origin | (() => Origin);

  /** Finding a position in JSON costs a scan, so it may be given as a function that is only called for messages. */
  constructor(text: string, origin: Origin | (() => Origin) = {}) {
    this.text = text;
    this.#origin = origin;
  }

  get origin(): Origin {
    if (typeof this.#origin === 'function') this.#origin = this.#origin();
    return this.#origin;
  }

  position(offset: number): { file?: string; line?: number; column?: number } {
    const { file, line = this.origin.file === undefined ? 1 : undefined, column = 1, json } = this.origin;
    const at = file === undefined ? {} : { file };
    if (line === undefined) return at;
    if (json) return { ...at, line, column: column + offset };
    const before = this.text.slice(0, offset);
    const lastBreak = before.lastIndexOf('\n');
    if (lastBreak < 0) return { ...at, line, column: column + offset };
    const breaks = before.split('\n').length - 1;
    return { ...at, line: line + breaks, column: offset - lastBreak };
  }

  snippet(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  diagnostic(code: string, summary: string, detail: string, span: Span): Diagnostic {
    return errorDiagnostic(code, summary, detail, this.position(span.start));
  }

  error(code: string, summary: string, detail: string, span: Span): DiagnosticError {
    return new DiagnosticError(this.diagnostic(code, summary, detail, span));
  }
}
