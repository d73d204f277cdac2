import { defineScenarios } from './harness/define.ts';
import { MOVES } from './scenarios/moves.ts';

defineScenarios('moves', MOVES);
