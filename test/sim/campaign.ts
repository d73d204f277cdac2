/** Many seeds, and what they come to. */

import { createHash } from 'node:crypto';
import type { Defect } from './defects.ts';
import { type Report, simulate, type Workbench } from './simulate.ts';

export interface Summary {
  seeds: number;
  lives: number;
  crashes: number;
  requests: number;
  acknowledged: number;
  faults: number;
  events: number;
  hours: number;
  /** Seeds with broken promises. */
  readonly failed: Report[];
  /** Of everything that happened in all seeds, by seed. */
  readonly hashes: (readonly [number, string])[];
}

export const nothing = (): Summary => ({
  seeds: 0,
  lives: 0,
  crashes: 0,
  requests: 0,
  acknowledged: 0,
  faults: 0,
  events: 0,
  hours: 0,
  failed: [],
  hashes: [],
});

const NUMBERS = ['lives', 'crashes', 'requests', 'acknowledged', 'faults', 'events', 'hours'] as const;

export async function campaign(
  seeds: Iterable<number>,
  workbench: Workbench,
  defect?: Defect,
): Promise<Summary> {
  const summary = nothing();
  for (const seed of seeds) {
    const report = await simulate(seed, workbench, defect ? { defect } : {});
    summary.seeds += 1;
    for (const name of NUMBERS) summary[name] += report[name];
    summary.hashes.push([seed, report.hash]);
    if (report.violations.length > 0) summary.failed.push(report);
  }
  return summary;
}

export function together(summaries: readonly Summary[]): Summary {
  const all = nothing();
  for (const one of summaries) {
    all.seeds += one.seeds;
    for (const name of NUMBERS) all[name] += one[name];
    all.failed.push(...one.failed);
    all.hashes.push(...one.hashes);
  }
  all.failed.sort((a, b) => a.seed - b.seed);
  all.hashes.sort(([a], [b]) => a - b);
  return all;
}

/** The same for the same seeds, however they were spread over processes. */
export function digestOf({ hashes }: Summary): string {
  const hash = createHash('sha256');
  for (const [seed, one] of hashes) hash.update(`${seed} ${one}\n`);
  return hash.digest('hex').slice(0, 16);
}

export function reportText(summary: Summary): string {
  const rows: readonly (readonly [number | string, string])[] = [
    [summary.seeds, 'seeds'],
    [summary.lives, 'process lives'],
    [summary.crashes, 'crashes'],
    [summary.faults, 'other faults'],
    [summary.requests, 'requests'],
    [summary.acknowledged, 'acknowledged writes'],
    [summary.events, 'events'],
    [summary.hours.toFixed(1), 'virtual hours'],
    [summary.failed.length, 'seeds with violations'],
    [digestOf(summary), 'digest'],
  ];
  const found = summary.failed
    .slice(0, 20)
    .flatMap(({ seed, violations }) =>
      violations
        .slice(0, 1)
        .map(({ promise, detail }) => `seed ${seed}: ${promise}: ${detail.slice(0, 400)}`),
    );
  return [...rows.map(([value, name]) => `${String(value).padStart(16)}  ${name}`), ...found].join('\n');
}
