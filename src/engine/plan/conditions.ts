/** Preconditions and postconditions: errors as soon as they can be decided. */

import type { Evaluation } from '../../config/evaluation.ts';
import type { ConditionConfig } from '../../config/model.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import type { Value } from '../../values/value.ts';
import type { Subject } from './context.ts';

/** Unknown conditions are left to the apply. */
export function checkConditions(
  { evaluation }: { readonly evaluation: Evaluation },
  { instance }: Pick<Subject, 'instance'>,
  conditions: readonly ConditionConfig[],
  self?: Value,
): void {
  if (conditions.length === 0) return;
  const kind = self === undefined ? 'precondition' : 'postcondition';
  const failures = conditions.flatMap((condition) => {
    const { status, message } = evaluation.condition(condition, instance, self);
    if (status !== 'fail') return [];
    const detail = `${instance.address}: ${message ?? 'the condition does not hold'}`;
    return [condition.place.problem('ZTC-E-CONDITION', `Resource ${kind} failed`, detail)];
  });
  if (failures.length > 0) throw new DiagnosticError(failures);
}
