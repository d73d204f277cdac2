import { describe, expect, it } from 'vitest';
import { besideText, isSound } from './beside.ts';
import type { Violation } from './check.ts';
import { record } from './counting.ts';
import { Tally } from './tally.ts';

const ABOUT = { seed: 7, backend: 'local', kind: 'all' };

function tallyOf(...found: readonly Violation[]): Tally {
  const tally = new Tally();
  tally.kill('provider', 'at any time', false);
  tally.kill('server', 'after server.commit', true);
  tally.trials = 2;
  record(tally, found, new Set(), { world: 1, trial: 2, plan: '{}' });
  return tally;
}

/** The cells of the row that begins so. */
function row(text: string, title: string): string[] {
  const line = text.split('\n').find((one) => one.startsWith(title)) ?? '';
  return line.split(/\s{2,}/).slice(-2);
}

const lost = tallyOf(
  { kind: 'duplicate', text: 'nobody knows eip-1', acknowledged: true },
  { kind: 'orphan', text: 'nobody knows eip-2', acknowledged: false },
  { kind: 'orphan', text: 'nobody knows eip-3', acknowledged: false, emptied: true },
);

describe('Terraform beside ztc', () => {
  it('has the same rows for both', () => {
    lost.help(['a lock was removed with force-unlock']);
    const text = besideText(ABOUT, {
      terraform: { tally: lost, seconds: 9.6 },
      ztc: { tally: tallyOf(), seconds: 3 },
    });
    expect(text).toContain('Terraform beside ztc: seed 7, backend local, all');
    expect(row(text, 'kills')).toEqual(['2', '2']);
    expect(row(text, '  Terraform and its provider')).toEqual(['1', '1']);
    expect(row(text, 'duplicates')).toEqual(['1', '0']);
    expect(row(text, 'orphans')).toEqual(['2', '0']);
    expect(row(text, '  of these two, creation acknowledged')).toEqual(['1', '0']);
    expect(row(text, '  of these two, after a kill')).toEqual(['1', '0']);
    expect(row(text, 'trials with any of these')).toEqual(['1', '0']);
    expect(row(text, 'things to do by hand')).toEqual(['1', '0']);
    expect(row(text, 'seconds')).toEqual(['10', '3']);
    expect(text).toContain('by hand: a lock was removed with force-unlock, 1 times');
    expect(text).toContain('duplicate, world 1, trial 2: nobody knows eip-1 (acknowledged)');
  });

  it('says which one was not run', () => {
    expect(row(besideText(ABOUT, { terraform: { tally: lost, seconds: 1 } }), 'orphans')).toEqual([
      '2',
      'not run',
    ]);
  });
});

it('what Terraform loses is sound to count; what the campaign or the control plane got wrong is not', () => {
  expect(isSound(lost)).toBe(true);
  expect(isSound(tallyOf({ kind: 'trial', text: 'the trial itself failed' }))).toBe(false);
  expect(isSound(tallyOf({ kind: 'audit', text: 'the trail is broken' }))).toBe(false);
});
