import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TornBase, type TornTrial, tornBase, tornTrial } from './torn-wal.ts';

/** More by ZTC_TORN_TRIALS. */
const TRIALS = Number(process.env.ZTC_TORN_TRIALS ?? 600);

let base: TornBase;
beforeAll(async () => {
  base = await tornBase();
});
afterAll(() => base[Symbol.dispose]());

describe("the control plane's log", () => {
  it(`is a clean prefix after any damage (${TRIALS} trials)`, async () => {
    const trials: TornTrial[] = [];
    for (let seed = 1; seed <= TRIALS; seed += 1) trials.push(await tornTrial(base, seed));
    expect(trials.filter(({ problems }) => problems.length > 0)).toEqual([]);
    // Damages of all sorts were made, early and late in the log.
    expect(new Set(trials.map(({ kind }) => kind)).size).toBe(4);
    expect(new Set(trials.map(({ found }) => found)).size).toBeGreaterThan(Math.min(20, TRIALS / 10));
  });
});
