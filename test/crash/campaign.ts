/** Many worlds, each killed many times. */

import { Random } from '../fuzz/random.ts';
import { Project } from '../support/cli.ts';
import { Postgres } from '../support/postgres.ts';
import type { Boundary, Defect } from './boundaries.ts';
import { Ledger, type Violation } from './check.ts';
import { isOver, record } from './counting.ts';
import type { EngineName } from './engines.ts';
import type { Backend } from './places.ts';
import { type Kind, planBoundary, planTrial, underTerraform } from './plans.ts';
import { Outsider } from './somebody.ts';
import { Tally } from './tally.ts';
import { Installation } from './terraform.ts';
import { runTrial, type Scene, type TrialPlan } from './trial.ts';
import type { Design } from './versions.ts';
import { World } from './world.ts';

export interface CampaignOptions {
  /** Ours when absent. */
  readonly engine?: EngineName;
  /** At least so many kills. */
  readonly kills: number;
  readonly seed: number;
  readonly backend: Backend;
  readonly kind: Kind;
  /** Worlds at the same time. */
  readonly lanes: number;
  /** A trial for each of these first. */
  readonly boundaries?: readonly Boundary[];
  readonly defect?: Defect;
  /** Only this world. */
  readonly world?: number;
  readonly tell?: (tally: Tally) => void;
}

/** Then a new one begins: its design has grown, and so has its trail. */
const TRIALS_PER_WORLD = 40;
const MOST_MISSED = 3;

export async function campaign(options: CampaignOptions): Promise<Tally> {
  const tally = new Tally();
  const base = await synthesized();
  await using postgres = options.backend === 'pg' ? await Postgres.start() : undefined;
  await using terraform = options.engine === 'terraform' ? await Installation.make() : undefined;
  const parts: Parts = { base, postgres, terraform };
  let next = options.world ?? 1;
  const wanted = (): boolean =>
    options.world === undefined
      ? tally.kills < options.kills && tally.trials < MOST_MISSED * options.kills + MOST_MISSED
      : next === options.world;
  const lane = async (): Promise<void> => {
    while (wanted()) {
      const number = next;
      next += 1;
      await live(options, parts, number, tally);
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, lane));
  return tally;
}

/** What all worlds have in common. */
interface Parts {
  readonly base: Design;
  readonly postgres: Postgres | undefined;
  readonly terraform: Installation | undefined;
}

async function live(options: CampaignOptions, parts: Parts, number: number, tally: Tally): Promise<void> {
  const { seed, backend, kind, kills, defect } = options;
  const random = new Random(seed * 100_003 + number);
  const timing = random.chance(0.2) ? 'fast' : 'instant';
  tally.worlds += 1;
  await using world = await World.make({ ...parts, seed, number, backend, timing, defect });
  const outsider = await Outsider.join(world.client, world.endpoint, new Random(random.between(1, 1e9)));
  const scene: Scene = { world, ledger: new Ledger(), outsider, tally, random };
  const due = number === 1 ? (options.boundaries ?? []).map((boundary) => ({ boundary, first: false })) : [];
  const addresses = addressesOf(parts.base);
  const known = new Set<string>();
  try {
    for (let trial = 1; trial <= TRIALS_PER_WORLD || due.length > 0; trial += 1) {
      if (options.world === undefined && tally.kills >= kills && due.length === 0) return;
      const own = new Random((seed * 100_003 + number) * 1009 + trial);
      const wanted = due.shift();
      const ours = wanted
        ? planBoundary(own, wanted.boundary, trial * 2, wanted.first)
        : planTrial(own, kind, trial * 2, trial === 1 ? new Map() : addresses);
      const plan = parts.terraform ? underTerraform(ours, kind, own) : ours;
      const found = await one({ ...scene, random: own }, plan);
      record(tally, found, known, { world: number, trial, plan: JSON.stringify(plan) });
      if (wanted && !wanted.first && !tally.places.has(wanted.boundary)) due.push({ ...wanted, first: true });
      options.tell?.(tally);
      if (isOver(found, options.engine)) return;
    }
  } finally {
    await outsider.close();
  }
}

async function one(scene: Scene, plan: TrialPlan): Promise<readonly Violation[]> {
  return runTrial(scene, plan).catch((error: Error) => [
    { kind: 'trial', text: `the trial itself failed: ${error.stack ?? error.message}` } as const,
  ]);
}

/** The example as it is written; every version is made from this. */
export async function synthesized(): Promise<Design> {
  await using project = Project.ofExample('landing-zone');
  await project.must(0, 'synth');
  return JSON.parse(project.read('cdktf.out/stacks/landing-zone/cdk.tf.json')) as Design;
}

const addressesOf = ({ resource }: Design): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(resource).map(([type, all]) => [type, Object.keys(all).map((name) => `${type}.${name}`)]),
  );
