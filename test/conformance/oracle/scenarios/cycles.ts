/**
 * Row 54: edits that Terraform cannot order. An object that is destroyed late, because it was once
 * created before destroyed, waits for something that is destroyed early: ztc destroys that late as well.
 */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Deviation, Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const CBD: JsonObject = { lifecycle: { create_before_destroy: true } };

const cycle = (step: number): Deviation => ({
  step,
  why: 'Terraform asks the new configuration alone which objects are created before their predecessors are destroyed',
  terraformFails: 'Cycle',
  ztcWarns: 'ZTC-W-STICKY-CBD',
});

export const CYCLES: readonly Scenario[] = [
  {
    row: '54',
    name: 'what asked for create_before_destroy is taken out, and its dependency is replaced',
    steps: [
      { config: data({ a: { triggers_replace: 1 }, b: { input: '${terraform_data.a.id}', ...CBD } }) },
      { config: data({ a: { triggers_replace: 2 } }) },
      { exit: 0 },
    ],
    deviation: cycle(1),
  },
  {
    row: '54',
    name: 'what asked for create_before_destroy refers to its dependency no more, and both are replaced',
    steps: [
      {
        config: data({
          a: { triggers_replace: 1 },
          b: { triggers_replace: '${terraform_data.a.id}', ...CBD },
        }),
      },
      { config: data({ a: { triggers_replace: 2 }, b: { triggers_replace: 'free', ...CBD } }) },
      { exit: 0 },
    ],
    deviation: cycle(1),
  },
  {
    row: '54',
    name: 'the same at a distance',
    steps: [
      {
        config: data({
          a: { triggers_replace: 1 },
          b: { triggers_replace: '${terraform_data.a.id}' },
          c: { triggers_replace: '${terraform_data.b.id}', ...CBD },
        }),
      },
      { config: data({ a: { triggers_replace: 2 }, b: { triggers_replace: '${terraform_data.a.id}' } }) },
      { exit: 0 },
    ],
    deviation: cycle(1),
  },
];
