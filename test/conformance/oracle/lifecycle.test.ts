import { defineScenarios } from './harness/define.ts';
import { LIFECYCLE } from './scenarios/lifecycle.ts';

defineScenarios('the life of an object', LIFECYCLE);
