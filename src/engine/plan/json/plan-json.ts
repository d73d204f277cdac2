/** A plan as Terraform's plan JSON, with one key more: `ztc`. This text is also what a saved plan is. */

import type { ModuleConfig } from '../../../config/model.ts';
import { waiversOf } from '../../../config/plan-meta.ts';
import type { ConfigTree } from '../../../config/tree.ts';
import type { Finding, Waiver } from '../../../findings/finding.ts';
import type { Json } from '../../../values/json.ts';
import {
  JsonAscii,
  JsonLater,
  JsonList,
  jsonPieces,
  type StreamedObject,
} from '../../../values/json-stream.ts';
import { compareStrings } from '../../../values/type.ts';
import type { Value } from '../../../values/value.ts';
import type { ProviderDirectory } from '../../providers.ts';
import { FORMAT_VERSION } from '../../state/model.ts';
import { provenance } from '../graph-view.ts';
import { hasChanges, type Plan } from '../model.ts';
import { changeJson, driftJson, outputChangesJson } from './changes.ts';
import { checksJson } from './checks.ts';
import { configurationJson } from './configuration.ts';
import { relevantAttributesJson } from './relevant.ts';
import { plannedValuesJson, priorStateJson } from './state-values.ts';
import { knownJson } from './values.ts';

export interface PlanJsonInput {
  readonly plan: Plan;
  readonly tree: ConfigTree;
  readonly directory: ProviderDirectory;
  readonly variables: ReadonlyMap<string, Value>;
  /** Those that were given, as they were given. */
  readonly given: ReadonlyMap<string, Value>;
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

function planToJson(input: PlanJsonInput): StreamedObject {
  const { plan, tree, directory } = input;
  const prior = priorStateJson(plan.refreshed, directory);
  const relevant = relevantAttributesJson(plan, tree, directory);
  const checks = plan.checks.results();
  return {
    format_version: '1.2',
    terraform_version: FORMAT_VERSION,
    ...variablesJson(tree.root, input),
    planned_values: new JsonLater(() => plannedValuesJson(plan)),
    ...(plan.drift.length > 0 ? { resource_drift: new JsonList(plan.drift.values().map(driftJson)) } : {}),
    ...(plan.changes.length > 0
      ? { resource_changes: new JsonList(plan.changes.values().map(changeJson)) }
      : {}),
    ...(plan.outputs.length > 0 ? { output_changes: outputChangesJson(plan.outputs) } : {}),
    ...(prior === undefined ? {} : { prior_state: prior }),
    configuration: new JsonLater(() => configurationJson(tree, directory)),
    ...(relevant.length > 0 ? { relevant_attributes: relevant } : {}),
    ...(checks.length > 0 ? { checks: checksJson(checks) } : {}),
    timestamp: plan.timestamp,
    applyable: !plan.errored && hasChanges(plan),
    complete: plan.complete,
    errored: plan.errored,
    ztc: new JsonAscii(extra(plan, tree) as unknown as Json),
  };
}

/** One line, as `terraform show -json` prints, in pieces. */
export function* planPieces(input: PlanJsonInput): Generator<string> {
  yield* jsonPieces(planToJson(input));
  yield '\n';
}

/** As they were given. Ephemeral values are for this run only, so of those variables only the default is shown. */
function variablesJson(root: ModuleConfig, { variables, given }: PlanJsonInput): { variables?: Json } {
  const shown = [...variables].flatMap(([name, value]): [string, Json][] => {
    const variable = root.variables.get(name);
    const written = variable?.ephemeral ? variable.default : (given.get(name) ?? value);
    return written ? [[name, { value: knownJson(written) }]] : [];
  });
  if (shown.length === 0) return {};
  return { variables: Object.fromEntries(shown.sort(([a], [b]) => compareStrings(a, b))) };
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
