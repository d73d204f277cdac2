/**
 * Evaluates expressions twice, by real Terraform and by our own engine in process, and tells where the answers differ.
 * Hundreds of expressions go into one configuration, because a run of Terraform costs a second.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Lab } from '../../../src/engine/testing/lab.ts';
import { DiagnosticError } from '../../../src/values/diagnostic.ts';
import { type Json, JsonNumber, type JsonObject, parseJson } from '../../../src/values/json.ts';
import { terraform } from '../../support/terraform.ts';

/** Expressions by the name of their group. */
export type Groups = Readonly<Record<string, readonly string[]>>;

/** What both sides start from: locals that expressions may refer to, and files they may read. */
export interface World {
  readonly config?: JsonObject;
  readonly files?: Readonly<Record<string, string>>;
}

export interface Difference {
  readonly expression: string;
  readonly terraform: string;
  readonly ours: string;
}

/** Stands for the value of an expression that fails. */
const REFUSED = '"(refused)"';

/**
 * Compares values, types and refusals of expressions that are known when planned. An expression must be free of syntax
 * errors, because they would spoil the whole batch.
 */
export async function differences(groups: Groups, world: World = {}): Promise<Difference[]> {
  const output = Object.fromEntries(
    Object.entries(groups).map(([group, expressions]) => [
      group,
      { value: attempts(expressions), sensitive: true },
    ]),
  );
  const config: JsonObject = { ...world.config, output };
  using lab = new Lab();
  placeFiles(lab.dir, world.files ?? {});
  const theirs = outputsOf(applyWithTerraform(lab.dir, config));
  const ours = outputsOf(await applyWithEngine(lab, config));
  return Object.entries(groups).flatMap(([group, expressions]) =>
    expressions.flatMap((expression, i) => {
      const answers = { terraform: answer(theirs, group, i), ours: answer(ours, group, i) };
      return answers.terraform === answers.ours ? [] : [{ expression, ...answers }];
    }),
  );
}

const attempts = (expressions: readonly string[]): JsonObject =>
  Object.fromEntries(expressions.map((text, i) => [`c${i}`, `\${try({ v = ${text} }, ${REFUSED})}`]));

export function placeFiles(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function applyWithTerraform(dir: string, config: JsonObject): string {
  writeFileSync(join(dir, 'main.tf.json'), JSON.stringify(config));
  const state = join(dir, 'oracle.tfstate');
  const done = terraform(dir, 'apply', '-auto-approve', '-input=false', '-no-color', `-state=${state}`);
  if (done.code !== 0) throw new Error(`Terraform refuses the batch:\n${done.stderr}${done.stdout}`);
  return readFileSync(state, 'utf8');
}

async function applyWithEngine(lab: Lab, config: JsonObject): Promise<string> {
  const { diagnostics } = await lab.apply(config);
  if (diagnostics.some((d) => d.severity === 'error')) throw new DiagnosticError(diagnostics);
  return lab.stateText();
}

interface Output {
  readonly value: JsonObject;
  readonly type: Json;
}
type Outputs = Readonly<Record<string, Output>>;

const outputsOf = (state: string): Outputs => (parseJson(state) as { outputs: Json }).outputs as never;

/** Value and type of one expression as text that is equal exactly when they are. */
function answer(outputs: Outputs, group: string, i: number): string {
  const { value, type } = outputs[group] as Output;
  const attempt = (type as [string, Record<string, Json>])[1][`c${i}`] as Json;
  if (attempt === 'string') return 'refused';
  return `${canonical((value[`c${i}`] as JsonObject).v)} as ${typeText(attempt)}`;
}

const typeText = (type: Json): string => canonical((type as [string, JsonObject])[1].v);

/** Canonical: members sorted, numbers as they are written. */
export function canonical(json: Json | undefined): string {
  return JSON.stringify(json, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v) && !(v instanceof JsonNumber)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
