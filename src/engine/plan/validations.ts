/** Validations of input variables, in all instances of all modules. */

import { within } from '../../config/address.ts';
import { validationOf } from '../../config/declarations.ts';
import type { ValidationReport } from '../../config/evaluation.ts';
import type { ModuleConfig } from '../../config/model.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { PlanContext } from './context.ts';

/** A destruction looks at them as well, but a plan of it does not tell the results. */
export function validateVariables(context: PlanContext, when: 'early' | 'late'): void {
  const tellsResults = context.options.mode !== 'destroy';
  for (const module of context.tree.modules.values()) {
    const names = validatedVariables(module).filter(
      (name) =>
        isLate(context.graph, module, name) === (when === 'late') &&
        context.targeted.has(within(module.address, `var.${name}`)),
    );
    if (names.length === 0) continue;
    const problems = tellsResults
      ? variableProblems(context, module, names)
      : context.evaluation.validations(module, new Set(names));
    context.diagnostics.push(...problems);
  }
}

export const validatedVariables = ({ variables }: ModuleConfig): readonly string[] =>
  [...variables.values()].filter(({ validations }) => validations.length > 0).map(({ name }) => name);

/** Whether its validations look at resources. */
export const isLate = (graph: ConfigGraph, module: ModuleConfig, name: string): boolean =>
  graph.needs(module, validationOf(`var.${name}`)).size > 0;

export function variableProblems(
  { evaluation, checks }: Pick<PlanContext, 'evaluation' | 'checks'>,
  module: ModuleConfig,
  names: readonly string[],
): readonly Diagnostic[] {
  const report: ValidationReport = (variable, validation, result) =>
    checks.report(within(module.address, nameIn(variable)), variable, validation, result);
  // A module without instances has nothing to assert, which is known.
  if (evaluation.modules(module))
    for (const name of names) checks.objects(within(module.address, `var.${name}`), []);
  return evaluation.validations(module, new Set(names), report);
}

/** `var.x` of `module.a[0].var.x`. */
const nameIn = (variable: string): string => variable.slice(variable.lastIndexOf('var.'));
