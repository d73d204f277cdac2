/** Carries a plan out. What can go on after an error goes on; what is done is in the state, whatever happens. */

import type { Evaluation, ResourceValues } from '../../config/evaluation.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { Finding } from '../../findings/finding.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import { checkDataOf, KnownValues } from '../plan/context.ts';
import { PlannedDependencies } from '../plan/dependencies.ts';
import { viewOfPlan } from '../plan/graph-view.ts';
import type { Change, Plan } from '../plan/model.ts';
import { incompleteWarnings } from '../plan/option-warnings.ts';
import { isRemoval, PresentInstances, plansEverything } from '../plan/present.ts';
import type { EngineClock, Judge, Listener, NewId, OperationLog } from '../ports.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { State } from '../state/model.ts';
import type { StateStorage } from '../state/storage.ts';
import { applyChange } from './apply-one.ts';
import { applyAssertions } from './assertions.ts';
import type { ApplyContext, Counts } from './context.ts';
import { recordedCreateFirst } from './create-first.ts';
import { destroyChange } from './destroy-one.ts';
import { execute, type OperationGraph } from './executor.ts';
import { settleUnchanged } from './finalise.ts';
import { LateValidations } from './late-validations.ts';
import { Obligations } from './obligations.ts';
import { buildOperations, type Work } from './operations.ts';
import { applyOutputs } from './outputs.ts';
import { StateWriter } from './state-writer.ts';
import { WorkingState } from './working-state.ts';

export interface ApplyInput {
  readonly plan: Plan;
  readonly tree: ConfigTree;
  readonly graph: ConfigGraph;
  readonly directory: ProviderDirectory;
  readonly storage: StateStorage;
  readonly evaluate: (resources: ResourceValues, planTime: string) => Evaluation;
  readonly lineage: string;
  readonly concurrency: number;
  readonly log: OperationLog;
  /** Addresses of objects of which nobody knows what an earlier run has done to them. */
  readonly uncertain: ReadonlySet<string>;
  readonly judge?: Judge;
  readonly clock: EngineClock;
  readonly newId: NewId;
  readonly signal: AbortSignal;
  readonly emit: Listener;
}

export interface ApplyResult {
  readonly state: State;
  /** False when the state could not be written at the end; `diagnostics` says why. */
  readonly saved: boolean;
  readonly counts: Readonly<Counts>;
  /** Errors mean exit code 1. */
  readonly diagnostics: readonly Diagnostic[];
  /** Objects that were not reached because something before them failed. */
  readonly skipped: readonly string[];
  readonly interrupted: boolean;
  /** Answers to the plan's open questions. */
  readonly findings: readonly Finding[];
}

export async function applyPlan(input: ApplyInput): Promise<ApplyResult> {
  const { plan, signal, graph } = input;
  const context = createContext(input);
  const operations = buildOperations(plan, graph, context.checkData);
  const skipped: string[] = [];
  const stop = (): void => input.directory.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    settleUnchanged(context);
    // The journal speaks of addresses as they are now.
    if (plan.changes.some(({ previousAddress }) => previousAddress !== undefined))
      await context.writer.flush();
    await run(context, operations, input, skipped);
    applyOutputs(context);
    if (!signal.aborted) applyAssertions(context);
  } finally {
    signal.removeEventListener('abort', stop);
    await settled(context);
  }
  if (signal.aborted) context.diagnostics.push(halted());
  else context.diagnostics.push(...incompleteWarnings(plan.options));
  const written = await settled(context);
  if (!(written instanceof DiagnosticError)) return { ...resultOf(context, written, skipped), saved: true };
  context.diagnostics.push(...written.diagnostics);
  return { ...resultOf(context, context.state.snapshot(), skipped), saved: false };
}

/** What was done before something went wrong must not be lost, nor what went wrong. */
async function settled({ writer }: ApplyContext): Promise<State | DiagnosticError> {
  try {
    return await writer.flush();
  } catch (e) {
    if (e instanceof DiagnosticError) return e;
    throw e;
  }
}

function resultOf(
  context: ApplyContext,
  state: State,
  skipped: readonly string[],
): Omit<ApplyResult, 'saved'> {
  return {
    state,
    counts: context.counts,
    diagnostics: context.diagnostics,
    skipped,
    interrupted: context.signal.aborted,
    findings: context.obligations.answered,
  };
}

function createContext(input: ApplyInput): ApplyContext {
  const { plan, tree, graph, directory, storage, clock, emit, signal, log, lineage } = input;
  const state = new WorkingState({ ...plan.refreshed, lineage }, log, input.newId);
  const values = new KnownValues((text) => state.get(text), directory.typeOf, presentIn(plan, state));
  return {
    plan,
    tree,
    graph,
    evaluation: input.evaluate(values, plan.timestamp),
    values,
    state,
    writer: new StateWriter({ state, log, storage, typeOf: directory.typeOf, clock, emit }),
    log,
    checks: plan.checks,
    checkData: checkDataOf(tree),
    obligations: new Obligations(() => viewOfPlan(plan, plan.refreshed, tree), plan.findings, input.judge),
    clock,
    signal,
    emit,
    lineage,
    diagnostics: [],
    counts: { add: 0, change: 0, destroy: 0, read: 0 },
    deposed: new Map(),
    dependencies: new PlannedDependencies(graph, tree, plan.refreshed.instances),
    createFirst: recordedCreateFirst(plan.changes, tree, graph),
    validations: new LateValidations(tree, graph),
    failed: new Set(),
  };
}

function presentIn(plan: Plan, state: WorkingState): PresentInstances | undefined {
  if (plansEverything(plan.options)) return undefined;
  const current = plan.changes.filter(({ deposed }) => deposed === undefined);
  const changes = new Map(current.map((change) => [change.text, change]));
  return new PresentInstances(
    () => state.snapshot().instances.values(),
    (_instance, text) => isRemoval(changes.get(text)),
  );
}

async function run(
  context: ApplyContext,
  operations: OperationGraph<Work>,
  { concurrency, uncertain }: ApplyInput,
  skipped: string[],
): Promise<void> {
  const leaveOut = ({ kind, change }: Work): void => {
    skipped.push(change.text);
    if (kind === 'apply') context.checks.forget(change.resourceAddress, change.text);
    context.failed.add(change.resourceAddress);
  };
  await execute(operations, {
    concurrency,
    signal: context.signal,
    skipped: leaveOut,
    run: async (work) => {
      const { kind, change } = work;
      if (kind === 'apply' && !context.validations.allow(context, change.resourceAddress)) {
        leaveOut(work);
        return false;
      }
      try {
        if (uncertain.has(change.text)) throw doubtful(change.text);
        // Every condition is looked at again; those that an error keeps from that are open.
        if (kind === 'apply') context.checks.forget(change.resourceAddress, change.text);
        await (kind === 'apply' ? applyChange(context, change) : destroyChange(context, change));
        return true;
      } catch (e) {
        context.failed.add(change.resourceAddress);
        context.diagnostics.push(...problemsOf(e, change));
        context.writer.changed();
        return false;
      }
    },
  });
}

function problemsOf(e: unknown, change: Change): readonly Diagnostic[] {
  if (e instanceof DiagnosticError) return e.diagnostics;
  const detail = `${change.text}: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`;
  return [errorDiagnostic('ZTC-E-INTERNAL', 'Unexpected error', detail)];
}

function doubtful(address: string): DiagnosticError {
  const detail = `${address}: nobody could tell what has become of the last write to it, so it is left alone. Apply again when the platform can be asked.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-UNCERTAIN', 'Unfinished write', detail));
}

function halted(): Diagnostic {
  const detail =
    'Operations that were running have been waited for; nothing else was started. The state is saved.';
  return errorDiagnostic('ZTC-E-INTERRUPTED', 'Execution halted', detail);
}
