import { defineScenarios } from './harness/define.ts';
import { STATES } from './scenarios/states.ts';

defineScenarios('states of others', STATES);
