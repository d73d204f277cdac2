import { defineScenarios } from './harness/define.ts';
import { CONDITIONS } from './scenarios/conditions.ts';

defineScenarios('conditions', CONDITIONS);
