/**
 * What Terraform refuses and ours does, on purpose: the guide says so below "Interchangeable with Terraform". Nothing else
 * may differ.
 */

import type { Outcome } from './outcome.ts';
import type { StepOptions } from './scenario.ts';

export const isCycle = ({ phase, errors }: Outcome): boolean =>
  phase === 'failed at plan' && errors.some((error) => error.startsWith('Cycle:'));

/**
 * A refresh that only finds outputs gone is told by Terraform as something to apply, and then refused as a bug of its
 * own. Ours records it.
 */
const refusesOwnPlan = ({ phase, errors: [first = ''] }: Outcome): boolean =>
  phase === 'failed at apply' && first.startsWith('Cannot apply non-applyable plan');

/**
 * Terraform's own provider plans a value of a type that is not certain yet, and then has another one. Ours takes what
 * comes.
 */
const refusesOwnProvider = ({ phase, errors }: Outcome): boolean =>
  phase === 'failed at apply' &&
  errors.length > 0 &&
  errors.every(
    (error) =>
      error.startsWith('Provider produced inconsistent final plan') &&
      error.includes('provider "terraform.io/builtin/terraform"'),
  );

/** What both have planned, and Terraform does not carry out. */
export const refusesToApply = (terraform: Outcome, ztc: Outcome): boolean =>
  ztc.phase === 'done' && (refusesOwnPlan(terraform) || refusesOwnProvider(terraform));

/** A plan that only refreshes looks for `self` among several instances, where it is not yet; ours leaves it open. */
const missesSelf = ({ errors }: Outcome, { mode }: StepOptions): boolean =>
  mode === 'refresh-only' &&
  errors.length > 0 &&
  errors.every((error) => error.startsWith('Invalid index') && error.includes('lifecycle.postcondition['));

/** `replace_triggered_by` of a resource without instances. Nothing has changed there. */
const missesTrigger = ({ errors }: Outcome): boolean =>
  errors.length > 0 && errors.every((error) => error.startsWith('no change found for '));

export const refusesToPlan = (terraform: Outcome, ztc: Outcome, options: StepOptions): boolean =>
  terraform.phase === 'failed at plan' &&
  ztc.phase !== 'failed at plan' &&
  (missesSelf(terraform, options) || missesTrigger(terraform));

/**
 * Before it plans a destruction Terraform plans the whole configuration, and stops where that has errors. Ours destroys
 * what the state holds; whether the configuration has errors is for the caller to find out.
 */
export const refusesToDestroy = (terraform: Outcome, ztc: Outcome, { mode }: StepOptions): boolean =>
  mode === 'destroy' && terraform.phase === 'failed at plan' && ztc.phase === 'done';
