import type { RuleSet } from '../rules/engine/evaluate.ts';
import type { Enforcer } from './mutate/context.ts';

/** What the control plane is given to judge requests by. */
export interface Enforcement {
  readonly rules: RuleSet;
}

/** For a control plane without rules. */
export const LENIENT: Enforcer = {
  check: () => ({ errors: [], warnings: [] }),
  note: () => {},
  forget: () => {},
};

export class RuleEnforcer {}
