/** How often each thing was exercised, for the summary. */

import { isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import type { Outcome } from './outcome.ts';
import type { Step } from './scenario.ts';

export type Features = Map<string, number>;

const SETTINGS: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'create_before_destroy',
  'prevent_destroy',
  'ignore_changes',
  'replace_triggered_by',
  'precondition',
  'postcondition',
  'triggers_replace',
  'moved',
  'removed',
  'import',
  'check',
  'module',
  'validation',
  'sensitive',
  'locals',
]);

export function countFeatures(features: Features, step: Step, terraform: Outcome, ztc: Outcome): void {
  const count = (name: string, by = 1): void => {
    features.set(name, (features.get(name) ?? 0) + by);
  };
  count('steps');
  count(`phase: ${terraform.phase}`);
  for (const error of terraform.errors) count(`error: ${error.split(/[:.]/)[0]}`);
  for (const name of Object.keys(step.options)) count(`option: ${name}`);
  if (step.options.mode) count(`mode: ${step.options.mode}`);
  countSettings(count, Object.values(step.files));
  for (const warning of ztc.warnings) count(`warning: ${warning.split(' ')[0]}`);
  if (terraform.plan) countPlan(count, terraform.plan);
}

function countSettings(count: (name: string) => void, json: Json): void {
  if (Array.isArray(json)) {
    for (const one of json) countSettings(count, one);
    return;
  }
  if (!isJsonObject(json)) return;
  for (const [name, value] of Object.entries(json)) {
    if (SETTINGS.has(name)) count(`setting: ${name}`);
    countSettings(count, value);
  }
}

function countPlan(count: (name: string) => void, plan: JsonObject): void {
  for (const change of (plan.resource_changes ?? []) as readonly JsonObject[]) {
    const { actions, importing } = change.change as JsonObject;
    count(`action: ${(actions as readonly string[]).join(',')}`);
    if (change.action_reason !== undefined) count(`reason: ${change.action_reason}`);
    if (change.previous_address !== undefined) count('moved objects');
    if (change.deposed !== undefined) count('deposed objects');
    if (importing !== undefined) count('imported objects');
  }
  for (const _one of (plan.resource_drift ?? []) as readonly JsonObject[]) count('drift');
  for (const change of Object.values((plan.output_changes ?? {}) as JsonObject))
    count(`output: ${((change as JsonObject).actions as readonly string[]).join(',')}`);
}
