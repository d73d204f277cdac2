/** Outputs after an apply. One whose inputs have failed keeps the value it had. */

import { within } from '../../config/address.ts';
import type { OutputConfig } from '../../config/model.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { hasSignedZero, unsignedZeros } from '../../values/signed-zero.ts';
import type { Value } from '../../values/value.ts';
import { outputProblems } from '../checks/evaluate.ts';
import { outputValue } from '../plan/outputs.ts';
import { assertingOf } from './assertions.ts';
import type { ApplyContext } from './context.ts';

export function applyOutputs(context: ApplyContext): void {
  const refreshed = context.plan.options.mode === 'refresh-only';
  for (const change of context.plan.outputs) {
    if (change.action === 'delete' && change.after === undefined) {
      if (!context.signal.aborted) context.state.setOutput(change.name, undefined);
      continue;
    }
    const output = context.tree.root.outputs.get(change.name);
    if (!output) continue;
    if (refreshed) evaluate(context, output);
    else if (change.action !== 'no-op' || !isSettled(change.after)) evaluate(context, output, change.after);
  }
}

/** What was planned counts, with the type it had then: a condition may have one type less to agree with once all is known. */
function evaluate(context: ApplyContext, output: OutputConfig, planned?: Value): void {
  const id = `output.${output.name}`;
  const needs = context.graph.needs(context.tree.root, id);
  if (context.signal.aborted) return;
  if ([...needs].some((address) => context.failed.has(address))) {
    context.checks.forget(within(context.tree.root.address, id));
    return;
  }
  if (!context.validations.allow(context, id)) return;
  const problems = outputProblems(assertingOf(context), context.tree.root, output);
  if (problems.length > 0) {
    context.diagnostics.push(...problems);
    return;
  }
  try {
    const value = planned?.whollyKnown
      ? unsignedZeros(planned)
      : outputValue(output, context.evaluation.output(output));
    if (!value.whollyKnown) return;
    context.state.setOutput(output.name, value.isNull ? undefined : { value, sensitive: output.sensitive });
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    context.diagnostics.push(...e.diagnostics);
  }
}

/** Nothing is left to be found out, and what is planned is what was evaluated. */
const isSettled = (planned: Value | undefined): boolean =>
  planned?.whollyKnown === true && !hasSignedZero(planned);
