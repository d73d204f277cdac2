/** Changes of root outputs. */

import type { ConfigId } from '../../config/declarations.ts';
import type { OutputConfig } from '../../config/model.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { deepMarks, stripMarks } from '../../values/marks.ts';
import { EPHEMERAL, SENSITIVE, type Value, valueEqualsUnmarked } from '../../values/value.ts';
import { outputProblems } from '../checks/evaluate.ts';
import type { OutputState, State } from '../state/model.ts';
import { asserting, isSettled } from './assertions.ts';
import type { PlanContext } from './context.ts';
import type { OutputChange } from './model.ts';

export function planOutputs(context: PlanContext, prior: State): OutputChange[] {
  const changes: OutputChange[] = [];
  for (const output of context.tree.root.outputs.values()) {
    if (!isPlanned(context, output)) continue;
    try {
      const problems = outputProblems(asserting(context), context.tree.root, output);
      if (problems.length > 0) throw new DiagnosticError(problems);
      changes.push(planOutput(context, output, prior.outputs.get(output.name)));
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      context.diagnostics.push(...e.diagnostics);
    }
  }
  for (const [name, before] of prior.outputs) {
    const gone = context.options.mode === 'destroy' || !context.tree.root.outputs.has(name);
    if (gone && !context.targeting.active) changes.push(deleted(name, before));
  }
  return changes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Outputs stay as they are unless everything they need is planned. */
function isPlanned(context: PlanContext, output: OutputConfig): boolean {
  if (context.options.mode === 'destroy') return false;
  const id: ConfigId = `output.${output.name}`;
  return context.targeted.has(id) && isSettled(context, context.graph.needs(context.tree.root, id));
}

function planOutput(
  context: PlanContext,
  output: OutputConfig,
  before: OutputState | undefined,
): OutputChange {
  const after = outputValue(output, context.evaluation.output(output));
  return {
    name: output.name,
    action: actionFor(before, after, output.sensitive),
    ...(before ? { before: before.value } : {}),
    after,
    sensitiveBefore: before?.sensitive ?? false,
    sensitive: output.sensitive,
  };
}

/** As they will be whatever the apply brings: what is known of them already counts as part of the prior state. */
export function knownOutputs(
  prior: State['outputs'],
  changes: readonly OutputChange[],
): ReadonlyMap<string, OutputState> {
  const outputs = new Map(prior);
  for (const { name, after, sensitive } of changes) {
    if (!after?.whollyKnown) continue;
    if (after.isNull) outputs.delete(name);
    else outputs.set(name, { value: after, sensitive });
  }
  return outputs;
}

/** Unmarked; throws for values that must not be shown in a root output. */
export function outputValue(output: OutputConfig, value: Value): Value {
  if (!value.deepMarked) return value;
  const marks = deepMarks(value);
  if (marks.has(EPHEMERAL)) {
    const detail = `Output "${output.name}" has an ephemeral value, which a state cannot keep.`;
    throw output.place.error('ZTC-E-EPHEMERAL', 'Ephemeral value not allowed', detail, 'key');
  }
  if (marks.has(SENSITIVE) && !output.sensitive) {
    const detail = `Output "${output.name}" contains a sensitive value. Say that it is sensitive (sensitive = true) if it shall be an output all the same.`;
    throw output.place.error('ZTC-E-OUTPUT-SENSITIVE', 'Output refers to sensitive values', detail, 'key');
  }
  return stripMarks(value).value;
}

function actionFor(
  before: OutputState | undefined,
  after: Value,
  sensitive: boolean,
): OutputChange['action'] {
  if (!before) return after.isNull ? 'no-op' : 'create';
  const same = valueEqualsUnmarked(before.value, after) && before.sensitive === sensitive;
  return same ? 'no-op' : 'update';
}

const deleted = (name: string, before: OutputState): OutputChange => ({
  name,
  action: 'delete',
  before: before.value,
  sensitiveBefore: before.sensitive,
  sensitive: before.sensitive,
});
