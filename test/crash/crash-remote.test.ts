/** The same where the state is kept by the control plane itself, and in a database. */

import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { TARGETS } from './tally.ts';

const KILLS = 5;

describe.each(['http', 'pg'] as const)('the landing zone with its state by %s', (backend) => {
  it.each(TARGETS)('loses nothing and makes nothing twice: %s', async (kind) => {
    const tally = await campaign({ kills: KILLS, seed: 2, backend, kind, lanes: 1 });
    expect(tally.violations).toEqual([]);
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS);
  });
});
