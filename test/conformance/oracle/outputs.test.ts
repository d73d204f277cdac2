import { defineScenarios } from './harness/define.ts';
import { OUTPUTS } from './scenarios/outputs.ts';

defineScenarios('outputs', OUTPUTS);
