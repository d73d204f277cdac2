import type { PlanOptions } from '../engine/plan/model.ts';
import type { RunOptions } from './run.ts';

/** Flags of every command that plans. */
export interface PlanFlags extends RunOptions {
  readonly refresh: boolean;
  readonly refreshOnly?: boolean;
  readonly destroy?: boolean;
  readonly target: readonly string[];
  readonly replace: readonly string[];
  readonly parallelism: number;
}

export function planOptionsOf(flags: PlanFlags): PlanOptions {
  return {
    mode: flags.destroy ? 'destroy' : flags.refreshOnly ? 'refresh-only' : 'normal',
    refresh: flags.refresh,
    targets: flags.target,
    replace: flags.replace,
  };
}
