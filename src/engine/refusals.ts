/** What a run does not do, and what it leaves to the next one. */

import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { violation } from './apply/obligations.ts';
import type { Plan } from './plan/model.ts';

export function refuseErrored(plan: Plan): void {
  if (!plan.errored) return;
  const problems = plan.findings
    .filter(({ status, severity }) => status === 'violated' && severity === 'error')
    .map(violation);
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const refusal = errorDiagnostic(
    'ZTC-E-PLAN-ERRORED',
    'Cannot apply incomplete plan',
    'The plan has errors.',
  );
  throw new DiagnosticError([refusal, ...errors, ...problems]);
}

/** The state could not be written. */
export function behind(file: string): Diagnostic {
  const detail = `What has been done is not in the state yet, but in the journal. Every later command takes it from there; keep ${file} until one has been able to write the state.`;
  return {
    ...errorDiagnostic('ZTC-W-STATE-BEHIND', 'The journal is ahead of the state', detail, { file }),
    severity: 'warning',
  };
}

export function stale(why: string): DiagnosticError {
  const detail = `The plan cannot be applied any more, because ${why}. Make a new plan.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-PLAN-STALE', 'Saved plan is stale', detail));
}
