/**
 * Reads the characters of templates: quoted strings, heredocs and bare templates (files and JSON strings). Literal text
 * is cut into the same pieces as Terraform's scanner cuts it, because a strip marker `~` trims only the adjacent piece.
 */

import type { Lexer } from './lexer.ts';

export type TemplateMode = 'quoted' | 'heredoc' | 'bare';

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'open';
      readonly control: boolean;
      readonly strip: boolean;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'close'; readonly start: number; readonly end: number };

/** The piece at the lexer's position; moves behind it. A heredoc's marker has been dealt with by the caller. */
export function nextPiece(lx: Lexer, mode: TemplateMode, end: number): Piece {
  const { text, pos: start } = lx;
  if (start >= end) return { kind: 'close', start, end: start };
  const c = text[start];
  if (mode === 'quoted' && c === '"') return moved(lx, { kind: 'close', start, end: start + 1 });
  if ((c === '$' || c === '%') && text[start + 1] === '{') {
    const strip = text[start + 2] === '~';
    return moved(lx, { kind: 'open', control: c === '%', strip, start, end: start + (strip ? 3 : 2) });
  }
  if (c === '$' || c === '%') {
    // `$${` stands for `${`; a lone `$` for itself.
    const escaped = text[start + 1] === c && text[start + 2] === '{';
    return moved(lx, {
      kind: 'text',
      text: escaped ? `${c}{` : c,
      start,
      end: start + (escaped ? 3 : 1),
    });
  }
  return mode === 'quoted' ? quotedText(lx, end) : plainText(lx, end);
}

function moved<P extends Piece>(lx: Lexer, piece: P): P {
  lx.jump(piece.end);
  return piece;
}

function plainText(lx: Lexer, end: number): Piece {
  const { text, pos: start } = lx;
  let i = start;
  while (i < end) {
    const c = text[i++];
    if (c === '\n') break;
    if (i < end && (text[i] === '$' || text[i] === '%')) break;
  }
  return moved(lx, { kind: 'text', text: text.slice(start, i), start, end: i });
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function quotedText(lx: Lexer, end: number): Piece {
  const { text, pos: start } = lx;
  let out = '';
  let i = start;
  while (i < end) {
    const c = text[i] as string;
    if (c === '"' || c === '$' || c === '%') break;
    if (c === '\n' || c === '\r') {
      throw lx.error(
        'Invalid multi-line string',
        'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
        { start: i, end: i + 1 },
      );
    }
    if (c !== '\\') {
      out += c;
      i++;
      continue;
    }
    const [char, length] = escapeAt(lx, i);
    out += char;
    i += length;
  }
  return moved(lx, { kind: 'text', text: out, start, end: i });
}

function escapeAt(lx: Lexer, at: number): [string, number] {
  const c = lx.text[at + 1] ?? '';
  const simple = ESCAPES[c];
  if (simple !== undefined) return [simple, 2];
  const digits = c === 'u' ? 4 : c === 'U' ? 8 : 0;
  const hex = lx.text.slice(at + 2, at + 2 + digits);
  if (digits === 0 || !/^[0-9A-Fa-f]+$/.test(hex) || hex.length < digits) {
    throw lx.error('Invalid escape sequence', `The symbol "\\${c}" is not a valid escape sequence.`, {
      start: at,
      end: at + 2,
    });
  }
  const point = Number.parseInt(hex, 16);
  return [point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point), 2 + digits];
}

/** Where a heredoc's content ends and where its closing marker ends. */
export function findHeredocEnd(
  lx: Lexer,
  marker: string,
  from: number,
): { content: number; end: number } | undefined {
  let line = from;
  for (;;) {
    const feed = lx.text.indexOf('\n', line);
    const stop = feed < 0 ? lx.text.length : feed;
    if (lx.text.slice(line, stop).trim() === marker) {
      return { content: line, end: lx.text[stop - 1] === '\r' ? stop - 1 : stop };
    }
    if (feed < 0) return undefined;
    line = feed + 1;
  }
}

/** Removes the indentation that all lines share (`<<-`); lines of white space only do not count. */
export function dedent(pieces: { kind: string; text?: string }[]): void {
  let newline = true;
  let least = Infinity;
  const adjust: { text?: string }[] = [];
  for (const piece of pieces) {
    const text = piece.kind === 'text' ? (piece.text ?? '') : undefined;
    if (newline) {
      newline = false;
      const spaces = text === undefined ? 0 : indentation(text);
      if (text !== undefined && spaces !== Infinity) adjust.push(piece);
      least = Math.min(least, spaces);
    }
    if (text?.endsWith('\n')) newline = true;
  }
  if (least === Infinity) return;
  for (const piece of adjust) piece.text = (piece.text ?? '').slice(least);
}

function indentation(text: string): number {
  const trimmed = text.trimStart();
  if (trimmed === '' && text.endsWith('\n')) return Infinity;
  return text.length - trimmed.length;
}
