/** Two runs of the command line on one state at the same time. */

import { expect, it } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { synthesized } from './campaign.ts';
import { Ledger, violationsOf } from './check.ts';
import { toldIn } from './events.ts';
import { Outsider } from './somebody.ts';
import { World } from './world.ts';

const ROUNDS = 10;

it(`one waits or fails with the holder's name, neither corrupts (${ROUNDS} rounds)`, async () => {
  const options = {
    base: await synthesized(),
    seed: 3,
    number: 1,
    backend: 'local',
    timing: 'fast',
  } as const;
  await using world = await World.make({ ...options, postgres: undefined, defect: undefined });
  const outsider = await Outsider.join(world.client, world.endpoint, new Random(1));
  const ledger = new Ledger();
  let refused = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    world.write(round);
    const waits = round % 2 === 0;
    const more = waits ? ['--lock-timeout', '5m'] : [];
    const outcomes = await Promise.all([0, 1].map(() => world.apply(undefined, ...more).ended));
    for (const { stdout } of outcomes) ledger.add(toldIn(stdout).acknowledged);
    const failed = outcomes.filter(({ code }) => code !== 0);
    for (const { code, stdout } of failed) {
      expect(code).toBe(1);
      expect(stdout).toMatch(/ZTC-E-STATE-LOCKED/);
      expect(stdout).toMatch(/process \d+|pid \d+/);
    }
    expect(failed.length).toBeLessThanOrEqual(waits ? 0 : 1);
    refused += failed.length;
    expect(await violationsOf(world, ledger, outsider)).toEqual([]);
    expect(await world.planIsEmpty()).toMatchObject({ empty: true });
  }
  expect(refused).toBeGreaterThan(0);
  await outsider.close();
});
