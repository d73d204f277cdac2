/** A given value as the variable's own: defaults filled in, converted, null replaced, marked. */

import type { Scope } from '../hcl/scope.ts';
import { ConversionError, convert } from '../values/convert.ts';
import { applyDefaults } from '../values/defaults.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { EPHEMERAL, SENSITIVE, type Value } from '../values/value.ts';
import { within } from './address.ts';
import { evaluateCondition } from './condition.ts';
import type { ValidationReport } from './evaluation.ts';
import type { VariableConfig } from './model.ts';
import type { Place } from './place.ts';

/** Throws `DiagnosticError`. */
export function finishVariable(variable: VariableConfig, given: Value, from: string, place?: Place): Value {
  let value = given;
  if (value.isNull && !variable.nullable) {
    if (!variable.default) {
      throw problem(
        variable,
        `The variable "${variable.name}" must not be null, but ${from} gives null.`,
        place,
      );
    }
    value = variable.default;
  }
  const filled = variable.defaults ? applyDefaults(value, variable.defaults) : value;
  try {
    const converted = convert(filled, variable.type);
    const marks = [...(variable.sensitive ? [SENSITIVE] : []), ...(variable.ephemeral ? [EPHEMERAL] : [])];
    return marks.length === 0 ? converted : converted.withMarks(new Set(marks));
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw problem(
      variable,
      `The value for "${variable.name}" from ${from} does not fit: ${e.describe()}.`,
      place,
    );
  }
}

function problem(variable: VariableConfig, detail: string, place: Place | undefined): DiagnosticError {
  return (place ?? variable.place).error('ZTC-E-VARIABLE-VALUE', 'Invalid value for variable', detail);
}

/** Runs the validations of variables; `scope` is their module's, `module` its address. */
export function validateVariables(
  variables: Iterable<VariableConfig>,
  scope: Scope,
  module = '',
  report: ValidationReport = () => {},
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const variable of variables) {
    const address = within(module, `var.${variable.name}`);
    for (const validation of variable.validations) {
      try {
        const result = evaluateCondition(validation, scope);
        report(address, validation, result);
        if (result.status !== 'fail') continue;
        const detail = `${result.message} (${address})`;
        problems.push(
          validation.place.problem('ZTC-E-VARIABLE-INVALID', 'Invalid value for variable', detail),
        );
      } catch (e) {
        if (!(e instanceof DiagnosticError)) throw e;
        report(address, validation, { status: 'error' });
        problems.push(...e.diagnostics);
      }
    }
  }
  return problems;
}
