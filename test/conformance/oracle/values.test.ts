import { defineScenarios } from './harness/define.ts';
import { VALUES } from './scenarios/values.ts';

defineScenarios('values', VALUES);
