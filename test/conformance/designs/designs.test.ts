import { defineScenarios } from '../oracle/harness/define.ts';
import { readDesigns } from './read-design.ts';

defineScenarios('designs', readDesigns(import.meta.dirname));
