/**
 * `npm run test:crash -- --kills 1000 --seed 1`: kills the engine, the control plane and both with SIGKILL, at any time and
 * at every boundary, on the landing zone while others work on it, and checks after each recovery that nothing is lost, double
 * or left over. `--backend http|pg|local`, `--kind engine|server|both|all`, `--report FILE` (JSON), `--world N` plays one again; `--defect NAME` breaks something on
 * purpose, which must be found. `--engine terraform` does the same to real Terraform with the real provider and counts what it
 * loses (`--kind provider`: always together with its provider); `--engine both` puts the figures beside each other.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { besideText, type Column, type Columns, isSound } from './beside.ts';
import { DEFECTS } from './boundaries.ts';
import { campaign } from './campaign.ts';
import { ENGINES, type EngineName } from './engines.ts';
import { BACKENDS } from './places.ts';
import { boundariesOfKind } from './plans.ts';
import { type Headline, reportData, reportText } from './report.ts';
import { TARGETS, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'local' },
    kind: { type: 'string', default: 'all' },
    lanes: { type: 'string', default: '2' },
    engine: { type: 'string', default: 'ztc' },
    world: { type: 'string' },
    defect: { type: 'string' },
    report: { type: 'string' },
  },
});

function chosen<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === value);
  if (found === undefined) throw new Error(`--${name} is one of ${choices.join(', ')}`);
  return found;
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

const kinds = [...TARGETS, 'provider', 'all'] as const;

async function main(): Promise<number> {
  const choice = chosen('engine', values.engine, [...ENGINES, 'both'] as const);
  const engines: readonly EngineName[] = choice === 'both' ? ENGINES : [choice];
  const backend = chosen('backend', values.backend, BACKENDS);
  const kind = chosen('kind', values.kind, kinds);
  const about = { seed: Number(values.seed), backend, kind };
  const columns: Partial<Record<EngineName, Column>> = {};
  for (const engine of engines) {
    const began = performance.now();
    const tally = await campaign({
      engine,
      kills: Number(values.kills),
      ...about,
      lanes: Number(values.lanes),
      ...(values.defect === undefined ? {} : { defect: chosen('defect', values.defect, DEFECTS) }),
      ...(values.world === undefined
        ? { boundaries: choice === 'ztc' ? boundariesOfKind(kind) : [] }
        : { world: Number(values.world) }),
      tell: progress(engine),
    });
    columns[engine] = { tally, seconds: (performance.now() - began) / 1000 };
  }
  tell(about, columns);
  return exitCode(columns);
}

function tell(about: Omit<Headline, 'seconds'>, columns: Columns): void {
  const { ztc, terraform } = columns;
  if (ztc) console.log(reportText({ ...about, seconds: ztc.seconds }, ztc.tally));
  if (terraform) console.log(besideText(about, columns));
  if (values.report === undefined) return;
  const data = Object.entries(columns).map(([engine, { tally, seconds }]) => [
    engine,
    reportData({ ...about, seconds }, tally),
  ]);
  const one = ztc && !terraform ? data[0]?.[1] : Object.fromEntries(data);
  writeFileSync(values.report, `${JSON.stringify(one, null, 2)}\n`);
}

/** What Terraform loses is counted, it is no failure; that it was not counted well is one. */
const exitCode = ({ ztc, terraform }: Columns): number =>
  (ztc && ztc.tally.violations.length > 0) || (terraform && !isSound(terraform.tally)) ? 1 : 0;

/** A line every 25 kills, and for every violation. */
function progress(engine: EngineName): (tally: Tally) => void {
  let told = 0;
  let known = 0;
  return ({ kills, violations }) => {
    for (const { kind, text, world, trial } of violations.slice(known))
      note(`${engine}: VIOLATION (${kind}) in world ${world}, trial ${trial}: ${text}`);
    known = violations.length;
    if (kills < told + 25) return;
    told = kills;
    note(`${engine}: ${kills} kills, ${violations.length} violations`);
  };
}

process.exitCode = await main();
