/** What a planning run is made from. */

import type { Evaluation, ResourceValues } from '../../config/evaluation.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { Audit, Listener } from '../ports.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { State } from '../state/model.ts';
import type { PlanOptions } from './model.ts';

export interface PlannerInput {
  readonly tree: ConfigTree;
  readonly state: State;
  readonly directory: ProviderDirectory;
  readonly options: PlanOptions;
  /** A fresh evaluator over these values of resources, at this moment. */
  readonly evaluate: (resources: ResourceValues, planTime: string) => Evaluation;
  /** RFC 3339. */
  readonly timestamp: string;
  /** Warnings about the state itself. */
  readonly notes?: readonly Diagnostic[];
  readonly configHash: string;
  readonly signal: AbortSignal;
  readonly emit: Listener;
  readonly audit?: Audit;
}
