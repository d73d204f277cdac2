/** A plan that was written to a file and comes back. */

import { DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json, JsonDocument, type JsonObject, writeJson } from '../values/json.ts';
import { changeJson, outputChangesJson } from './plan/json/changes.ts';
import type { PlanExtra } from './plan/json/plan-json.ts';
import type { Plan } from './plan/model.ts';

export interface SavedPlan {
  readonly ztc: Pick<PlanExtra, 'lineage' | 'serial' | 'configHash' | 'options'>;
  readonly timestamp: string;
  /** Values of input variables, without ephemeral ones. */
  readonly variables: JsonObject;
  readonly resourceChanges: Json;
  readonly outputChanges: Json;
}

/** Throws `DiagnosticError`; `file` is what it names. */
export function readSavedPlan(text: string, file?: string): SavedPlan {
  try {
    return savedPlan(JsonDocument.parse(text, file).value);
  } catch (e) {
    if (!(e instanceof DiagnosticError) || file === undefined) throw e;
    throw new DiagnosticError(e.diagnostics.map((problem) => ({ file, ...problem })));
  }
}

function savedPlan(json: Json): SavedPlan {
  if (!isJsonObject(json) || typeof json.timestamp !== 'string' || json.resource_changes === null)
    throw refuse('The file does not hold a plan.');
  if (!isJsonObject(json.ztc))
    throw refuse('The plan was made by another program. Apply it with the program that made it.');
  if (json.errored === true) throw refuse('The plan has errors and cannot be applied.');
  return {
    ztc: extraOf(json.ztc),
    timestamp: json.timestamp,
    variables: variablesOf(json.variables),
    resourceChanges: json.resource_changes ?? [],
    outputChanges: json.output_changes ?? {},
  };
}

function variablesOf(json: Json | undefined): JsonObject {
  const entries = isJsonObject(json) ? Object.entries(json) : [];
  return Object.fromEntries(
    entries.map(([name, variable]) => [name, isJsonObject(variable) ? (variable.value ?? null) : null]),
  );
}

function extraOf(ztc: JsonObject): SavedPlan['ztc'] {
  const { lineage, serial, configHash, options } = ztc;
  const complete =
    typeof lineage === 'string' &&
    typeof serial === 'number' &&
    typeof configHash === 'string' &&
    isJsonObject(options);
  if (!complete) throw refuse('The plan is incomplete.');
  return { lineage, serial, configHash, options: options as unknown as PlanExtra['options'] };
}

/** Whether planning again came to the same: every value, known or not. */
export function sameChanges(saved: SavedPlan, plan: Plan): boolean {
  const sorted = (json: Json): string => writeJson(json, { sortKeys: true });
  return (
    sorted(saved.resourceChanges) === sorted(plan.changes.map(changeJson)) &&
    sorted(saved.outputChanges) === sorted(outputChangesJson(plan.outputs))
  );
}

const refuse = (detail: string): DiagnosticError =>
  new DiagnosticError(errorDiagnostic('ZTC-E-PLAN-FILE', 'Not a saved plan', detail));
