/** Validations of input variables, in all instances of all modules. */

import { within } from '../../config/address.ts';
import { validationOf } from '../../config/declarations.ts';
import type { ValidationReport } from '../../config/evaluation.ts';
import type { PlanContext } from './context.ts';

/** Late are those that look at resources. */
export function validateVariables(context: PlanContext, when: 'early' | 'late'): void {
  for (const module of context.tree.modules.values()) {
    const names = [...module.variables.values()]
      .filter(({ validations }) => validations.length > 0)
      .map(({ name }) => name)
      .filter(
        (name) => context.graph.needs(module, validationOf(`var.${name}`)).size > 0 === (when === 'late'),
      );
    if (names.length === 0) continue;
    const report: ValidationReport = (variable, validation, result) =>
      context.checks.report(within(module.address, nameIn(variable)), variable, validation, result);
    context.diagnostics.push(...context.evaluation.validations(module, new Set(names), report));
  }
}

/** `var.x` of `module.a[0].var.x`. */
const nameIn = (variable: string): string => variable.slice(variable.lastIndexOf('var.'));
