/** What the operations of one apply share. Lives as long as the run. */

import type { Evaluation } from '../../config/evaluation.ts';
import type { CheckConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { CheckLedger } from '../checks/ledger.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { KnownValues } from '../plan/context.ts';
import type { PlannedDependencies } from '../plan/dependencies.ts';
import type { Plan } from '../plan/model.ts';
import type { EngineClock, Listener, OperationLog } from '../ports.ts';
import type { LateValidations } from './late-validations.ts';
import type { Obligations } from './obligations.ts';
import type { StateWriter } from './state-writer.ts';
import type { WorkingState } from './working-state.ts';

export interface ApplyContext {
  readonly plan: Plan;
  readonly tree: ConfigTree;
  readonly graph: ConfigGraph;
  readonly evaluation: Evaluation;
  readonly values: KnownValues;
  readonly state: WorkingState;
  readonly writer: StateWriter;
  readonly log: OperationLog;
  readonly checks: CheckLedger;
  /** Checks by the address of their own data source. */
  readonly checkData: ReadonlyMap<string, CheckConfig>;
  readonly obligations: Obligations;
  readonly clock: EngineClock;
  readonly signal: AbortSignal;
  readonly emit: Listener;
  readonly lineage: string;
  readonly diagnostics: Diagnostic[];
  readonly counts: Counts;
  /** Objects put aside by a replacement that creates first: address to key. */
  readonly deposed: Map<string, string>;
  /** What untouched objects are recorded to depend on. */
  readonly dependencies: PlannedDependencies;
  /** Instances that are recorded as created before their predecessors are destroyed. */
  readonly createFirst: ReadonlySet<string>;
  readonly validations: LateValidations;
  /** Resources with an operation that failed or was not done. */
  readonly failed: Set<string>;
}

export interface Counts {
  add: number;
  change: number;
  destroy: number;
  read: number;
}
