import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { campaign, digestOf, reportText } from './campaign.ts';
import { DEFECTS } from './defects.ts';
import { simulate, Workbench } from './simulate.ts';

const command = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, stdout }),
  );

describe('simulation', () => {
  it('2,000 seeds break no promise', async () => {
    const { code, stdout } = await command('--seeds', '2000');
    console.log(stdout);
    expect(stdout).toMatch(/ 2000 {2}seeds\n/);
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });

  it('is the same for the same seed, in another process and next to others', async () => {
    const workbench = new Workbench();
    const seeds = Array.from({ length: 40 }, (_, i) => 5001 + i);
    const here = await campaign(seeds, workbench);
    const again = await campaign(seeds.toReversed(), workbench);
    expect(Object.fromEntries(again.hashes)).toEqual(Object.fromEntries(here.hashes));
    expect(new Set(Object.values(Object.fromEntries(here.hashes))).size).toBe(seeds.length);
    const { stdout } = await command('--seeds', '40', '--from', '5001');
    expect(stdout).toContain(digestOf(here));
    expect(reportText(here)).toContain(digestOf(here));
  });

  it.each(Object.entries(DEFECTS))('finds %s in 50 seeds', async (_name, defect) => {
    const workbench = new Workbench();
    for (let seed = 1; seed <= 50; seed++) {
      const { violations } = await simulate(seed, workbench, { defect });
      if (violations.length > 0) return;
    }
    expect.unreachable('not found');
  });
});
