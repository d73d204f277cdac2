import { defineScenarios } from './harness/define.ts';
import { SENSITIVE } from './scenarios/sensitive.ts';

defineScenarios('sensitive and ephemeral', SENSITIVE);
