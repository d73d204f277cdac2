/** Tuples, objects and for-expressions. */

import { str } from '../values/value.ts';
import type { Node, ObjectItem } from './ast.ts';
import type { Lexer, Token } from './lexer.ts';
import { parseExpr } from './parser.ts';

export function parseTuple(lx: Lexer, depth: number): Node {
  const open = lx.next();
  return lx.withNewlines(false, () => {
    if (lx.isKeyword('for')) return parseFor(lx, open, ']', depth);
    const items: Node[] = [];
    while (!lx.isOp(']')) {
      items.push(parseExpr(lx, depth + 1));
      if (!lx.accept(',') && !lx.isOp(']')) {
        throw lx.error('Missing item separator', 'Expected a comma to mark the beginning of the next item.');
      }
    }
    const close = lx.next();
    return { kind: 'tuple', items, start: open.start, end: close.end };
  });
}

export function parseObject(lx: Lexer, depth: number): Node {
  const open = lx.next();
  // For-expressions ignore line feeds, object items are separated by them.
  const isFor = lx.withNewlines(false, () => lx.isKeyword('for'));
  if (isFor) return lx.withNewlines(false, () => parseFor(lx, open, '}', depth));
  return lx.withNewlines(true, () => {
    const items: ObjectItem[] = [];
    for (;;) {
      while (lx.peek().kind === 'newline') lx.next();
      if (lx.isOp('}')) break;
      items.push(parseItem(lx, depth));
      if (lx.isOp('}')) break;
      if (lx.peek().kind !== 'newline' && !lx.accept(',')) {
        throw lx.error(
          'Missing attribute separator',
          'Expected a newline or comma to mark the beginning of the next attribute.',
        );
      }
    }
    const close = lx.next();
    return { kind: 'object', items, start: open.start, end: close.end };
  });
}

function parseItem(lx: Lexer, depth: number): ObjectItem {
  const key = asKey(parseExpr(lx, depth + 1));
  if (!lx.accept('=') && !lx.accept(':')) {
    const at = lx.peek();
    if (at.kind === 'eof') {
      throw lx.error(
        'Unclosed object',
        'There is no closing brace for this object before the end of the text.',
      );
    }
    throw lx.error(
      'Missing attribute value',
      'Expected an attribute value, introduced by an equals sign ("=").',
    );
  }
  return { key, value: parseExpr(lx, depth + 1) };
}

/**
 * A bare name is the key itself; to use the value of a reference one writes `(name)`. A bare `a.b` has no value, but
 * some blocks read it as it is written.
 */
function asKey(key: Node): Node {
  if (key.kind === 'traversal' && key.steps.length === 0)
    return { kind: 'literal', value: str(key.root), start: key.start, end: key.end };
  if (key.kind === 'literal' && key.value.isNull) return { ...key, value: str('null') };
  return key;
}

/** The clause after `for`: `k, v in collection`, also used by the template directive. */
export function parseForIntro(
  lx: Lexer,
  depth: number,
): { keyVar: string | undefined; valueVar: string; collection: Node } {
  const first = forName(lx);
  const second = lx.accept(',') ? forName(lx) : undefined;
  if (!lx.isKeyword('in')) {
    throw lx.error(
      "Invalid 'for' expression",
      "For expression requires the 'in' keyword after its name declarations.",
    );
  }
  lx.next();
  const collection = parseExpr(lx, depth + 1);
  return second === undefined
    ? { keyVar: undefined, valueVar: first, collection }
    : { keyVar: first, valueVar: second, collection };
}

function forName(lx: Lexer): string {
  const token = lx.next();
  if (token.kind !== 'ident') {
    throw lx.error("Invalid 'for' expression", "For expression requires variable name after 'for'.", token);
  }
  return token.text;
}

function parseFor(lx: Lexer, open: Token, closer: ']' | '}', depth: number): Node {
  lx.next();
  const intro = parseForIntro(lx, depth);
  lx.expect(':', "Invalid 'for' expression", "For expression requires a colon after the 'in' clause.");
  let key: Node | undefined;
  let value = parseExpr(lx, depth + 1);
  if (lx.accept('=>')) {
    key = value;
    value = parseExpr(lx, depth + 1);
  }
  const group = lx.accept('...');
  let condition: Node | undefined;
  if (lx.isKeyword('if')) {
    lx.next();
    condition = parseExpr(lx, depth + 1);
  }
  const close = lx.expect(
    closer,
    "Invalid 'for' expression",
    `Expected ${closer} at the end of the for expression.`,
  );
  const span = { start: open.start, end: close.end };
  checkForm(lx, closer, key, group, span);
  return { kind: 'for', ...intro, key, value, condition, group, ...span };
}

function checkForm(
  lx: Lexer,
  closer: ']' | '}',
  key: Node | undefined,
  group: boolean,
  span: { start: number; end: number },
): void {
  if (closer === '}' && key === undefined) {
    throw lx.error("Invalid 'for' expression", 'Key expression is required when building an object.', span);
  }
  if (closer === ']' && key !== undefined) {
    throw lx.error("Invalid 'for' expression", 'Key expression is not valid when building a tuple.', span);
  }
  if (closer === ']' && group) {
    throw lx.error(
      "Invalid 'for' expression",
      'Grouping ellipsis (...) cannot be used when building a tuple.',
      span,
    );
  }
}
