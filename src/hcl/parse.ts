/** Entry points of the parser. */

import { str } from '../values/value.ts';
import type { Expression, Node, Traversal } from './ast.ts';
import { type Origin, Source } from './source.ts';

/** Trees by text: identical texts are common, and trees do not depend on where the text stands. */
export type ParseCache = Map<string, Node>;

export const createParseCache = (): ParseCache => new Map();

/** Whether a template text means itself: the fast path of literal strings, which are nearly all. */
export const isLiteralTemplate = (text: string): boolean => !text.includes('${') && !text.includes('%{');

/** The content of a quoted string or of a JSON string (`"a ${b}"` without the quotes), escapes already undone. */
export function parseTemplate(text: string, origin?: Origin, _cache?: ParseCache): Expression {
  const source = new Source(text, origin);
  const span = { start: 0, end: text.length };
  if (isLiteralTemplate(text)) return { root: { kind: 'literal', value: str(text), ...span }, source };
  throw source.error('ZTC-E-HCL-SYNTAX', 'Not yet', 'The parser follows.', span);
}

/** A bare expression: `var.a + 1`. */
export function parseExpression(text: string, origin?: Origin, _cache?: ParseCache): Expression {
  const source = new Source(text, origin);
  throw source.error('ZTC-E-HCL-SYNTAX', 'Not yet', 'The parser follows.', { start: 0, end: text.length });
}

/** A reference alone, as in `depends_on`, `moved` and `replace_triggered_by`. */
export function parseTraversal(text: string, origin?: Origin): Traversal {
  const source = new Source(text, origin);
  throw source.error('ZTC-E-HCL-SYNTAX', 'Not yet', 'The parser follows.', { start: 0, end: text.length });
}
