/** Precedence-climbing parser for expressions. */

import { parseNum } from '../values/num.ts';
import { bool, nul, num, str } from '../values/value.ts';
import type { BinaryOp, Node, Step } from './ast.ts';
import type { Lexer, Token } from './lexer.ts';
import { parseObject, parseTuple } from './parser-collections.ts';
import { parseHeredoc, parseQuoted } from './parser-template.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Nesting beyond this is an attack or an accident; the recursion must end before the stack does. */
const MAX_DEPTH = 400;

export function parseExpr(lx: Lexer, depth: number): Node {
  if (depth > MAX_DEPTH) {
    throw lx.error('Expression too deep', `Expressions may be nested at most ${MAX_DEPTH} levels deep.`);
  }
  const test = parseBinary(lx, 1, depth + 1);
  if (!lx.accept('?')) return test;
  const yes = parseExpr(lx, depth + 1);
  lx.expect(
    ':',
    'Missing false expression in conditional',
    'The conditional operator (...?...:...) requires a false expression, delimited by a colon.',
  );
  const no = parseExpr(lx, depth + 1);
  return { kind: 'conditional', test, yes, no, start: test.start, end: no.end };
}

function parseBinary(lx: Lexer, minimum: number, depth: number): Node {
  let left = parseUnary(lx, depth);
  for (;;) {
    const token = lx.peek();
    const precedence = token.kind === 'op' ? PRECEDENCE[token.text] : undefined;
    if (precedence === undefined || precedence < minimum) return left;
    lx.next();
    const right = parseBinary(lx, precedence + 1, depth);
    left = { kind: 'binary', op: token.text as BinaryOp, left, right, start: left.start, end: right.end };
  }
}

function parseUnary(lx: Lexer, depth: number): Node {
  const token = lx.peek();
  if (token.kind === 'op' && (token.text === '-' || token.text === '!')) {
    if (depth > MAX_DEPTH) throw lx.error('Expression too deep', 'Too many unary operators.');
    lx.next();
    const operand = parseUnary(lx, depth + 1);
    return { kind: 'unary', op: token.text, operand, start: token.start, end: operand.end };
  }
  return parsePostfix(lx, parseTerm(lx, depth), depth);
}

function parseTerm(lx: Lexer, depth: number): Node {
  const token = lx.peek();
  switch (token.kind) {
    case 'quote':
      return parseQuoted(lx, depth);
    case 'heredoc':
      return parseHeredoc(lx, depth);
    case 'number': {
      lx.next();
      const value = parseNum(token.text);
      if (value === undefined)
        throw lx.error(
          'Invalid number literal',
          'Failed to recognize the value of this number literal.',
          token,
        );
      return { kind: 'literal', value: num(value), start: token.start, end: token.end };
    }
    case 'ident':
      return parseName(lx, depth);
    case 'op':
      if (token.text === '(') return parseParen(lx, depth);
      if (token.text === '[') return parseTuple(lx, depth);
      if (token.text === '{') return parseObject(lx, depth);
      break;
    default:
  }
  throw unexpected(lx, token);
}

function unexpected(lx: Lexer, token: Token): Error {
  if (token.kind === 'eof' || token.kind === 'newline') {
    return lx.error(
      'Missing expression',
      'Expected the start of an expression, but found the end of the text.',
    );
  }
  if (token.kind === 'invalid') {
    return lx.error('Invalid character', `The character ${JSON.stringify(token.text)} is not expected here.`);
  }
  return lx.error(
    'Invalid expression',
    'Expected the start of an expression, but found an invalid expression token.',
  );
}

function parseParen(lx: Lexer, depth: number): Node {
  const open = lx.next();
  const inner = lx.withNewlines(false, () => {
    const expr = parseExpr(lx, depth + 1);
    if (!lx.isOp(')')) {
      throw lx.error('Unbalanced parentheses', 'Expected a closing parenthesis to terminate the expression.');
    }
    lx.next();
    return expr;
  });
  return { kind: 'paren', inner, start: open.start, end: lx.pos };
}

function parseName(lx: Lexer, depth: number): Node {
  const first = lx.next();
  let name = first.text;
  while (lx.isOp('::')) {
    lx.next();
    const part = lx.next();
    if (part.kind !== 'ident') {
      throw lx.error(
        'Missing function name',
        'Function scope resolution symbol :: must be followed by a function name in this scope.',
        part,
      );
    }
    name += `::${part.text}`;
  }
  if (lx.isOp('(')) return parseCall(lx, name, first, depth);
  if (name !== first.text) {
    throw lx.error(
      'Missing open parenthesis',
      'Function scope resolution symbol :: must be followed by a function call.',
    );
  }
  const span = { start: first.start, end: first.end };
  if (name === 'true' || name === 'false') return { kind: 'literal', value: bool(name === 'true'), ...span };
  if (name === 'null') return { kind: 'literal', value: nul(), ...span };
  return { kind: 'traversal', root: name, steps: [], ...span };
}

function parseCall(lx: Lexer, name: string, first: Token, depth: number): Node {
  lx.next();
  const args: Node[] = [];
  const expand = lx.withNewlines(false, () => {
    let spread = false;
    while (!lx.isOp(')')) {
      args.push(parseExpr(lx, depth + 1));
      if (lx.accept('...')) {
        spread = true;
        lx.accept(',');
        if (!lx.isOp(')')) {
          throw lx.error(
            'Missing closing parenthesis',
            'An expanded function argument (with ...) must be immediately followed by closing parentheses.',
          );
        }
        break;
      }
      if (!lx.accept(',') && !lx.isOp(')')) {
        throw lx.error(
          'Missing argument separator',
          'A comma is required to separate each function argument from the next.',
        );
      }
    }
    lx.next();
    return spread;
  });
  return { kind: 'call', name, args, expand, start: first.start, end: lx.pos };
}

/** Attribute access, index and splat operators behind `from`. */
export function parsePostfix(lx: Lexer, from: Node, depth: number): Node {
  let node = from;
  for (let count = depth; ; count++) {
    if (count > depth + 4 * MAX_DEPTH) throw lx.error('Expression too deep', 'Too many operators in a row.');
    if (lx.isOp('.')) node = parseDot(lx, node);
    else if (lx.isOp('[')) node = parseIndex(lx, node, depth);
    else return node;
  }
}

function addStep(target: Node, step: Step): Node {
  // Written out: spreading nodes of different shapes is slow.
  const { start } = target;
  if (target.kind === 'traversal')
    return { kind: 'traversal', root: target.root, steps: [...target.steps, step], start, end: step.end };
  if (target.kind === 'steps')
    return { kind: 'steps', target: target.target, steps: [...target.steps, step], start, end: step.end };
  return { kind: 'steps', target, steps: [step], start: target.start, end: step.end };
}

function parseDot(lx: Lexer, target: Node): Node {
  const dot = lx.next();
  const token = lx.next();
  if (token.kind === 'ident') {
    return addStep(target, { kind: 'attr', name: token.text, start: dot.start, end: token.end });
  }
  // The old way to index: a.0, and a.0.1, where "0.1" looks like one number.
  if (token.kind === 'number' && /^\d+(\.\d+)?$/.test(token.text)) {
    let node = target;
    for (const digits of token.text.split('.')) {
      node = addStep(node, { kind: 'index', key: Number(digits), start: dot.start, end: token.end });
    }
    return node;
  }
  if (token.kind === 'op' && token.text === '*') return parseAttrSplat(lx, target, token);
  throw lx.error('Invalid attribute name', 'An attribute name is required after a dot.', token);
}

/** `a.*.b.0.c`: only attributes and the old way to index belong to the splat. */
function parseAttrSplat(lx: Lexer, target: Node, star: Token): Node {
  let each: Node = { kind: 'splatItem', start: star.start, end: star.end };
  while (lx.isOp('.')) {
    const dot = lx.next();
    const name = lx.next();
    if (name.kind === 'ident') {
      each = addStep(each, { kind: 'attr', name: name.text, start: dot.start, end: name.end });
    } else if (name.kind === 'number' && /^\d+$/.test(name.text)) {
      each = addStep(each, { kind: 'index', key: Number(name.text), start: dot.start, end: name.end });
    } else if (name.kind === 'op' && name.text === '*') {
      throw lx.error(
        'Nested splat expression not allowed',
        'A splat expression (*) cannot be used inside another attribute-only splat expression.',
        name,
      );
    } else throw lx.error('Invalid attribute name', 'An attribute name is required after a dot.', name);
  }
  return { kind: 'splat', target, each, attrOnly: true, start: target.start, end: each.end };
}

function parseIndex(lx: Lexer, target: Node, depth: number): Node {
  const open = lx.next();
  const star = lx.withNewlines(false, () => (lx.isOp('*') ? lx.next() : undefined));
  if (star !== undefined) {
    lx.withNewlines(false, () =>
      lx.expect(
        ']',
        'Missing close bracket on splat index',
        'The star for a full splat operator must be immediately followed by a closing bracket (`]`).',
      ),
    );
    const item: Node = { kind: 'splatItem', start: star.start, end: lx.pos };
    const each = parsePostfix(lx, item, depth + 1);
    return { kind: 'splat', target, each, attrOnly: false, start: target.start, end: each.end };
  }
  const key = lx.withNewlines(false, () => {
    const expr = parseExpr(lx, depth + 1);
    lx.expect(
      ']',
      'Missing close bracket on index',
      'The index operator must end with a closing bracket ("]").',
    );
    return expr;
  });
  const end = lx.pos;
  if (key.kind === 'literal') {
    const raw = key.value.raw;
    if (typeof raw === 'string' || typeof raw === 'number') {
      return addStep(target, { kind: 'index', key: raw, start: open.start, end });
    }
  }
  return { kind: 'index', target, key, start: target.start, end };
}

/** A string literal node. */
export const literal = (text: string, start: number, end: number): Node => ({
  kind: 'literal',
  value: str(text),
  start,
  end,
});
