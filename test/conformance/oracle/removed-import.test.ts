import { defineScenarios } from './harness/define.ts';
import { REMOVED_IMPORT } from './scenarios/removed-import.ts';

defineScenarios('removed and imported', REMOVED_IMPORT);
