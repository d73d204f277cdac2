/** A campaign in words and numbers. */

import { TARGETS, type Tally } from './tally.ts';

export interface Headline {
  readonly seed: number;
  readonly backend: string;
  readonly kind: string;
  readonly seconds: number;
}

const table = (title: string, counts: ReadonlyMap<string, number>): string[] => [
  `${title}:`,
  ...[...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
];

export function reportText({ seed, backend, kind, seconds }: Headline, tally: Tally): string {
  const { worlds, trials, runs, kills, again, missed, acknowledged, outlived, failed, violations } = tally;
  return [
    `crash campaign: seed ${seed}, backend ${backend}, ${kind}`,
    `${kills} kills (${again} of runs that were recovering from one, ${missed} more came too late) in ${trials} trials, ${worlds} worlds, ${runs} runs of apply, ${seconds.toFixed(0)} s`,
    ...table('killed', new Map(TARGETS.map((target) => [target, tally.targets.get(target) ?? 0]))),
    ...table('where', tally.places),
    ...table('writes whose end nobody had seen; the next run found: it', tally.recovered),
    `of the runs under which only the server was killed, ${outlived} came to their end and ${failed} told of errors and were run again`,
    `${acknowledged} writes were acknowledged to the engine`,
    `${tally.of('loss')} losses, ${tally.of('duplicate')} duplicates, ${tally.of('orphan')} orphans, ${violations.length} violations in all`,
    ...violations.map(
      ({ world, trial, kind: what, text, plan }) =>
        `\nVIOLATION (${what}) in world ${world}, trial ${trial}: ${text}\n  ${plan}\n  again: npm run test:crash -- --seed ${seed} --backend ${backend} --kind ${kind} --world ${world}`,
    ),
  ].join('\n');
}

/** For machines; the same for every engine. */
export function reportData(headline: Headline, tally: Tally): Record<string, unknown> {
  const { worlds, trials, runs, kills, again, missed, acknowledged, emptied, outlived, failed } = tally;
  const counts = { kills, again, missed, worlds, trials, runs, acknowledged, emptied, outlived, failed };
  const maps = {
    targets: Object.fromEntries(tally.targets),
    places: Object.fromEntries(tally.places),
    recovered: Object.fromEntries(tally.recovered),
    byHand: Object.fromEntries(tally.byHand),
  };
  return { ...headline, ...counts, ...maps, violations: tally.violations };
}
