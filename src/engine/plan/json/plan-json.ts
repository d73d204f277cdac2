/** A plan as Terraform's plan JSON, with one key more: `ztc`. This text is also what a saved plan is. */

import { waiversOf } from '../../../config/plan-meta.ts';
import type { ConfigTree } from '../../../config/tree.ts';
import type { Finding, Waiver } from '../../../findings/finding.ts';
import { type Json, writeJson } from '../../../values/json.ts';
import { compareStrings } from '../../../values/type.ts';
import type { Value } from '../../../values/value.ts';
import type { ProviderDirectory } from '../../providers.ts';
import { FORMAT_VERSION } from '../../state/model.ts';
import { provenance } from '../graph-view.ts';
import { hasChanges, type Plan } from '../model.ts';
import { changeJson, driftJson, outputChangesJson } from './changes.ts';
import { configurationJson } from './configuration.ts';
import { plannedValuesJson, priorStateJson } from './state-values.ts';
import { knownJson } from './values.ts';

export interface PlanJsonInput {
  readonly plan: Plan;
  readonly tree: ConfigTree;
  readonly directory: ProviderDirectory;
  readonly variables: ReadonlyMap<string, Value>;
}

/** What ztc adds to the plan. */
export interface PlanExtra {
  readonly findings: readonly Finding[];
  /** Findings that the apply has to decide, by rule and address; they are told once, in `findings`. */
  readonly obligations: readonly { readonly rule: string; readonly address: string }[];
  readonly sources: Readonly<Record<string, { readonly constructPath?: string; readonly source?: unknown }>>;
  readonly waivers: readonly Waiver[];
  readonly lineage: string;
  readonly serial: number;
  readonly configHash: string;
  readonly options: Plan['options'];
}

export function planToJson(input: PlanJsonInput): Json {
  const { plan, tree, directory, variables } = input;
  const prior = priorStateJson(plan.refreshed, directory);
  const changes = plan.changes.map(changeJson);
  return {
    format_version: '1.2',
    terraform_version: FORMAT_VERSION,
    ...(variables.size > 0 ? { variables: variablesJson(variables) } : {}),
    planned_values: plannedValuesJson(plan),
    ...(plan.drift.length > 0 ? { resource_drift: plan.drift.map(driftJson) } : {}),
    ...(changes.length > 0 ? { resource_changes: changes } : {}),
    ...(plan.outputs.length > 0 ? { output_changes: outputChangesJson(plan.outputs) } : {}),
    ...(prior === undefined ? {} : { prior_state: prior }),
    configuration: configurationJson(tree, directory),
    timestamp: plan.timestamp,
    applyable: !plan.errored && hasChanges(plan),
    complete: plan.complete,
    errored: plan.errored,
    ztc: extra(plan, tree) as unknown as Json,
  };
}

/** One line, as `terraform show -json` prints. */
export const writePlanJson = (input: PlanJsonInput): string => `${writeJson(planToJson(input))}\n`;

function variablesJson(variables: ReadonlyMap<string, Value>): Json {
  const json: Record<string, Json> = Object.create(null);
  for (const name of [...variables.keys()].sort(compareStrings))
    json[name] = { value: knownJson(variables.get(name) as Value) };
  return json;
}

function extra(plan: Plan, tree: ConfigTree): PlanExtra {
  const sources: Record<string, { constructPath?: string; source?: unknown }> = {};
  for (const resource of tree.resources.values()) {
    const known = provenance(resource);
    if (known.constructPath !== undefined || known.source) sources[resource.address] = known;
  }
  return {
    findings: plan.findings,
    obligations: plan.findings
      .filter(({ status }) => status === 'unknown')
      .map(({ rule, subject }) => ({ rule, address: subject.address })),
    sources,
    waivers: waiversOf(tree),
    lineage: plan.priorRun.lineage,
    serial: plan.priorRun.serial,
    configHash: plan.configHash,
    options: plan.options,
  };
}
