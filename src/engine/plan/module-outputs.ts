/** Outputs of called modules, which are in no state: every plan makes those anew that are not null. */

import { type ModuleInstance, within } from '../../config/address.ts';
import type { ModuleConfig, OutputConfig } from '../../config/model.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import type { PlanContext } from './context.ts';
import type { OutputChange } from './model.ts';

export interface ModuleOutput {
  readonly module: ModuleInstance;
  readonly name: string;
}

/** With targets only those that the targeted resources need, and the root's outputs that are planned. */
export function moduleOutputs(
  context: PlanContext,
  planned: readonly OutputChange[],
): readonly ModuleOutput[] {
  const { tree, evaluation, options } = context;
  if (options.mode === 'destroy') return [];
  const isNeeded = neededBy(context, planned);
  const called = [...tree.modules.values()].filter((config) => config !== tree.root);
  return called.flatMap((config) => {
    const outputs = [...config.outputs.values()].filter(({ name }) => isNeeded(config, name));
    const instances = outputs.length > 0 ? (evaluation.modules(config) ?? []) : [];
    return instances.flatMap((module) =>
      outputs.filter((output) => isMade(context, output, module)).map(({ name }) => ({ module, name })),
    );
  });
}

function neededBy(
  { tree, graph, targeting }: PlanContext,
  planned: readonly OutputChange[],
): (config: ModuleConfig, name: string) => boolean {
  if (!targeting.active) return () => true;
  const resources = [...tree.resources.keys()].filter((address) => targeting.resource(address));
  const outputs = planned.filter(({ after }) => after !== undefined).map(({ name }) => `output.${name}`);
  const needed = graph.closure([...resources, ...outputs]);
  return ({ address }, name) => needed.has(within(address, `output.${name}`));
}

function isMade({ evaluation }: PlanContext, output: OutputConfig, module: ModuleInstance): boolean {
  try {
    return !evaluation.output(output, module).isNull;
  } catch (e) {
    // What is only refreshed may lack what the output looks at.
    if (e instanceof DiagnosticError) return true;
    throw e;
  }
}
