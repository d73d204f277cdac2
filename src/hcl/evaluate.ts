/** Evaluation of syntax trees. */

import type { Value } from '../values/value.ts';
import type { Expression } from './ast.ts';
import type { Scope } from './scope.ts';

/** The value of an expression. Throws `DiagnosticError`. */
export function evaluate(expression: Expression, _scope: Scope): Value {
  if (expression.root.kind === 'literal') return expression.root.value;
  throw expression.source.error('ZTC-E-HCL-SYNTAX', 'Not yet', 'The evaluator follows.', expression.root);
}
