import { defineScenarios } from './harness/define.ts';
import { PROVISIONERS } from './scenarios/provisioners.ts';

defineScenarios('provisioners', PROVISIONERS);
