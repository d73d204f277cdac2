/** What a campaign has counted. */

import type { Violation } from './check.ts';

export const TARGETS = ['engine', 'server', 'both'] as const;
/** And Terraform together with the process of its provider; the engine alone is Terraform without it. */
export type Target = (typeof TARGETS)[number] | 'provider';

export interface Found extends Violation {
  readonly world: number;
  readonly trial: number;
  readonly plan: string;
}

export class Tally {
  readonly targets = new Map<string, number>();
  readonly places = new Map<string, number>();
  readonly recovered = new Map<string, number>();
  readonly violations: Found[] = [];
  worlds = 0;
  trials = 0;
  runs = 0;
  /** Kills that came too late: the run was over. */
  missed = 0;
  /** Kills of runs that were recovering from one. */
  again = 0;
  acknowledged = 0;
  /** Kills that left an empty or torn state where there had been one, or writes to be in it. */
  emptied = 0;
  /** What had to be done by hand after kills. */
  readonly byHand = new Map<string, number>();
  /** Runs that came to their end although the server was killed under them, and those that told of errors. */
  outlived = 0;
  failed = 0;

  get kills(): number {
    return [...this.targets.values()].reduce((sum, count) => sum + count, 0);
  }

  kill(target: Target, place: string, again: boolean): void {
    count(this.targets, target);
    count(this.places, place);
    if (again) this.again += 1;
  }

  recover(phrases: readonly string[]): void {
    for (const phrase of phrases) count(this.recovered, phrase);
  }

  help(done: readonly string[]): void {
    for (const what of done) count(this.byHand, what);
  }

  of(kind: Violation['kind']): number {
    return this.violations.filter((one) => one.kind === kind).length;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
