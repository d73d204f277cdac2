import { constraint } from '../catalog/constraints.ts';
import type { RuleSet } from './engine/evaluate.ts';
import { RULES } from './generated/all.ts';

/** All rules of the whitepaper that software can decide about the types that exist. */
export function loadRuleSet(): RuleSet {
  return { rules: RULES, constraint };
}
