/** Conditions that belong to no resource: outputs of modules, and `check` blocks. For plan and apply alike. */

import { formatModule, type ModuleInstance, within } from '../../config/address.ts';
import type { Evaluation } from '../../config/evaluation.ts';
import type { CheckConfig, ConditionConfig, ModuleConfig, OutputConfig } from '../../config/model.ts';
import { type Diagnostic, DiagnosticError } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { CheckLedger } from './ledger.ts';

export interface Asserting {
  readonly evaluation: Evaluation;
  readonly graph: ConfigGraph;
  readonly checks: CheckLedger;
  /** Whether there are results of all these resources; what has to do without is open, whatever a plan has found. */
  readonly isSettled: (needs: ReadonlySet<string>) => boolean;
}

interface Asserted {
  readonly kind: 'output' | 'check';
  /** Address of the declaration. */
  readonly address: string;
  readonly conditions: readonly ConditionConfig[];
}

/** Preconditions of one output; errors. */
export function outputProblems(
  context: Asserting,
  module: ModuleConfig,
  { name, preconditions }: OutputConfig,
): Diagnostic[] {
  const address = within(module.address, `output.${name}`);
  const asserted: Asserted = { kind: 'output', address, conditions: preconditions };
  return everywhere(context, module, `output.${name}`, asserted);
}

/** Assertions of all checks; warnings, of what cannot be told yet too. What cannot be evaluated is an error. */
export function checkProblems(context: Asserting, module: ModuleConfig, check: CheckConfig): Diagnostic[] {
  const { address, name, assertions: conditions } = check;
  return everywhere(context, module, `check.${name}`, { kind: 'check', address, conditions });
}

function everywhere(
  context: Asserting,
  module: ModuleConfig,
  name: string,
  asserted: Asserted,
): Diagnostic[] {
  if (asserted.conditions.length === 0) return [];
  if (!context.isSettled(context.graph.needs(module, name))) {
    context.checks.forget(asserted.address);
    return [];
  }
  const instances = context.evaluation.modules(module) ?? [];
  const objects = instances.map((instance) => within(formatModule(instance), name));
  context.checks.objects(asserted.address, objects);
  return instances.flatMap((instance, i) => problemsAt(context, instance, objects[i] as string, asserted));
}

function problemsAt(
  { evaluation, checks }: Asserting,
  module: ModuleInstance,
  object: string,
  { kind, address, conditions }: Asserted,
): Diagnostic[] {
  if (checks.isBlocked(address, object)) return [];
  return conditions.flatMap((condition) => {
    try {
      const { status, message } = evaluation.condition(condition, module);
      checks.report(address, object, condition, { status, ...(message === undefined ? {} : { message }) });
      if (status === 'pass') return [];
      if (status === 'fail') return [failure(kind, object, condition, message)];
      return kind === 'check' ? [open(object, condition)] : [];
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      checks.report(address, object, condition, { status: 'error' });
      return [...e.diagnostics];
    }
  });
}

function failure(
  kind: Asserted['kind'],
  object: string,
  { condition: { place } }: ConditionConfig,
  message = 'the condition does not hold',
): Diagnostic {
  const detail = `${object}: ${message}`;
  return kind === 'output'
    ? place.problem('ZTC-E-CONDITION', 'Module output value precondition failed', detail)
    : warning(place.problem('ZTC-W-CHECK', 'Check block assertion failed', detail));
}

function open(object: string, { condition: { place } }: ConditionConfig): Diagnostic {
  const detail = `${object}: the condition depends on values that are known after apply only.`;
  return warning(place.problem('ZTC-W-CHECK-OPEN', 'Check block assertion known after apply', detail));
}

const warning = (problem: Diagnostic): Diagnostic => ({ ...problem, severity: 'warning' });
