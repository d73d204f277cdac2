import { defineScenarios } from './harness/define.ts';
import { MODULES } from './scenarios/modules.ts';

defineScenarios('modules', MODULES);
