import type { PlanOptions } from '../engine/plan/model.ts';
import { CliError } from './errors.ts';
import type { RunOptions } from './run.ts';

/** Flags of every command that plans. */
export interface PlanFlags extends RunOptions {
  readonly refresh: boolean;
  readonly refreshOnly?: boolean;
  readonly destroy?: boolean;
  readonly target: readonly string[];
  readonly replace: readonly string[];
  readonly parallelism: number;
  /** False: nobody can be asked. */
  readonly input?: boolean;
}

export function planOptionsOf(flags: PlanFlags): PlanOptions {
  refuseContradictions(flags);
  return {
    mode: flags.destroy ? 'destroy' : flags.refreshOnly ? 'refresh-only' : 'normal',
    refresh: flags.refresh,
    targets: flags.target,
    replace: flags.replace,
  };
}

function refuseContradictions({ destroy, refreshOnly, refresh, replace }: PlanFlags): void {
  const pairs: readonly (readonly [unknown, string])[] = [
    [destroy && refreshOnly, '--destroy --refresh-only'],
    [refreshOnly && !refresh, '--refresh-only --refresh=false'],
    [destroy && replace.length > 0, '--destroy --replace'],
    [refreshOnly && replace.length > 0, '--refresh-only --replace'],
  ];
  const found = pairs.find(([given]) => given);
  if (!found) return;
  throw new CliError({
    code: 'ZTC-CLI-OPTIONS',
    what: { en: 'these options contradict each other', zh: '选项相互矛盾' },
    value: found[1],
    fix: { en: 'give one of them', zh: '请只保留其一' },
  });
}
