/** The structure of `*.tf` files: attributes and nested blocks. Expressions inside are parsed at once. */

import type { Expression, Node } from './ast.ts';
import { Lexer } from './lexer.ts';
import { parseExpr } from './parser.ts';
import { type Origin, Source, type Span } from './source.ts';

export interface Attribute extends Span {
  readonly name: string;
  readonly expression: Expression;
}

export interface Block extends Span {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly source: Source;
}

/** Throws `DiagnosticError` (`ZTC-E-HCL-SYNTAX`). */
export function parseBody(text: string, origin: Origin = {}): Body {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lx = new Lexer(new Source(clean, { line: 1, column: 1, ...origin }));
  return lx.withNewlines(true, () => readBody(lx, 'eof', 0));
}

function readBody(lx: Lexer, until: 'eof' | '}', depth: number): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    const token = lx.peek();
    if (token.kind === 'newline') {
      lx.next();
      continue;
    }
    if (until === 'eof' ? token.kind === 'eof' : lx.isOp('}')) break;
    if (token.kind !== 'ident') {
      throw lx.error(
        'Argument or block definition required',
        'An argument or block definition is required here.',
        token,
      );
    }
    lx.next();
    if (lx.isOp('=')) {
      const attribute = readAttribute(lx, token.text, token.start);
      if (attributes.has(token.text)) {
        throw lx.error(
          'Attribute redefined',
          `The argument ${JSON.stringify(token.text)} was already set. Each argument may be set only once.`,
          token,
        );
      }
      attributes.set(token.text, attribute);
    } else blocks.push(readBlock(lx, token.text, token.start, depth));
    endOfItem(lx);
  }
  return { attributes, blocks, source: lx.source };
}

function readAttribute(lx: Lexer, name: string, start: number): Attribute {
  lx.next();
  const root = parseExpr(lx, 0);
  // A source of its own over the same text: problems are told apart by the source that they stand in.
  const source = new Source(lx.source.text, lx.source.origin);
  return { name, expression: { root, source }, start, end: root.end };
}

function readBlock(lx: Lexer, type: string, start: number, depth: number): Block {
  if (depth > 100)
    throw lx.error('Blocks nested too deeply', 'Blocks may be nested at most 100 levels deep.');
  const labels: string[] = [];
  while (!lx.isOp('{')) labels.push(readLabel(lx));
  lx.next();
  const isOpen = lx.peek().kind === 'newline';
  const body = isOpen ? readBody(lx, '}', depth + 1) : readSingleLine(lx);
  return { type, labels, body, start, end: lx.next().end };
}

/** Behind an opening brace, on its line: nothing, or one argument. */
function readSingleLine(lx: Lexer): Body {
  const attributes = new Map<string, Attribute>();
  if (!lx.isOp('}')) {
    const name = lx.peek();
    if (name.kind !== 'ident') throw notSingle(lx);
    lx.next();
    if (!lx.isOp('=')) throw notSingle(lx);
    attributes.set(name.text, readAttribute(lx, name.text, name.start));
    if (!lx.isOp('}')) throw notSingle(lx);
  }
  return { attributes, blocks: [], source: lx.source };
}

const notSingle = (lx: Lexer): Error =>
  lx.error(
    'Invalid single-argument block definition',
    'A block on one line holds nothing but one argument, and its closing brace stands behind it. Write the block on several lines instead.',
  );

function readLabel(lx: Lexer): string {
  const token = lx.peek();
  if (token.kind === 'ident') return lx.next().text;
  if (token.kind === 'quote') {
    const node: Node = parseExpr(lx, 0);
    if (node.kind === 'literal' && typeof node.value.raw === 'string') return node.value.raw;
    throw lx.error(
      'Invalid string literal',
      'Template sequences are not allowed in this string. To include a literal "$", double it (as "$$") to escape it.',
      node,
    );
  }
  throw lx.error(
    'Invalid block definition',
    'Either a quoted string block label or an opening brace ("{") is expected here.',
  );
}

/** One item per line. */
function endOfItem(lx: Lexer): void {
  const token = lx.peek();
  if (token.kind === 'newline' || token.kind === 'eof') return;
  throw lx.error('Missing newline after argument', 'An argument definition must end with a newline.', token);
}
