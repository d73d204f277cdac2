/** Which run is killed when, and how often again: all of it follows from a seed. */

import type { Random } from '../fuzz/random.ts';
import {
  type Boundary,
  ENGINE_BOUNDARIES,
  isOfServer,
  RECOVERY_BOUNDARIES,
  SERVER_BOUNDARIES,
} from './boundaries.ts';
import { TARGETS, type Target } from './tally.ts';
import type { Kill, TrialPlan, Weather } from './trial.ts';

export type Kind = Target | 'all';

/** What there is in Terraform and not in ztc: a provider that is a process of its own. */
const WITH_PROVIDER = 0.5;

const MOST_KILLS = 4;
const AT_A_BOUNDARY = 0.6;
const AGAIN = 0.35;
/** Where a run that recovers goes other ways than one that does not. */
const WHILE_RECOVERING: readonly Boundary[] = [
  ...RECOVERY_BOUNDARIES,
  ...RECOVERY_BOUNDARIES,
  'before state.write',
  'after state.write',
  'before journal.replace',
  'after journal.replace',
  'before journal.remove',
  'after journal.remove',
];
/** Types of which single objects can be replaced without anything else. */
const REPLACEABLE = ['ztc_slb_backend', 'ztc_security_group_rule', 'ztc_snat_entry', 'ztc_dnat_entry'];

export function planTrial(
  random: Random,
  kind: Kind,
  version: number,
  addresses: ReadonlyMap<string, readonly string[]>,
): TrialPlan {
  const kills: [Kill, ...Kill[]] = [killOf(random, kind)];
  while (kills.length < MOST_KILLS && random.chance(AGAIN)) kills.push(killAgain(random, kind));
  const weather = random.chance(0.4) ? [weatherOf(random), weatherOf(random)] : [];
  const versions: [number, ...number[]] = [version];
  // What arrives late may be wanted by nobody any more.
  for (const _ of kills)
    versions.push(random.chance(weather.length > 0 ? 0.7 : 0.3) ? version + 1 : (versions.at(-1) as number));
  return { kills, versions, args: argsOf(random, addresses), weather };
}

/** Mostly requests that arrive late: after whoever sent them is gone, and the next run has asked what became of them. */
function weatherOf(random: Random): Weather {
  const kind = random.weighted([
    [5, 'delay'],
    [1, '5xx'],
    [1, 'reset'],
    [1, 'throttle'],
  ] as const);
  return {
    when: random.weighted([
      [3, 'before'],
      [1, 'after-commit'],
    ]),
    kind,
    method: random.pick(['POST', 'PATCH', 'DELETE']),
    skip: random.between(0, 15),
    times: random.between(1, 30),
    ...(kind === 'delay' ? { delay_ms: random.between(100, 2500) } : {}),
    ...(kind === 'throttle' ? { retry_after: 0 } : {}),
  };
}

/** For a boundary that is to be met for certain when `first`: whatever the seed, it is reached once. */
export function planBoundary(random: Random, boundary: Boundary, version: number, first: boolean): TrialPlan {
  const at = first ? 0 : random.next();
  const recovery = (RECOVERY_BOUNDARIES as readonly Boundary[]).includes(boundary);
  const kill: Kill = { target: isOfServer(boundary) ? 'server' : 'engine', boundary, at: recovery ? 0 : at };
  const before: Kill = { target: 'engine', boundary: 'after provider.apply', at: at / 2 };
  return { kills: recovery ? [before, kill] : [kill], versions: [version], args: [], weather: [] };
}

/** The boundaries that runs of a kind are ended at. */
export function boundariesOfKind(kind: Kind): readonly Boundary[] {
  const engine: readonly Boundary[] = [...ENGINE_BOUNDARIES, ...RECOVERY_BOUNDARIES];
  if (kind === 'engine' || kind === 'provider') return engine;
  return kind === 'server' ? SERVER_BOUNDARIES : [...engine, ...SERVER_BOUNDARIES];
}

function killOf(random: Random, kind: Kind): Kill {
  const target = targetOf(random, kind);
  const at = random.next();
  if (!random.chance(AT_A_BOUNDARY)) return { target, boundary: undefined, at };
  const where = target === 'both' ? random.pick(['engine', 'server'] as const) : target;
  return { target, boundary: random.pick<Boundary>(boundariesOf(where)), at };
}

function targetOf(random: Random, kind: Kind): Target {
  if (kind === 'all') return random.pick(TARGETS);
  return kind === 'provider' ? 'engine' : kind;
}

/**
 * The same for Terraform: it is killed at any time where ztc is killed at a boundary of its own, and sometimes together
 * with its provider.
 */
export function underTerraform(plan: TrialPlan, kind: Kind, random: Random): TrialPlan {
  const [first, ...more] = plan.kills;
  const translate = ({ target, boundary, at }: Kill): Kill => {
    const whole = kind === 'provider' || (kind === 'all' && random.chance(WITH_PROVIDER));
    return {
      target: target === 'engine' && whole ? 'provider' : target,
      boundary: isOfServer(boundary) ? boundary : undefined,
      at,
    };
  };
  return { ...plan, kills: [translate(first), ...more.map(translate)] };
}

function killAgain(random: Random, kind: Kind): Kill {
  const { target, boundary, at } = killOf(random, kind);
  if (!boundary || isOfServer(boundary)) return { target, boundary, at };
  const other = random.pick(WHILE_RECOVERING);
  // There is little to do a second time.
  return { target, boundary: other, at: at * 0.5 };
}

const boundariesOf = (where: Target): readonly Boundary[] =>
  where === 'server' ? SERVER_BOUNDARIES : ENGINE_BOUNDARIES;

function argsOf(random: Random, addresses: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (random.chance(0.05)) return ['--destroy'];
  if (!random.chance(0.3)) return [];
  const known = REPLACEABLE.flatMap((type) => addresses.get(type) ?? []);
  return random.sample(known, 2).flatMap((address) => ['--replace', address]);
}
