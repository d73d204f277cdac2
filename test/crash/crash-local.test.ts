/** The slice of `npm run test:crash` that is always run: every boundary, and every kind of kill, with fixed seeds. */

import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { boundariesOfKind } from './plans.ts';
import { TARGETS } from './tally.ts';

const KILLS = 20;

describe('the landing zone while processes are killed', () => {
  it.each(TARGETS)('loses nothing and makes nothing twice: %s', async (kind) => {
    const boundaries = kind === 'both' ? [] : boundariesOfKind(kind);
    const tally = await campaign({ kills: KILLS, seed: 1, backend: 'local', kind, lanes: 1, boundaries });
    expect(tally.violations).toEqual([]);
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS);
    expect([...tally.places.keys()]).toEqual(expect.arrayContaining([...boundaries]));
    expect(tally.acknowledged).toBeGreaterThan(0);
  });
});

describe('what is broken on purpose', () => {
  it('is found: writes that are answered before they are kept', async () => {
    const tally = await campaign({
      kills: 3,
      seed: 1,
      backend: 'local',
      kind: 'server',
      lanes: 1,
      defect: 'early-answer',
    });
    expect(tally.violations.length).toBeGreaterThan(0);
  });
});
