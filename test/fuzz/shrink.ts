/** Makes a counter-example small: whatever can be left out without losing the difference is left out. */

import { isJsonObject } from '../../src/values/json.ts';
import { type Finding, play } from './play.ts';
import type { Json, JsonObject, Scenario, Step, StepOptions } from './scenario.ts';
import type { TerraformWorker } from './terraform-worker.ts';

export interface Small {
  readonly scenario: Scenario;
  readonly finding: Finding;
}

type Path = readonly (string | number)[];

export async function shrink(
  scenario: Scenario,
  finding: Finding,
  worker: TerraformWorker,
  attempts: number,
): Promise<Small> {
  const search = new Search({ scenario, finding }, worker, attempts);
  if (attempts > 0) await search.run();
  return search.best;
}

class Search {
  best: Small;
  readonly #worker: TerraformWorker;
  readonly #kind: string;
  #left: number;

  constructor(best: Small, worker: TerraformWorker, attempts: number) {
    this.best = best;
    this.#worker = worker;
    this.#left = attempts;
    this.#kind = kindOf(best.finding);
  }

  async run(): Promise<void> {
    const { steps } = this.best.scenario;
    await this.#try({ ...this.best.scenario, steps: steps.slice(0, this.best.finding.step + 1) });
    await this.#try({ ...this.best.scenario, syntax: 'json' });
    await this.#try(removed(this.best.scenario, bystanders(this.best)));
    for (let smaller = true; smaller && this.#left > 0; ) {
      smaller = await this.#dropSteps();
      smaller = (await this.#dropOptions()) || smaller;
      smaller = (await this.#dropParts()) || smaller;
    }
  }

  async #try(scenario: Scenario): Promise<boolean> {
    if (this.#left <= 0 || size(scenario) >= size(this.best.scenario)) return false;
    this.#left -= 1;
    const finding = await play(scenario, this.#worker);
    if (!finding || kindOf(finding) !== this.#kind) return false;
    this.best = { scenario, finding };
    return true;
  }

  async #dropSteps(): Promise<boolean> {
    let dropped = false;
    for (let i = this.best.scenario.steps.length - 1; i >= 0; i -= 1) {
      const { scenario } = this.best;
      if (scenario.steps.length <= 1) break;
      dropped = (await this.#try({ ...scenario, steps: scenario.steps.toSpliced(i, 1) })) || dropped;
    }
    return dropped;
  }

  async #dropOptions(): Promise<boolean> {
    let dropped = false;
    for (const [i, { options }] of this.best.scenario.steps.entries())
      for (const name of Object.keys(options) as (keyof StepOptions)[]) {
        const { [name]: _gone, ...rest } = options;
        const step = { ...(this.best.scenario.steps[i] as Step), options: rest };
        dropped = (await this.#try(withStep(this.best.scenario, i, step))) || dropped;
      }
    return dropped;
  }

  /** Large parts first, in all steps at once; then the same in one step, and expressions by plain values. */
  async #dropParts(): Promise<boolean> {
    let dropped = false;
    for (const depth of [3, 2, 4, 5, 6, 7]) {
      for (const batch of this.#batches(depth)) {
        if (await this.#try(removed(this.best.scenario, batch))) {
          dropped = true;
          continue;
        }
        if (batch.length > 1)
          for (const path of batch)
            dropped = (await this.#try(removed(this.best.scenario, [path]))) || dropped;
      }
    }
    for (const path of this.#paths((json) => typeof json === 'string' && json.includes('${'), 99)) {
      for (const plain of ['x', 1, ['x'], { k1: 'x' }])
        if (await this.#try(replaced(this.best.scenario, path, plain))) {
          dropped = true;
          break;
        }
    }
    return dropped;
  }

  /** Halves of the siblings at this depth first, then each. */
  #batches(depth: number): Path[][] {
    const paths = this.#paths(() => true, depth);
    const half = Math.ceil(paths.length / 2);
    const quarter = Math.ceil(paths.length / 4);
    const groups = depth <= 4 && paths.length > 7 ? [half, quarter] : [];
    return [...groups.flatMap((length) => chunks(paths, length)), ...paths.map((path) => [path])];
  }

  /** Paths inside files, in any step, each once. */
  #paths(wanted: (json: Json) => boolean, depth: number): Path[] {
    const found = new Map<string, Path>();
    const visit = (json: Json, path: Path): void => {
      if ((path.length === depth + 1 || depth === 99) && wanted(json)) found.set(JSON.stringify(path), path);
      if (path.length > depth) return;
      if (Array.isArray(json))
        json.forEach((one, i) => {
          visit(one, [...path, i]);
        });
      else if (isJsonObject(json)) for (const [key, one] of Object.entries(json)) visit(one, [...path, key]);
    };
    for (const { files } of this.best.scenario.steps)
      for (const [name, json] of Object.entries(files)) visit(json, [name]);
    return [...found.values()].reverse();
  }
}

/** What the object that differs does not need: all other parts of the root module, in the step where it differs. */
function bystanders({ scenario, finding }: Small): Path[] {
  const [subject] = finding.differences[0]?.path.match(/(terraform_data|module)\.\w+/) ?? [];
  const root = (scenario.steps[finding.step] ?? scenario.steps.at(-1))?.files['main.tf.json'];
  if (subject === undefined || root === undefined) return [];
  const parts = partsOf(root);
  const needed = new Set([subject]);
  for (const name of needed)
    for (const [found] of JSON.stringify(parts.get(name)?.json ?? '').matchAll(
      /\b(terraform_data|module|local|var)\.\w+/g,
    ))
      needed.add(found);
  return [...parts].flatMap(([name, { path }]) => (needed.has(name) ? [] : [path]));
}

function partsOf(root: JsonObject): Map<string, { readonly path: Path; readonly json: Json }> {
  const parts = new Map<string, { readonly path: Path; readonly json: Json }>();
  const add = (prefix: string, ...path: string[]): void => {
    let json: Json | undefined = root;
    for (const key of path) json = isJsonObject(json) ? json[key] : undefined;
    if (!isJsonObject(json)) return;
    for (const [name, part] of Object.entries(json))
      parts.set(`${prefix}.${name}`, { path: ['main.tf.json', ...path, name], json: part });
  };
  add('terraform_data', 'resource', 'terraform_data');
  add('module', 'module');
  add('local', 'locals');
  add('var', 'variable');
  add('output', 'output');
  return parts;
}

const kindOf = ({ differences }: Finding): string => differences[0]?.kind ?? '';
const size = (scenario: Scenario): number => JSON.stringify(scenario).length;

const withStep = (scenario: Scenario, i: number, step: Step): Scenario => ({
  ...scenario,
  steps: scenario.steps.with(i, step),
});

function chunks<T>(list: readonly T[], length: number): T[][] {
  const found: T[][] = [];
  for (let at = 0; at < list.length; at += length) found.push(list.slice(at, at + length));
  return found;
}

const removed = (scenario: Scenario, paths: readonly Path[]): Scenario =>
  paths.reduce(
    (smaller, path) => mapFiles(smaller, (files) => without(files, path) as Step['files']),
    scenario,
  );

/** Whatever named what is gone names nothing special any more. */
function without(files: Json, path: Path): Json {
  const smaller = change(files, path, () => undefined);
  const [, section, second, third] = path;
  const name =
    section === 'resource' && path.length === 4
      ? `${second}.${third}`
      : section === 'module' && path.length === 3
        ? `module.${second}`
        : section === 'locals' && path.length === 3
          ? `local.${second}`
          : section === 'variable' && path.length === 3
            ? `var.${second}`
            : undefined;
  return name === undefined
    ? smaller
    : forget(smaller, new RegExp(`(?<![.\\w])${name.replaceAll('.', '\\.')}\\b`));
}

function forget(json: Json, name: RegExp): Json {
  if (typeof json === 'string') return name.test(json) && json.includes('${') ? 'x' : json;
  if (Array.isArray(json))
    return json
      .filter((one) => !(typeof one === 'string' && !one.includes('${') && name.test(one)))
      .map((one) => forget(one, name));
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, forget(one, name)]));
}

const replaced = (scenario: Scenario, path: Path, plain: Json): Scenario =>
  mapFiles(scenario, (files) => change(files, path, () => plain) as Step['files']);

const mapFiles = (scenario: Scenario, act: (files: Step['files']) => Step['files']): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((step) => ({ ...step, files: act(step.files) })),
});

/** With something else at the path, or nothing; unchanged where there is no such path. */
function change(json: Json, [head, ...rest]: Path, act: () => Json | undefined): Json {
  if (head === undefined) return json;
  if (Array.isArray(json) && typeof head === 'number') {
    if (head >= json.length) return json;
    const next = rest.length === 0 ? act() : change(json[head], rest, act);
    return next === undefined ? json.toSpliced(head, 1) : json.with(head, next);
  }
  if (!isJsonObject(json) || !(head in json)) return json;
  const next = rest.length === 0 ? act() : change(json[head] as Json, rest, act);
  const { [head]: _gone, ...others } = json;
  return next === undefined ? others : ({ ...json, [head]: next } as JsonObject);
}
