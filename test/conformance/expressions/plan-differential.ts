/** The same comparison for plans: what is known, unknown and sensitive, at any depth. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../../../src/engine/testing/lab.ts';
import { DiagnosticError } from '../../../src/values/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../../src/values/json.ts';
import { terraform } from '../../support/terraform.ts';
import { type Difference, type Groups, placeFiles, canonical as text, type World } from './differential.ts';

/**
 * Compares what is known when planned, what is not and what is sensitive. All expressions must be valid: a failure of
 * one is a failure of the plan.
 */
export async function planDifferences(groups: Groups, world: World = {}): Promise<Difference[]> {
  const data = Object.fromEntries(
    Object.entries(groups).map(([group, expressions]) => [group, { input: bare(expressions) }]),
  );
  const resource = {
    terraform_data: { ...data, ...((world.config?.resource as JsonObject)?.terraform_data as JsonObject) },
  };
  const config: JsonObject = { ...world.config, resource };
  using lab = new Lab();
  placeFiles(lab.dir, world.files ?? {});
  const theirs = answersOf(planWithTerraform(lab.dir, config));
  const ours = answersOf(await planWithEngine(lab, config));
  return Object.entries(groups).flatMap(([group, expressions]) =>
    expressions.flatMap((expression, i) => {
      const answers = { terraform: text(theirs(group, i)), ours: text(ours(group, i)) };
      return answers.terraform === answers.ours ? [] : [{ expression, ...answers }];
    }),
  );
}

const bare = (expressions: readonly string[]): JsonObject =>
  Object.fromEntries(expressions.map((expression, i) => [`c${i}`, `\${${expression}}`]));

type Lookup = (group: string, i: number) => Json | undefined;

interface JsonPlan {
  readonly resource_changes: readonly {
    readonly name: string;
    readonly change: Readonly<
      Record<'after' | 'after_unknown' | 'after_sensitive', { readonly input?: Json }>
    >;
  }[];
}

function planWithTerraform(dir: string, config: JsonObject): string {
  writeFileSync(join(dir, 'main.tf.json'), JSON.stringify(config));
  const done = terraform(dir, 'plan', '-input=false', '-no-color', '-out=plan');
  if (done.code !== 0) throw new Error(`Terraform refuses the batch:\n${done.stderr}${done.stdout}`);
  return terraform(dir, 'show', '-json', 'plan').stdout;
}

async function planWithEngine(lab: Lab, config: JsonObject): Promise<string> {
  const engine = lab.engine(config);
  const plan = await engine.plan();
  if (plan.errored) throw new DiagnosticError(plan.diagnostics);
  return engine.planJson(plan);
}

function answersOf(planJson: string): Lookup {
  const { resource_changes } = parseJson(planJson) as unknown as JsonPlan;
  const views = new Map(
    resource_changes.map(({ name, change: { after, after_unknown, after_sensitive } }) => [
      name,
      merged(after.input, after_unknown.input, after_sensitive.input),
    ]),
  );
  return (group, i) => (views.get(group) as JsonObject)[`c${i}`];
}

/** The three views of a plan as one: `"?"` for what is not known, `{"sensitive": …}` around what is sensitive. */
function merged(after: Json | undefined, unknown: Json | undefined, sensitive: Json | undefined): Json {
  const inner = (): Json => {
    if (unknown === true) return '?';
    if (Array.isArray(after)) {
      return (after as Json[]).map((v, i) => merged(v, at(unknown, i), at(sensitive, i)));
    }
    if (!isJsonObject(after) && !isJsonObject(unknown)) return after ?? null;
    const names = new Set([...Object.keys(after ?? {}), ...Object.keys(unknown ?? {})]);
    return Object.fromEntries(
      [...names].map((name) => [name, merged(at(after, name), at(unknown, name), at(sensitive, name))]),
    );
  };
  return sensitive === true ? { sensitive: inner() } : inner();
}

const at = (json: Json | undefined, key: string | number): Json | undefined =>
  typeof json === 'object' && json !== null ? (json as Record<string | number, Json>)[key] : undefined;
