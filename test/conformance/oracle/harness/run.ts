/** What an engine did in one step, in terms that two engines can be compared in. */

import type { Json } from '../../../../src/values/json.ts';

export interface Operation {
  readonly event: 'start' | 'complete' | 'errored';
  /** `create terraform_data.a` */
  readonly what: string;
}

/** Problems in an engine's own words. */
export interface Problems {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export interface PlanRun extends Problems {
  /** As of `plan -detailed-exitcode`. */
  readonly exit: number;
  /** Absent when nothing could be planned. */
  readonly json?: Json;
}

export interface ApplyRun extends Problems {
  readonly exit: number;
  readonly operations: readonly Operation[];
}
