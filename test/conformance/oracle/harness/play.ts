/** Plays one scenario with both engines, each in a folder of its own. */

import type { TerraformPool } from '../../../support/terraform-pool.ts';
import { Folder } from './folder.ts';
import { judge, type Played, says, serialOf } from './judge.ts';
import { Ids } from './normalise.ts';
import type { Deviation, Scenario, Step } from './scenario.ts';
import { TerraformEngine } from './terraform-engine.ts';
import { ZtcEngine } from './ztc-engine.ts';

/** More would hide the first, which is what the others mostly follow from. */
const SHOWN = 8;

export async function play(pool: TerraformPool, scenario: Scenario): Promise<void> {
  using stage = new Stage(pool);
  for (const [at, step] of scenario.steps.entries()) {
    const { deviation } = scenario;
    const found = deviation?.step === at ? await stage.deviate(step, deviation) : await stage.step(step);
    const meant = found.filter((line) => !scenario.tolerates?.some((one) => line.startsWith(one.at)));
    report(`step ${at + 1} of ${scenario.steps.length}`, meant);
  }
  const last = scenario.steps.at(-1);
  if (last && (scenario.handover ?? isWhole(last)))
    report('each engine with the final state of the other', await stage.handOver(last));
}

function report(where: string, found: readonly string[]): void {
  if (found.length === 0) return;
  const more = found.length > SHOWN ? [`… and ${found.length - SHOWN} more`] : [];
  throw new Error([`${where}:`, ...found.slice(0, SHOWN), ...more].join('\n  '));
}

const isWhole = (step: Step): boolean =>
  !step.planOnly && !step.destroy && !step.refreshOnly && !step.fails && !step.targets && !step.replace;

class Stage implements Disposable {
  readonly #theirs = new Folder();
  readonly #ours = new Folder();
  readonly #terraform: TerraformEngine;
  readonly #ztc: ZtcEngine;
  readonly #ids = { terraform: new Ids(), ztc: new Ids() };

  constructor(pool: TerraformPool) {
    this.#terraform = new TerraformEngine(pool, this.#theirs);
    this.#ztc = new ZtcEngine(this.#ours);
  }

  [Symbol.dispose](): void {
    this.#theirs[Symbol.dispose]();
    this.#ours[Symbol.dispose]();
  }

  async step(step: Step): Promise<readonly string[]> {
    const [terraform, ztc] = await Promise.all([this.#playTerraform(step), this.#playZtc(step)]);
    return judge(step, terraform, ztc);
  }

  /** Terraform gives up and ztc does not; both go on with the state that ztc leaves. */
  async deviate(step: Step, { terraformFails, ztcWarns }: Deviation): Promise<readonly string[]> {
    const [terraform, ztc] = await Promise.all([this.#playTerraform(step), this.#playZtc(step)]);
    const problems = [...ztc.plan.errors, ...(ztc.apply?.errors ?? [])];
    const text = this.#ours.stateText();
    this.#theirs.takeState(text);
    this.#ids.terraform.learn(this.#theirs.state());
    return [
      ...(says(terraform.plan.errors, terraformFails)
        ? []
        : [`terraform does not fail with "${terraformFails}"`]),
      ...problems.map((problem) => `ztc fails: ${problem}`),
      ...(ztcWarns === undefined || says(ztc.plan.warnings, ztcWarns)
        ? []
        : [`ztc does not warn with ${ztcWarns}`]),
    ];
  }

  async handOver(step: Step): Promise<readonly string[]> {
    const [theirs, ours] = [this.#theirs.stateText(), this.#ours.stateText()];
    this.#theirs.takeState(ours);
    this.#ours.takeState(theirs);
    const again = optionsOf(step);
    const [terraform, ztc] = await Promise.all([this.#terraform.plan(again), this.#ztc.run(again, false)]);
    return [
      ...nothingToDo('terraform', terraform.exit, terraform.errors, terraform.json),
      ...nothingToDo('ztc', ztc.plan.exit, ztc.plan.errors, ztc.plan.json),
    ];
  }

  async #playTerraform(step: Step): Promise<Played> {
    const { errors } = await this.#terraform.prepare(step);
    const ids = this.#ids.terraform;
    ids.learn(this.#theirs.state());
    const before = {
      engine: 'terraform',
      folder: this.#theirs,
      ids,
      serial: serialOf(this.#theirs),
    } as const;
    if (errors.length > 0) return { ...before, plan: { errors, warnings: [], exit: 1 } };
    const plan = await this.#terraform.plan(step);
    if (step.planOnly || plan.exit === 1) return { ...before, plan };
    const apply = await this.#terraform.apply(step);
    ids.learn(this.#theirs.state());
    return { ...before, plan, apply };
  }

  async #playZtc(step: Step): Promise<Played> {
    this.#ztc.prepare(step);
    const ids = this.#ids.ztc;
    ids.learn(this.#ours.state());
    const before = { engine: 'ztc', folder: this.#ours, ids, serial: serialOf(this.#ours) } as const;
    const run = await this.#ztc.run(step, !step.planOnly);
    ids.learn(this.#ours.state());
    return { ...before, ...run };
  }
}

/** The variables of a step without what it did. */
function optionsOf({ vars, varFiles }: Step): Step {
  return { planOnly: true, ...(vars ? { vars } : {}), ...(varFiles ? { varFiles } : {}) };
}

function nothingToDo(
  engine: string,
  exit: number,
  errors: readonly string[],
  json: unknown,
): readonly string[] {
  if (exit === 0) return [];
  const changes = (
    json as { resource_changes?: { address: string; change: { actions: string[] } }[] } | undefined
  )?.resource_changes;
  const what = changes
    ?.filter(({ change }) => change.actions.join() !== 'no-op')
    .map(({ address, change }) => `${address} ${change.actions.join()}`);
  return [`${engine} plans with exit code ${exit}: ${[...errors, ...(what ?? [])].join(' | ')}`];
}
