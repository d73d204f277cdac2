import { defineScenarios } from './harness/define.ts';
import { REPLACEMENT } from './scenarios/replacement.ts';

defineScenarios('replacement', REPLACEMENT);
