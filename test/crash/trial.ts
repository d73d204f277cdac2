/** One trial: a run that is killed, maybe again while it recovers, and what must hold when it has come to its end. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../src/client/client.ts';
import type { Random } from '../fuzz/random.ts';
import type { Outcome } from '../support/cli.ts';
import { type Boundary, type End, isOfServer } from './boundaries.ts';
import { isEmptied, type Ledger, type Violation, violationsOf } from './check.ts';
import type { Run } from './engines.ts';
import { toldIn } from './events.ts';
import { inTheConsole, type Outsider } from './somebody.ts';
import type { Tally, Target } from './tally.ts';
import type { World } from './world.ts';

export interface Kill {
  readonly target: Target;
  /** Undefined: at any time. */
  readonly boundary: Boundary | undefined;
  /** How far into the run, from 0 to 1. */
  readonly at: number;
}

/** What the control plane is told to do to requests, at its door for tests. */
export interface Weather extends JsonObject {
  readonly when: 'before' | 'after-commit';
  readonly kind: 'delay' | '5xx' | 'reset' | 'throttle';
}

export interface TrialPlan {
  /** Versions of the design: of the run that is killed first, and of those that follow. */
  readonly versions: readonly [number, ...number[]];
  readonly kills: readonly [Kill, ...Kill[]];
  /** More arguments of the first run. */
  readonly args: readonly string[];
  /** During the first run. */
  readonly weather: readonly Weather[];
}

export interface Scene {
  readonly world: World;
  readonly ledger: Ledger;
  readonly outsider: Outsider;
  readonly tally: Tally;
  readonly random: Random;
}

/** Only ends what hangs. */
const HANG_MS = 180_000;

export async function runTrial(scene: Scene, plan: TrialPlan): Promise<readonly Violation[]> {
  const before = scene.world.emptied;
  const found = await play(scene, plan);
  return scene.world.emptied === before ? found : found.map((one) => ({ ...one, emptied: true }));
}

async function play(scene: Scene, plan: TrialPlan): Promise<Violation[]> {
  const { world, tally } = scene;
  tally.trials += 1;
  for (const fault of plan.weather) await world.client.operate('POST', 'faults', fault);
  let calm = 0;
  for (const [at, kill] of plan.kills.entries()) {
    world.write(plan.versions[at] ?? plan.versions[0]);
    const hung = await strike(scene, kill, at, at === 0 ? plan.args : []);
    if (hung) return [hung];
    if (at > 0 || plan.weather.length === 0) continue;
    calm = performance.now() + latest(plan.weather);
    await world.client.operate('DELETE', 'faults');
  }
  // The design may have been edited since.
  world.write(plan.versions.at(-1) ?? plan.versions[0]);
  const applied = await finish(scene);
  if (applied.length > 0) return [...applied, ...(await stillFound(scene))];
  // What is still on its way arrives before anybody looks.
  await sleep(Math.max(0, calm - performance.now()));
  const [second, violations] = await Promise.all([
    world.planIsEmpty(),
    violationsOf(world, scene.ledger, scene.outsider),
  ]);
  const left: Violation[] = second.empty ? [] : [{ kind: 'plan', text: tail(second) }];
  return [...left, ...violations];
}

const latest = (weather: readonly Weather[]): number =>
  Math.max(0, ...weather.map(({ delay_ms: ms }) => (typeof ms === 'number' ? ms : 0)));

/** Where losses are counted, a failed run does not hide them. */
async function stillFound({ world, ledger, outsider }: Scene): Promise<Violation[]> {
  return world.engine.name === 'terraform' ? violationsOf(world, ledger, outsider) : [];
}

const usualMs = ({ usualMs: ms, engine }: World): number => ms ?? engine.firstGuessMs;

/** A run among others who work at the same time, and its end. */
async function strike(
  scene: Scene,
  kill: Kill,
  again: number,
  args: readonly string[],
): Promise<Violation | undefined> {
  const { world, ledger, outsider, random, tally } = scene;
  const stop = new AbortController();
  let others = 0;
  const work = [
    inTheConsole(world.client, random, stop.signal).then((done) => {
      ledger.add(done);
      // The other account does about as much.
      others = 2 * done.length;
    }),
    outsider.work(stop.signal),
  ];
  const before = await world.place.read();
  const run = begin(world, kill, args);
  let own = 0;
  try {
    const hit = await end(world, run, kill);
    if (hit) tally.kill(kill.target, kill.boundary ?? 'at any time', again > 0);
    else tally.missed += 1;
    // Whoever lives goes on with the next server.
    if (!world.server) await world.startServer();
    const outcome = await within(HANG_MS, run.ended);
    if (!outcome) return { kind: 'hang', text: `a run did not end after ${JSON.stringify(kill)}` };
    own = note(scene, outcome);
    if (hit && outcome.code !== null) tally[outcome.code === 0 ? 'outlived' : 'failed'] += 1;
  } finally {
    stop.abort();
    await Promise.all(work);
    await run.stop();
  }
  world.expectWrites(own + others);
  if (!world.server) await world.startServer();
  world.armServer(undefined);
  tally.help(await world.engine.tidy());
  if ((before || own > 0) && isEmptied(await world.place.read())) {
    world.emptied += 1;
    tally.emptied += 1;
  }
  return undefined;
}

function begin(world: World, { boundary, at }: Kill, args: readonly string[]): Run {
  const last: End | undefined = boundary && {
    boundary,
    nth: 1 + Math.floor(at * (isOfServer(boundary) ? world.usualWrites : (world.usual.get(boundary) ?? 1))),
  };
  if (!isOfServer(boundary)) return world.apply(last, ...args);
  world.armServer(last);
  return world.apply(undefined, ...args);
}

/** Whether the kill came before the run was over. */
async function end(world: World, run: Run, { target, boundary, at }: Kill): Promise<boolean> {
  const over = new AbortController();
  const moment = world.engine.startMs + at * usualMs(world);
  const first = await Promise.race([
    run.ended.then(({ code }) => (code === null ? 'engine' : 'nobody')),
    ...(world.server ? [world.server.then(() => 'server')] : []),
    sleep(boundary ? HANG_MS : moment, 'time', { signal: over.signal }).catch(() => 'nobody'),
  ]);
  over.abort();
  if (first === 'nobody') return false;
  if (first === 'time' && boundary) run.kill(true);
  if (first !== 'engine' && target !== 'server') run.kill(target !== 'engine');
  if (first !== 'server' && (target === 'server' || target === 'both')) await world.killServer();
  return first !== 'time' || boundary === undefined;
}

/** Nobody disturbs any more: the next run settles everything. */
async function finish(scene: Scene): Promise<Violation[]> {
  const { world } = scene;
  const began = performance.now();
  const run = world.apply(undefined);
  const outcome = await within(HANG_MS, run.ended);
  await run.stop();
  if (!outcome) return [{ kind: 'hang', text: 'the last run did not end' }];
  world.learn(performance.now() - began);
  note(scene, outcome);
  return outcome.code === 0 ? [] : [{ kind: 'apply', text: tail(outcome) }];
}

/** How many writes were acknowledged. */
function note({ ledger, tally }: Scene, { stdout }: Outcome): number {
  const { acknowledged, recovered } = toldIn(stdout);
  ledger.add(acknowledged);
  tally.acknowledged += acknowledged.length;
  tally.recover(recovered);
  tally.runs += 1;
  return acknowledged.length;
}

async function within<T>(ms: number, result: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
  const first = await Promise.race([result, late]);
  over.abort();
  return first;
}

const tail = ({ code, stdout, stderr }: Outcome): string =>
  `ended with ${code}\n${toldErrors(stdout)}\n${stderr.slice(-1500)}`;

function toldErrors(stdout: string): string {
  const errors = stdout.split('\n').filter((line) => line.includes('"@level":"error"'));
  return (errors.length > 0 ? errors.slice(0, 5).join('\n') : stdout.slice(-1500)).slice(0, 4000);
}
