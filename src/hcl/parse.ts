/** Entry points of the parser. All throw `DiagnosticError` (code `ZTC-E-HCL-SYNTAX`). */

import { str } from '../values/value.ts';
import type { Expression, Node, Step, Traversal } from './ast.ts';
import { Lexer } from './lexer.ts';
import { parseExpr } from './parser.ts';
import { parseBare } from './parser-template.ts';
import { type Origin, Source } from './source.ts';

/** Trees by text: identical texts are common, and trees do not depend on where the text stands. */
export interface ParseCache {
  readonly templates: Map<string, Node>;
  readonly expressions: Map<string, Node>;
  /** Literal object keys of JSON configuration. */
  readonly keys: Map<string, Node>;
}

export const createParseCache = (): ParseCache => ({
  templates: new Map(),
  expressions: new Map(),
  keys: new Map(),
});

/** Whether a template text means itself: the fast path of literal strings, which are nearly all. */
export const isLiteralTemplate = (text: string): boolean => !text.includes('${') && !text.includes('%{');

/** The content of a JSON string or of a template file: no quotes around it, no backslash escapes in it. */
export function parseTemplate(
  text: string,
  origin?: Origin | (() => Origin),
  cache?: ParseCache,
): Expression {
  const source = new Source(text, origin);
  if (isLiteralTemplate(text)) {
    return { root: { kind: 'literal', value: str(text), start: 0, end: text.length }, source };
  }
  return {
    root: cached(cache?.templates, text, () => reference(text) ?? parseBare(new Lexer(source))),
    source,
  };
}

/** A bare expression: `var.a + 1`. */
export function parseExpression(
  text: string,
  origin?: Origin | (() => Origin),
  cache?: ParseCache,
): Expression {
  const source = new Source(text, origin);
  return { root: cached(cache?.expressions, text, () => wholeExpression(new Lexer(source))), source };
}

const REFERENCE = /^\$\{(?!(?:true|false|null)\b)[a-zA-Z_]\w*(?:\.[a-zA-Z_][\w-]*)*\}$/;

/** What the parser gives for `${ztc_vpc.main.id}`, which nearly all templates are like: a tenth of its time. */
function reference(text: string): Node | undefined {
  if (!REFERENCE.test(text)) return undefined;
  const [root = '', ...names] = text.slice(2, -1).split('.');
  let end = 2 + root.length;
  const steps = names.map((name): Step => {
    const start = end;
    end += 1 + name.length;
    return { kind: 'attr', name, start, end };
  });
  const inner: Node = { kind: 'traversal', root, steps, start: 2, end };
  return { kind: 'wrap', inner, start: 0, end: text.length };
}

function cached(cache: Map<string, Node> | undefined, text: string, parse: () => Node): Node {
  const known = cache?.get(text);
  if (known !== undefined) return known;
  const node = parse();
  cache?.set(text, node);
  return node;
}

function wholeExpression(lx: Lexer): Node {
  const node = parseExpr(lx, 0);
  if (lx.peek().kind !== 'eof') {
    throw lx.error(
      'Extra characters after expression',
      'An expression was successfully parsed, but extra characters were found after it.',
    );
  }
  return node;
}

/**
 * A reference alone, as in `depends_on`, `moved` and `replace_triggered_by`. Old configurations and JSON wrap it as
 * `${…}`, which is accepted.
 */
export function parseTraversal(text: string, origin?: Origin | (() => Origin)): Traversal {
  const source = new Source(text, origin);
  const { root } = text.startsWith('${') ? parseTemplate(text, origin) : parseExpression(text, origin);
  const node = root.kind === 'wrap' ? root.inner : root;
  if (node.kind === 'traversal') {
    return { root: node.root, steps: node.steps, start: node.start, end: node.end };
  }
  throw source.error(
    'ZTC-E-HCL-TRAVERSAL',
    'Invalid expression',
    'A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.',
    node,
  );
}
