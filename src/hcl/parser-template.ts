/** Templates: text with interpolations and `%{if}` / `%{for}` directives. */

import { str } from '../values/value.ts';
import type { Node } from './ast.ts';
import type { Lexer } from './lexer.ts';
import { parseExpr } from './parser.ts';
import { parseForIntro } from './parser-collections.ts';
import type { Span } from './source.ts';
import { dedent, findHeredocEnd, nextPiece, type TemplateMode } from './template-scan.ts';

interface ForIntro {
  readonly keyVar: string | undefined;
  readonly valueVar: string;
  readonly collection: Node;
}

/** What a template is made of before directives are paired. */
type Part = Span &
  (
    | { kind: 'text'; text: string }
    | { kind: 'interp'; node: Node }
    | { kind: 'if'; test: Node }
    | { kind: 'for'; intro: ForIntro }
    | { kind: 'else' }
    | { kind: 'endif' }
    | { kind: 'endfor' }
  );

export function parseQuoted(lx: Lexer, depth: number): Node {
  const open = lx.next();
  const parts = readParts(lx, 'quoted', lx.limit, depth);
  return build(lx, parts, open.start, lx.pos);
}

export function parseHeredoc(lx: Lexer, depth: number): Node {
  const open = lx.next();
  const flush = open.text[2] === '-';
  const marker = open.text.slice(flush ? 3 : 2).trim();
  const parts = readParts(lx, 'heredoc', lx.limit, depth, marker);
  const found = findHeredocEnd(lx, marker, lx.pos);
  if (found?.content !== lx.pos) {
    throw lx.error(
      'Unterminated template string',
      `No closing marker "${marker}" was found for the heredoc.`,
      open,
    );
  }
  lx.jump(found.end);
  if (flush) dedent(parts);
  return build(lx, parts, open.start, found.end);
}

export function parseBare(lx: Lexer): Node {
  const start = lx.pos;
  return build(lx, readParts(lx, 'bare', lx.limit, 0), start, lx.limit);
}

/** With `marker` reading stops at the line that holds only the marker; lines inside interpolations do not count. */
function readParts(lx: Lexer, mode: TemplateMode, end: number, depth: number, marker?: string): Part[] {
  const parts: Part[] = [];
  let trimNext = false;
  let lineStart = true;
  for (;;) {
    if (marker !== undefined && lineStart && isMarkerLine(lx, marker)) return parts;
    const piece = nextPiece(lx, mode, end);
    if (piece.kind === 'close') {
      if (mode === 'quoted' && piece.start === piece.end) {
        throw lx.error('Unterminated template string', 'No closing marker was found for the string.', piece);
      }
      if (marker !== undefined)
        throw lx.error(
          'Unterminated template string',
          `No closing marker "${marker}" was found for the heredoc.`,
          piece,
        );
      return parts;
    }
    if (piece.kind === 'text') {
      parts.push({ ...piece, text: trimNext ? piece.text.trimStart() : piece.text });
      lineStart = piece.text.endsWith('\n');
      trimNext = false;
      continue;
    }
    lineStart = false;
    if (piece.strip) trimEnd(parts);
    const open = { start: piece.start, end: piece.end };
    const part = lx.withNewlines(false, () =>
      piece.control ? readControl(lx, open, depth) : readInterp(lx, open, depth),
    );
    trimNext = lx.text[lx.pos - 2] === '~';
    parts.push(part);
  }
}

function isMarkerLine(lx: Lexer, marker: string): boolean {
  const feed = lx.text.indexOf('\n', lx.pos);
  return lx.text.slice(lx.pos, feed < 0 ? undefined : feed).trim() === marker;
}

function trimEnd(parts: Part[]): void {
  const last = parts.at(-1);
  if (last?.kind === 'text') last.text = last.text.trimEnd();
}

function readInterp(lx: Lexer, open: Span, depth: number): Part {
  const node = parseExpr(lx, depth + 1);
  closeSequence(lx, open);
  return { kind: 'interp', node, start: open.start, end: lx.pos };
}

function closeSequence(lx: Lexer, open: Span): void {
  const token = lx.peek();
  if (lx.isOp('}') || lx.isOp('~}')) {
    lx.next();
    return;
  }
  if (token.kind === 'eof' || token.kind === 'quote') {
    throw lx.error(
      'Unclosed template interpolation sequence',
      'There is no closing brace for this interpolation sequence before the end of the template. This might be caused by incorrect nesting inside the given expression.',
      open,
    );
  }
  throw lx.error(
    'Extra characters after interpolation expression',
    'Expected a closing brace to end the interpolation expression, but found extra characters. If this is a sequence for another language, escape it by starting with "$${" instead of just "${".',
  );
}

function readControl(lx: Lexer, open: Span, depth: number): Part {
  const keyword = lx.next();
  const part = readDirective(lx, keyword.kind === 'ident' ? keyword.text : '', open, depth);
  if (part === undefined) {
    throw lx.error(
      'Invalid template control keyword',
      `"${keyword.text}" is not a valid template control keyword.`,
      keyword,
    );
  }
  closeSequence(lx, open);
  return part;
}

function readDirective(lx: Lexer, keyword: string, open: Span, depth: number): Part | undefined {
  switch (keyword) {
    case 'if':
      return { kind: 'if', test: parseExpr(lx, depth + 1), ...open };
    case 'for':
      return { kind: 'for', intro: parseForIntro(lx, depth), ...open };
    case 'else':
    case 'endif':
    case 'endfor':
      return { kind: keyword, ...open };
    default:
      return undefined;
  }
}

function build(lx: Lexer, parts: readonly Part[], start: number, end: number): Node {
  const merged = mergeText(parts);
  const [only] = merged;
  if (merged.length === 1 && only?.kind === 'interp') return { kind: 'wrap', inner: only.node, start, end };
  const cursor = { at: 0 };
  const { nodes, stop } = sequence(lx, merged, cursor, 0);
  if (stop !== undefined) throw unbalanced(lx, stop);
  return template(nodes, start, end);
}

function template(nodes: readonly Node[], start: number, end: number): Node {
  const [only] = nodes;
  if (only === undefined) return { kind: 'literal', value: str(''), start, end };
  if (nodes.length === 1 && only.kind === 'literal' && typeof only.value.raw === 'string')
    return { ...only, start, end };
  return { kind: 'template', parts: nodes, start, end };
}

function mergeText(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = {
        kind: 'text',
        text: last.text + part.text,
        start: last.start,
        end: part.end,
      };
    } else merged.push(part);
  }
  return merged;
}

/** Nodes up to the end or to a closing directive, which is left for the caller. */
function sequence(
  lx: Lexer,
  parts: readonly Part[],
  cursor: { at: number },
  depth: number,
): { nodes: Node[]; stop: Part | undefined } {
  const nodes: Node[] = [];
  for (;;) {
    const part = parts[cursor.at];
    if (part === undefined) return { nodes, stop: undefined };
    if (part.kind === 'else' || part.kind === 'endif' || part.kind === 'endfor') return { nodes, stop: part };
    if (depth > 200) throw lx.error('Template too deep', 'Template directives are nested too deeply.', part);
    cursor.at++;
    const { start, end } = part;
    if (part.kind === 'text') nodes.push({ kind: 'literal', value: str(part.text), start, end });
    else if (part.kind === 'interp') nodes.push(part.node);
    else if (part.kind === 'if') nodes.push(ifDirective(lx, parts, cursor, part, depth));
    else nodes.push(forDirective(lx, parts, cursor, part, depth));
  }
}

function ifDirective(
  lx: Lexer,
  parts: readonly Part[],
  cursor: { at: number },
  open: Part & { kind: 'if' },
  depth: number,
): Node {
  const yes = sequence(lx, parts, cursor, depth + 1);
  let no: { nodes: Node[]; stop: Part | undefined } = { nodes: [], stop: yes.stop };
  if (yes.stop?.kind === 'else') {
    cursor.at++;
    no = sequence(lx, parts, cursor, depth + 1);
  }
  if (no.stop?.kind !== 'endif') throw missing(lx, open, no.stop, 'if', 'endif');
  cursor.at++;
  const { start } = open;
  const { end } = no.stop;
  return {
    kind: 'conditional',
    test: open.test,
    yes: template(yes.nodes, start, end),
    no: template(no.nodes, start, end),
    start,
    end,
  };
}

function forDirective(
  lx: Lexer,
  parts: readonly Part[],
  cursor: { at: number },
  open: Part & { kind: 'for' },
  depth: number,
): Node {
  const body = sequence(lx, parts, cursor, depth + 1);
  if (body.stop?.kind !== 'endfor') throw missing(lx, open, body.stop, 'for', 'endfor');
  cursor.at++;
  const span = { start: open.start, end: body.stop.end };
  const value = template(body.nodes, open.start, body.stop.end);
  const loop: Node = {
    kind: 'for',
    ...open.intro,
    key: undefined,
    value,
    condition: undefined,
    group: false,
    ...span,
  };
  return { kind: 'join', inner: loop, ...span };
}

function missing(lx: Lexer, open: Span, stop: Part | undefined, what: string, closer: string): Error {
  if (stop !== undefined) {
    return lx.error(
      `Unexpected ${stop.kind} directive`,
      `Expecting an ${closer} directive for the ${what} directive before it.`,
      stop,
    );
  }
  return lx.error(
    'Unexpected end of template',
    `The ${what} directive is missing its corresponding ${closer} directive.`,
    open,
  );
}

const unbalanced = (lx: Lexer, stop: Part): Error =>
  lx.error(
    `Unexpected ${stop.kind} directive`,
    'The control directives within this template are unbalanced.',
    stop,
  );
