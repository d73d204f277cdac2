/** Outputs of called modules, which are in no state: every plan makes those anew that are not null. */

import type { ModuleInstance } from '../../config/address.ts';
import type { ModuleConfig, OutputConfig } from '../../config/model.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import type { PlanContext } from './context.ts';

export interface ModuleOutput {
  readonly module: ModuleInstance;
  readonly name: string;
}

export function moduleOutputs({
  tree,
  evaluation,
  options,
  targeting,
}: PlanContext): readonly ModuleOutput[] {
  if (options.mode === 'destroy' || targeting.active) return [];
  const isMade = (output: OutputConfig, module: ModuleInstance): boolean => {
    try {
      return !evaluation.output(output, module).isNull;
    } catch (e) {
      // What is only refreshed may lack what the output looks at.
      if (e instanceof DiagnosticError) return true;
      throw e;
    }
  };
  const called = [...tree.modules.values()].filter((config) => config !== tree.root);
  return called.flatMap((config: ModuleConfig) =>
    (evaluation.modules(config) ?? []).flatMap((module) =>
      [...config.outputs.values()]
        .filter((output) => isMade(output, module))
        .map(({ name }) => ({ module, name })),
    ),
  );
}
