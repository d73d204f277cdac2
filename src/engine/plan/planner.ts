/** One planning run from state and configuration to a plan. Nothing outside is changed. */

import { compareInstances } from '../../config/address.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import { compareStrings } from '../../values/type.ts';
import { CheckLedger } from '../checks/ledger.ts';
import { checkedConfigGraph } from '../config-graph.ts';
import type { State } from '../state/model.ts';
import { planAssertions } from './assertions.ts';
import { spreadLateDestroys } from './cbd.ts';
import { hasError, type PlanContext } from './context.ts';
import { viewOfPlan } from './graph-view.ts';
import type { PlannerInput } from './input.ts';
import type { Change, Drift, OutputChange, Plan } from './model.ts';
import { moduleOutputs } from './module-outputs.ts';
import { forgetWarnings, replaceWarnings, targetWarnings } from './option-warnings.ts';
import { knownOutputs, planOutputs } from './outputs.ts';
import { prepare } from './prepare.ts';
import { checked } from './targets.ts';
import { unneededProblems } from './unneeded.ts';
import { validateVariables } from './validations.ts';
import { Walk } from './walk.ts';

export async function createPlan(input: PlannerInput): Promise<Plan> {
  const { tree, state, options } = input;
  const { typeOf } = input.directory;
  const graph = checkedConfigGraph(tree, (type, mode) => typeOf(mode, type));
  for (const address of options.replace) checked(address);
  const checks = new CheckLedger(tree);
  const { context, drift, diagnostics: found } = await prepare(input, graph, checks);
  if (context) validateVariables(context, 'early');
  if (context && !hasError(context.diagnostics)) {
    await new Walk(context).run();
    validateVariables(context, 'late');
    planAssertions(context);
    if (options.mode !== 'destroy' && !context.targeting.active && !hasError(context.diagnostics))
      context.diagnostics.push(...unneededProblems(context));
  }
  const outputs = context && !hasError(context.diagnostics) ? planOutputs(context, state) : [];
  const made = context && !hasError(context.diagnostics) ? moduleOutputs(context, outputs) : [];
  const diagnostics = [...(input.notes ?? []), ...found, ...(context?.diagnostics ?? [])];
  if (context) {
    diagnostics.push(...spreadLateDestroys(context.changes));
    diagnostics.push(...targetWarnings(options, graph, context.instances));
    if (!hasError(diagnostics)) diagnostics.push(...replaceWarnings(options, context.changes));
    diagnostics.push(...forgetWarnings(context.changes));
  }
  const changes = sortChanges([...(context?.changes.values() ?? [])]);
  const refreshed = {
    ...state,
    instances: context?.instances ?? state.instances,
    outputs: knownOutputs(state.outputs, outputs),
  };
  const errored = hasError(diagnostics);
  const findings =
    input.audit && !errored ? await input.audit(viewOfPlan({ changes, outputs }, refreshed, tree)) : [];
  const parts = { input, refreshed, changes, drift, outputs, moduleOutputs: made, findings, checks };
  return finish({ ...parts, diagnostics, context });
}

interface Parts {
  readonly input: PlannerInput;
  readonly refreshed: State;
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly outputs: readonly OutputChange[];
  readonly moduleOutputs: Plan['moduleOutputs'];
  readonly findings: Plan['findings'];
  readonly checks: CheckLedger;
  readonly diagnostics: readonly Diagnostic[];
  readonly context: PlanContext | undefined;
}

function finish({ input, context, ...parts }: Parts): Plan {
  const violated = parts.findings.some(
    ({ status, severity }) => status === 'violated' && severity === 'error',
  );
  const errored = violated || hasError(parts.diagnostics);
  return {
    ...parts,
    options: input.options,
    timestamp: input.timestamp,
    priorRun: input.state,
    configHash: input.configHash,
    errored,
    complete: !errored && !(context?.targeting.active ?? false),
  };
}

/** Deposed objects stand behind the current one. */
function sortChanges(changes: Change[]): Change[] {
  return changes.sort(
    (a, b) => compareInstances(a.address, b.address) || compareStrings(a.deposed ?? '', b.deposed ?? ''),
  );
}
