/** Preconditions and postconditions: errors as soon as they can be decided. */

import type { Evaluation, Instance } from '../../config/evaluation.ts';
import type { ConditionConfig, ResourceConfig } from '../../config/model.ts';
import { type Diagnostic, DiagnosticError } from '../../values/diagnostic.ts';
import type { Value } from '../../values/value.ts';
import type { CheckLedger } from '../checks/ledger.ts';

export interface ConditionContext {
  readonly evaluation: Evaluation;
  readonly checks: CheckLedger;
}

export interface Conditioned {
  readonly resource: Pick<ResourceConfig, 'address'>;
  readonly instance: Instance;
}

/** Throws what does not hold. Unknown conditions are left to the apply. */
export function checkConditions(
  context: ConditionContext,
  subject: Conditioned,
  conditions: readonly ConditionConfig[],
  self?: Value,
): void {
  if (conditions.length === 0) return;
  const problems = conditionProblems(context, subject, conditions, self);
  if (problems.length > 0) throw new DiagnosticError(problems);
}

/** The same, where nothing shall stop. */
export function conditionProblems(
  { evaluation, checks }: ConditionContext,
  { resource, instance }: Conditioned,
  conditions: readonly ConditionConfig[],
  self?: Value,
): Diagnostic[] {
  const kind = self === undefined ? 'precondition' : 'postcondition';
  return conditions.flatMap((condition) => {
    const report = (status: 'pass' | 'fail' | 'unknown' | 'error', message?: string): void =>
      checks.report(resource.address, instance.address, condition, {
        status,
        ...(message === undefined ? {} : { message }),
      });
    try {
      const { status, message } = evaluation.condition(condition, instance, self);
      report(status, message);
      if (status !== 'fail') return [];
      const detail = `${instance.address}: ${message ?? 'the condition does not hold'}`;
      return [condition.condition.place.problem('ZTC-E-CONDITION', `Resource ${kind} failed`, detail)];
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      report('error');
      return [...e.diagnostics];
    }
  });
}

export const asWarnings = (problems: readonly Diagnostic[]): Diagnostic[] =>
  problems.map((problem) => ({ ...problem, severity: 'warning' }));
