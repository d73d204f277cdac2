import { defineScenarios } from './harness/define.ts';
import { DESTROY } from './scenarios/destroy.ts';

defineScenarios('ends and parts', DESTROY);
