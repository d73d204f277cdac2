/**
 * `npm run fuzz -- --seeds 500 --from 1`: random configurations and edits, played through real Terraform and ztc.
 * Differences are made small and kept as files below `regressions`. `--without modules,native` leaves things out.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setUpTerraform } from '../support/terraform.ts';
import type { Features } from './features.ts';
import { SWITCHES, type Switch } from './generate.ts';
import { type Finding, play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenarios.ts';
import { shrink } from './shrink.ts';
import { TerraformWorker } from './terraform-worker.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    without: { type: 'string', default: '' },
    workers: { type: 'string', default: '2' },
    /** Runs of a scenario spent on making one counter-example small; 0 leaves it as it is. */
    attempts: { type: 'string', default: '150' },
    out: { type: 'string', default: join(import.meta.dirname, 'regressions') },
  },
});

const without = new Set(values.without.split(','));
const switches: ReadonlySet<Switch> = new Set(SWITCHES.filter((name) => !without.has(name)));
const from = Number(values.from);
const features: Features = new Map();
const found: { readonly seed: number; readonly finding: Finding; readonly file: string }[] = [];
let next = from;

async function lane(): Promise<void> {
  using worker = new TerraformWorker();
  while (next < from + Number(values.seeds)) {
    const seed = next;
    next += 1;
    await one(seed, worker);
    if ((seed - from + 1) % 25 === 0) note(`${seed - from + 1} seeds, ${found.length} differences`);
  }
}

async function one(seed: number, worker: TerraformWorker): Promise<void> {
  const scenario = scenarioOf(seed, switches);
  const finding = await play(scenario, worker, features);
  if (!finding) return;
  note(`seed ${seed}: ${finding.differences[0]?.kind}`);
  const small = await shrink(scenario, finding, worker, Number(values.attempts));
  const file = keep(small.scenario);
  found.push({ seed, finding: small.finding, file });
  note(`seed ${seed}: ${file}\n${told(small.finding)}`);
}

function keep(scenario: Scenario): string {
  mkdirSync(values.out, { recursive: true });
  const file = join(values.out, `seed-${scenario.seed}.json`);
  writeFileSync(file, `${JSON.stringify(scenario, null, 2)}\n`);
  return file;
}

const told = ({ step, differences }: Finding): string =>
  differences
    .slice(0, 4)
    .map(
      ({ kind, path, terraform, ztc }) =>
        `  step ${step}, ${kind}\n    ${path}\n    terraform: ${terraform}\n    ztc:       ${ztc}`,
    )
    .join('\n');

function note(text: string): void {
  process.stderr.write(`fuzz: ${text}\n`);
}

setUpTerraform();
const start = performance.now();
await Promise.all(Array.from({ length: Number(values.workers) }, lane));
const names = [...features.keys()].sort();
console.log(names.map((name) => `${String(features.get(name)).padStart(8)}  ${name}`).join('\n'));
console.log(
  `${values.seeds} seeds in ${Math.round((performance.now() - start) / 1000)} s, ${found.length} with differences`,
);
process.exitCode = found.length > 0 ? 1 : 0;
