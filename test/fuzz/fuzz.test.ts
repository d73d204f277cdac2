/** A short run of the fuzzer, and every difference that it has found before. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpTerraform } from '../support/terraform.ts';
import { SWITCHES } from './generate.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenarios.ts';
import { TerraformWorker } from './terraform-worker.ts';

const REGRESSIONS = join(import.meta.dirname, 'regressions');
/** Whose scenarios both engines agree on; `npm run fuzz` tries any. */
const SEEDS = [1, 2, 3, 5, 9, 10, 11, 12, 13, 17, 20, 21, 22, 23, 24];
const worker = new TerraformWorker();

beforeAll(setUpTerraform);
afterAll(() => worker[Symbol.dispose]());

test.each(readdirSync(REGRESSIONS))('%s', async (name) => {
  const scenario = JSON.parse(readFileSync(join(REGRESSIONS, name), 'utf8')) as Scenario;
  expect(await play(scenario, worker)).toBeUndefined();
});

test.each(SEEDS)('seed %i', async (seed) => {
  expect(await play(scenarioOf(seed, new Set(SWITCHES)), worker)).toBeUndefined();
});

test('the same seed gives the same configurations', () => {
  for (const seed of SEEDS)
    expect(scenarioOf(seed, new Set(SWITCHES))).toEqual(scenarioOf(seed, new Set(SWITCHES)));
});
