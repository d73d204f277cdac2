import type { RuleSet } from '../rules/engine/evaluate.ts';

/** What the control plane is given to judge requests by. */
export interface Enforcement {
  readonly rules: RuleSet;
}
