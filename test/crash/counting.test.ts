/** What a campaign under Terraform counts: losses, once each, and no more than there are. */

import { describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { compare, isEmptied, Ledger, stateIn, type Violation } from './check.ts';
import { isOver, record } from './counting.ts';
import { toldIn } from './events.ts';
import { planTrial, underTerraform } from './plans.ts';
import { Tally } from './tally.ts';

const object = (id: string, name: string) => ({ id, type: 'ztc_eip', attributes: { name } });
const byId = (...objects: readonly ReturnType<typeof object>[]) =>
  new Map(objects.map((one) => [one.id, one]));
const stateOf = (...ids: readonly string[]) => ({
  resources: [
    {
      mode: 'managed',
      type: 'ztc_eip',
      name: 'a',
      instances: ids.map((id) => ({ attributes: { id } })),
    },
  ],
});

describe('objects that the state does not know', () => {
  it('are duplicates where it has one of that name, else orphans; acknowledged or not', () => {
    const ledger = new Ledger();
    ledger.add([{ action: 'create', id: 'eip-2' }]);
    const there = byId(object('eip-1', 'a'), object('eip-2', 'a'), object('eip-3', 'b'));
    expect(compare(stateOf('eip-1'), there, ledger)).toEqual([
      { kind: 'duplicate', text: 'nobody knows the ztc_eip eip-2', acknowledged: true },
      { kind: 'orphan', text: 'nobody knows the ztc_eip eip-3', acknowledged: false },
    ]);
  });

  it('are none where state and control plane say the same', () => {
    expect(compare(stateOf('eip-1'), byId(object('eip-1', 'a')), new Ledger())).toEqual([]);
  });
});

it('a torn state is told apart from one that was never written', () => {
  expect(stateIn('{"resources": [')).toBeUndefined();
  expect(stateIn('')).toEqual({ resources: [] });
  expect(stateIn(undefined)).toEqual({ resources: [] });
  expect(['', '{"resources": ['].map(isEmptied)).toEqual([true, true]);
  expect([undefined, '{"resources": []}'].map(isEmptied)).toEqual([false, false]);
});

describe('a world in which something was lost', () => {
  const orphan: Violation = { kind: 'orphan', text: 'nobody knows the ztc_eip eip-1' };

  it('counts it once, however often it is seen', () => {
    const tally = new Tally();
    const known = new Set<string>();
    record(tally, [orphan], known, { world: 1, trial: 1, plan: '{}' });
    // Where the design has got an object of that name since, it looks like a duplicate.
    record(
      tally,
      [
        { ...orphan, kind: 'duplicate' },
        { ...orphan, text: 'another' },
      ],
      known,
      { world: 1, trial: 2, plan: '{}' },
    );
    expect(tally.violations.map(({ trial, text }) => [trial, text])).toEqual([
      [1, orphan.text],
      [2, 'another'],
    ]);
  });

  it('goes on under Terraform unless nothing can be applied any more, and never under ztc', () => {
    expect(isOver([orphan], 'ztc')).toBe(true);
    expect(isOver([orphan], undefined)).toBe(true);
    expect(isOver([orphan], 'terraform')).toBe(false);
    expect(isOver([orphan, { kind: 'apply', text: '' }], 'terraform')).toBe(true);
    expect(isOver([], 'ztc')).toBe(false);
  });
});

it('what Terraform has told before it was killed is acknowledged, what it was telling is not', () => {
  const line = (type: string, id: string, action = 'create'): string =>
    JSON.stringify({
      '@message': '',
      type,
      hook: { resource: { addr: `ztc_eip.${id}` }, action, id_key: 'id', id_value: id },
    });
  const stdout = [
    'Terraform says this in another form.',
    line('apply_complete', 'eip-1'),
    line('apply_start', 'eip-2', 'delete'),
    line('apply_complete', 'eip-3').slice(0, 60),
  ].join('\n');
  expect(toldIn(stdout).acknowledged).toEqual([{ action: 'create', id: 'eip-1' }]);
});

describe('the kills of a trial under Terraform', () => {
  const plans = Array.from({ length: 200 }, (_, seed) => {
    const ours = planTrial(new Random(seed), 'all', 2, new Map());
    return { ours, theirs: underTerraform(ours, 'all', new Random(seed)) };
  });

  it('are those of ztc, at any time where Terraform has no such boundary', () => {
    for (const { ours, theirs } of plans) {
      expect({ ...theirs, kills: [] }).toEqual({ ...ours, kills: [] });
      for (const [at, { boundary, ...kill }] of theirs.kills.entries()) {
        expect(kill.at).toBe(ours.kills[at]?.at);
        if (boundary !== undefined) expect(boundary).toMatch(/ server\./);
      }
    }
  });

  it('hit its provider, too, some of the time', () => {
    const targets = plans.flatMap(({ theirs }) => theirs.kills.map(({ target }) => target));
    expect(new Set(targets)).toEqual(new Set(['engine', 'provider', 'server', 'both']));
  });

  it('hit its provider always or never where that is asked for', () => {
    for (const [kind, target] of [
      ['provider', 'provider'],
      ['engine', 'engine'],
    ] as const) {
      const ours = planTrial(new Random(1), kind, 2, new Map());
      const { kills } = underTerraform(ours, kind, new Random(1));
      expect(new Set(kills.map((kill) => kill.target))).toEqual(new Set([target]));
    }
  });
});
