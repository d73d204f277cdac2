/** Real Terraform, driven through its command line. */

import { type Json, type JsonObject, parseJson } from '../../../../src/values/json.ts';
import type { TerraformPool } from '../../../support/terraform-pool.ts';
import { type Folder, needsInit } from './folder.ts';
import type { ApplyRun, Operation, PlanRun, Problems } from './run.ts';
import type { Step } from './scenario.ts';

/** Where plans are saved in the folder. */
export const PLAN_FILE = 'oracle.tfplan';

export class TerraformEngine {
  readonly #pool: TerraformPool;
  readonly #folder: Folder;

  constructor(pool: TerraformPool, folder: Folder) {
    this.#pool = pool;
    this.#folder = folder;
  }

  async prepare(step: Step): Promise<Problems> {
    this.#folder.prepare(step);
    if (!needsInit(step)) return { errors: [], warnings: [] };
    const { code, stdout } = await this.#run('init', '-input=false', '-no-color', '-json');
    const problems = problemsOf(messages(stdout));
    if (code !== 0 && problems.errors.length === 0) throw new Error(`terraform init: ${stdout}`);
    return problems;
  }

  async plan(step: Step): Promise<PlanRun> {
    const args = ['-input=false', '-json', '-detailed-exitcode', `-out=${PLAN_FILE}`, ...flags(step)];
    const { code, stdout, stderr } = await this.#run('plan', ...args);
    const problems = problemsOf(messages(stdout));
    if (code === 1 && problems.errors.length === 0) throw new Error(`terraform plan: ${stdout}${stderr}`);
    const show = code === 1 ? undefined : await this.#run('show', '-json', PLAN_FILE);
    return { ...problems, exit: code, ...(show ? { json: parseJson(show.stdout) } : {}) };
  }

  /** Variables are given again: ephemeral ones are not in the plan. */
  async apply(step: Step): Promise<ApplyRun> {
    const args = ['-input=false', '-json', ...variables(step), PLAN_FILE];
    const { code, stdout } = await this.#run('apply', ...args);
    const all = messages(stdout);
    return { ...problemsOf(all), exit: code, operations: all.flatMap(operationOf) };
  }

  async #run(...args: string[]) {
    return this.#pool.run(this.#folder.dir, ...args);
  }
}

function flags(step: Step): string[] {
  return [
    ...(step.destroy ? ['-destroy'] : []),
    ...(step.refreshOnly ? ['-refresh-only'] : []),
    ...(step.refresh === false ? ['-refresh=false'] : []),
    ...(step.targets ?? []).map((target) => `-target=${target}`),
    ...(step.replace ?? []).map((address) => `-replace=${address}`),
    ...variables(step),
  ];
}

function variables({ varFiles = [], vars = {} }: Step): string[] {
  return [
    ...varFiles.map((file) => `-var-file=${file}`),
    ...Object.entries(vars).flatMap(([name, value]) => ['-var', `${name}=${value}`]),
  ];
}

/** One JSON object per line; what a program prints beside them is none. */
function messages(stdout: string): readonly JsonObject[] {
  return stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [parseJson(line) as JsonObject] : []));
}

function problemsOf(all: readonly JsonObject[]): Problems {
  const of = (wanted: string): string[] =>
    all.flatMap(({ diagnostic }) => {
      const { severity, summary, detail } = (diagnostic ?? {}) as JsonObject;
      return severity === wanted ? [`${summary as string}: ${String(detail ?? '').split('\n')[0]}`] : [];
    });
  return { errors: of('error'), warnings: of('warning') };
}

const EVENTS: Readonly<Record<string, Operation['event']>> = {
  apply_start: 'start',
  apply_complete: 'complete',
  apply_errored: 'errored',
};

function operationOf({ type, hook }: JsonObject): readonly Operation[] {
  const event = EVENTS[type as string];
  if (!event) return [];
  const { action, resource } = hook as {
    readonly action: string;
    readonly resource: { readonly addr: Json };
  };
  return [{ event, what: `${action} ${resource.addr as string}` }];
}
