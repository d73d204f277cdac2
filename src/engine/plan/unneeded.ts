/** What nothing needs has to be valid all the same: unused variables, locals, outputs and calls. */

import { type Diagnostic, formatDiagnostic } from '../../values/diagnostic.ts';
import type { PlanContext } from './context.ts';

export function unneededProblems({
  tree,
  evaluation,
}: Pick<PlanContext, 'tree' | 'evaluation'>): readonly Diagnostic[] {
  const problems = [...tree.modules.values()].flatMap((module) => evaluation.unneeded(module));
  // One that several others refer to is found with each of them.
  return [...new Map(problems.map((problem) => [formatDiagnostic(problem), problem])).values()];
}
