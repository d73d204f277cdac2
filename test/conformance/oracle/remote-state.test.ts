import { defineScenarios } from './harness/define.ts';
import { REMOTE_STATE } from './scenarios/remote-state.ts';

defineScenarios('data from other states', REMOTE_STATE);
