import { defineScenarios } from './harness/define.ts';
import { CYCLES } from './scenarios/cycles.ts';

defineScenarios('edits that Terraform cannot order', CYCLES);
