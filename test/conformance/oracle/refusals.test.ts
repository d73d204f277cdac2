import { defineScenarios } from './harness/define.ts';
import { REFUSALS } from './scenarios/refusals.ts';

defineScenarios('refusals', REFUSALS);
