/** Plays a scenario through both engines and tells the first difference. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/values/json.ts';
import { comparePhases, comparePlans, compareStates, type Difference } from './compare.ts';
import { countFeatures, type Features } from './features.ts';
import { writeStep } from './folder.ts';
import { violations } from './order.ts';
import { type Operation, type Outcome, STATE_FILE } from './outcome.ts';
import { isCycle, refusesToApply, refusesToDestroy, refusesToPlan } from './refusals.ts';
import { runTerraform } from './run-terraform.ts';
import { runZtc } from './run-ztc.ts';
import type { Scenario, Step, StepOptions } from './scenario.ts';
import { checksIn, editState, idsIn, serialOf } from './states.ts';
import type { TerraformWorker } from './terraform-worker.ts';

export interface Finding {
  readonly step: number;
  readonly differences: readonly Difference[];
}

interface Run {
  readonly worker: TerraformWorker;
  readonly scenario: Scenario;
  readonly terraform: string;
  readonly ztc: string;
  readonly features: Features;
}

/** Undefined: the engines agree all the way. */
export async function play(
  scenario: Scenario,
  worker: TerraformWorker,
  features: Features = new Map(),
): Promise<Finding | undefined> {
  const base = mkdtempSync(join(tmpdir(), `ztc-fuzz-${scenario.seed}-`));
  const run: Run = {
    worker,
    scenario,
    features,
    terraform: join(base, 'terraform'),
    ztc: join(base, 'ztc'),
  };
  mkdirSync(run.terraform);
  mkdirSync(run.ztc);
  try {
    return await playSteps(run);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function playSteps(run: Run): Promise<Finding | undefined> {
  const { steps } = run.scenario;
  let state: string | undefined;
  let states: readonly (string | undefined)[] = [];
  for (const [i, step] of steps.entries()) {
    const before = editState(state, step.options);
    const played = await playStep(run, step, before);
    if (played.differences.length > 0) return { step: i, differences: played.differences };
    states = [played.terraform.stateText, played.ztc.stateText];
    // Each engine goes on from the other one's state in turn.
    const partly = leftBehind(played.terraform) || step.options.mode === 'destroy';
    const only = partly ? 0 : played.refused ? 1 : undefined;
    state = states[only ?? i % 2];
    if (only !== undefined) states = [state, state];
  }
  const differences = await handOver(run, steps.at(-1) as Step, states);
  return differences.length > 0 ? { step: steps.length, differences } : undefined;
}

interface Played {
  readonly terraform: Outcome;
  readonly ztc: Outcome;
  /** Terraform has not done what ours has done. */
  readonly refused: boolean;
  readonly differences: readonly Difference[];
}

async function playStep(run: Run, step: Step, before: string | undefined): Promise<Played> {
  prepare(run, step, before, before);
  const terraform = await runTerraform(run.worker, run.terraform, step.options, { apply: true });
  const ids = idsIn(terraform.stateText);
  const ztc = await runZtc(run.ztc, step.options, { apply: true, ids });
  countFeatures(run.features, step, terraform, ztc);
  const played = { terraform, ztc, refused: true };
  if (isCycle(terraform)) return { ...played, differences: cycleDifferences(before, terraform, ztc) };
  if (refusesToPlan(terraform, ztc, step.options)) return { ...played, differences: [] };
  if (refusesToDestroy(terraform, ztc, step.options) && (await isRefused(run, step, before)))
    return { ...played, differences: [] };
  const refused = refusesToApply(terraform, ztc);
  return { ...played, refused, differences: compare(step.options, before, terraform, ztc) };
}

/** Whether ours says, too, that this configuration cannot be planned. */
async function isRefused(run: Run, step: Step, before: string | undefined): Promise<boolean> {
  prepare(run, step, before, before);
  const { mode: _mode, ...options } = step.options;
  const { phase } = await runZtc(run.ztc, options, { apply: false, ids: new Map() });
  return phase === 'failed at plan';
}

function prepare(run: Run, step: Step, ofTerraform: string | undefined, ofZtc: string | undefined): void {
  for (const [folder, state] of [[run.terraform, ofTerraform] as const, [run.ztc, ofZtc] as const]) {
    writeStep(folder, step, run.scenario.syntax);
    rmSync(join(folder, STATE_FILE), { force: true });
    if (state !== undefined) writeFileSync(join(folder, STATE_FILE), state);
  }
}

/**
 * Terraform wants some removals both before and after other changes: those of what was made before its predecessor went,
 * of objects that are put aside, and of what these depended on. Ours does them late; dependents still go first.
 */
function cycleDifferences(before: string | undefined, terraform: Outcome, ztc: Outcome): Difference[] {
  const stuck =
    ztc.phase === 'failed at plan' || ztc.errors.some((one) => one.startsWith('ZTC-E-PLAN-CYCLE'));
  const { plan, stateText, operations } = ztc;
  const broken = plan ? violations(plan, before, stateText, operations) : [];
  const wrong = broken.filter((text) => !REMOVED_EARLY.test(text));
  if (!stuck && wrong.length === 0) return [];
  const told = [ztc.phase, ...ztc.errors, ...wrong].join(' ');
  return [{ kind: 'cycle', path: 'phase', terraform: terraform.errors.join(), ztc: told }];
}

/** What Terraform's circles are made of. */
const REMOVED_EARLY = /^destruction before (changes|dependents change):/;

function compare(
  options: StepOptions,
  before: string | undefined,
  terraform: Outcome,
  ztc: Outcome,
): Difference[] {
  const refused = refusesToApply(terraform, ztc);
  const phases = refused ? [] : comparePhases(terraform, ztc);
  if (phases.length > 0) return phases;
  if (!terraform.plan || !ztc.plan) return compareStates(terraform.stateText, ztc.stateText, options);
  const plans = comparePlans(terraform.plan, ztc.plan, options);
  if (plans.length > 0) return plans;
  if (refused || leftBehind(terraform)) return [];
  const states = compareStates(terraform.stateText, ztc.stateText, options);
  if (states.length > 0) return states;
  return [...serialDifferences(before, terraform, ztc), ...orderDifferences(before, terraform, ztc)];
}

/**
 * With targets Terraform plans whole resources, but applies only those instances that the targets refer to, and of
 * those that are replaced the new one first, it leaves the old one: some of what is in its plan is not done. Ours does
 * what it has planned.
 */
export function leftBehind({ phase, plan, operations }: Outcome): boolean {
  if (phase !== 'done' || plan?.complete !== false) return false;
  const done = new Set(operations.map(({ address, what }) => `${what} ${address}`));
  return ((plan.resource_changes ?? []) as readonly JsonObject[]).some(({ address, change }) =>
    ((change as JsonObject).actions as readonly string[]).some((action) => {
      const what = DONE_BY[action];
      return what !== undefined && !done.has(`${what} ${address}`);
    }),
  );
}

const DONE_BY: Readonly<Record<string, Operation['what']>> = {
  create: 'made',
  update: 'made',
  delete: 'gone',
};

/** How often it is written is each engine's own affair; whether it is, is not. */
function serialDifferences(before: string | undefined, terraform: Outcome, ztc: Outcome): Difference[] {
  // Several results of checks stand in no order, which Terraform takes for a difference.
  if (checksIn(terraform.stateText) > 1) return [];
  const [was, theirs, ours] = [before, terraform.stateText, ztc.stateText].map(serialOf);
  if ((was === theirs) === (was === ours)) return [];
  return [{ kind: 'serial', path: `from ${was}`, terraform: String(theirs), ztc: String(ours) }];
}

function orderDifferences(before: string | undefined, terraform: Outcome, ztc: Outcome): Difference[] {
  const broken = ({ plan, stateText, operations }: Outcome): string[] =>
    plan ? violations(plan, before, stateText, operations) : [];
  const [theirs, ours] = [broken(terraform), broken(ztc)];
  if (theirs.length + ours.length === 0) return [];
  return [
    {
      kind: theirs.length > 0 ? 'order of the model' : 'order',
      path: 'operations',
      terraform: theirs.join('; '),
      ztc: ours.join('; '),
    },
  ];
}

/** Each engine plans what the other one has left. */
async function handOver(
  run: Run,
  step: Step,
  [ofTerraform, ofZtc]: readonly (string | undefined)[],
): Promise<Difference[]> {
  const { vars } = step.options;
  const options = vars === undefined ? {} : { vars };
  prepare(run, step, ofZtc, ofTerraform);
  const terraform = await runTerraform(run.worker, run.terraform, options, { apply: false });
  const ztc = await runZtc(run.ztc, options, { apply: false, ids: new Map() });
  if (isCycle(terraform)) return cycleDifferences(ofTerraform, terraform, ztc);
  if (refusesToPlan(terraform, ztc, options)) return [];
  const phases = comparePhases(terraform, ztc);
  if (phases.length > 0 || !terraform.plan || !ztc.plan) return phases;
  return comparePlans(terraform.plan, ztc.plan, options);
}
