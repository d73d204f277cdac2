/** What an expression refers to, without evaluating it. */

import type { Expression, Traversal } from './ast.ts';
import type { Source } from './source.ts';

/** A reference with the source its offsets belong to. */
export interface Reference {
  readonly traversal: Traversal;
  readonly source: Source;
}

/** All references to names from outside the expression (variables of for-expressions are inside), in text order. */
export function references(_expression: Expression): Reference[] {
  return [];
}
