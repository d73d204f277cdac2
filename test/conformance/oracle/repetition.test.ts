import { defineScenarios } from './harness/define.ts';
import { REPETITION } from './scenarios/repetition.ts';

defineScenarios('repetition', REPETITION);
