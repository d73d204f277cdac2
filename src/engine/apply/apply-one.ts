/** Creates, updates or reads one object, with everything it refers to known by now. */

import type { Instance } from '../../config/evaluation.ts';
import type { CheckConfig, ResourceConfig } from '../../config/model.ts';
import { assertObjectCompatible, assertPlanValid, type Breach } from '../../provider/planning/assert.ts';
import { proposedNew } from '../../provider/planning/proposed-new.ts';
import { type ApplyResponse, hasErrors } from '../../provider/provider.ts';
import { type Diagnostic, DiagnosticError } from '../../values/diagnostic.ts';
import { transform, walk } from '../../values/path.ts';
import { hasSignedZero } from '../../values/signed-zero.ts';
import { nul, type Path, type Value, valueEqualsUnmarked } from '../../values/value.ts';
import { asWarnings, checkConditions } from '../plan/conditions.ts';
import { locate, markSensitive } from '../plan/context.ts';
import { checkObject, readData, reportFailedRead, unknownAsNull } from '../plan/data.ts';
import { type EvaluatedBody, ignoreChanges, providerBug, unmarkBody } from '../plan/instance.ts';
import type { Change } from '../plan/model.ts';
import { isReplace } from '../plan/model.ts';
import type { StateObject } from '../state/model.ts';
import { normalizePaths, samePaths } from '../state/paths.ts';
import { schemaSensitivePaths } from '../state/sensitive.ts';
import { callProvider, relabel } from './call.ts';
import type { ApplyContext } from './context.ts';

/** A change of something that the configuration has. */
type Configured = Change & { readonly resource: ResourceConfig; readonly instance: Instance };

export async function applyChange(context: ApplyContext, change: Change): Promise<void> {
  const current = atApply(context, change);
  if (change.action === 'read') return applyRead(context, current);
  const { resource } = current;
  checkConditions(context, current, resource.lifecycle.preconditions);
  const { config, sensitive } = evaluate(context, current);
  const prior = isReplace(change.action) ? nul(change.schema.type) : priorValue(change);
  const { planned, private: kept } = await replan(current, prior, config);
  const violations = await context.obligations.check(change, planned);
  if (violations.length > 0) throw new DiagnosticError(violations);
  const key = change.action === 'create-delete' ? context.state.depose(change.text) : undefined;
  if (key !== undefined) context.deposed.set(change.text, key);
  // Only what is shown has changed, not the object.
  const silent = change.action === 'update' && valueEqualsUnmarked(prior, planned);
  if (silent) {
    const answer = relabel(context, change, { newState: planned, private: kept });
    return record(context, current, { planned, answer, sensitive, key, silent });
  }
  const shell = shellOf(context, current, sensitive);
  const request = { prior, planned, config, private: kept };
  const { answer, over } = await callProvider(context, change, request, shell);
  try {
    record(context, current, { planned, answer, sensitive, key, silent });
  } finally {
    over();
  }
}

/** What the state will say of an object besides its value. Until its provisioners have run it is not finished. */
function shellOf(context: ApplyContext, change: Configured, sensitive: readonly Path[]): StateObject {
  const { schema, resource, text } = change;
  return {
    schemaVersion: schema.version,
    sensitive: normalizePaths([...sensitive, ...schemaSensitivePaths(schema)]),
    private: '',
    dependencies: context.graph.transitive(resource.address),
    createBeforeDestroy: context.createFirst.has(text),
    tainted: resource.provisioners.some(({ when }) => when === 'create'),
  };
}

/** Tainted objects are replaced; what they are has no say in the new one. */
function priorValue({ prior, schema }: Change): Value {
  return prior?.value && !prior.tainted ? prior.value : nul(schema.type);
}

/** With the element of `for_each` as it is now; at plan it may have been unknown in parts. */
function atApply(context: ApplyContext, change: Change): Configured {
  const { resource, instance } = change;
  if (!resource || !instance) throw new TypeError(`${change.text} has no configuration`);
  if (resource.forEach === undefined) return { ...change, resource, instance };
  const now = context.evaluation.instanceAt(resource, instance.address);
  if (now) return { ...change, resource, instance: now };
  const detail = `${change.text} is in the plan, but not in the configuration with what is known now.`;
  throw resource.place.error('ZTC-E-APPLY-INCONSISTENT', 'The plan has changed', detail, 'key');
}

function evaluate(context: ApplyContext, change: Configured) {
  const { resource, instance, schema, handle, text } = change;
  const written = unmarkBody(context.evaluation.body(resource, instance, schema.shape), resource, text);
  const { config, sensitive } = withoutIgnored(change, written);
  if (!config.whollyKnown) {
    const detail = `${text} needs a value that is still unknown at apply.`;
    throw resource.place.error('ZTC-E-APPLY-UNKNOWN', 'Configuration contains unknown value', detail, 'key');
  }
  const problems =
    resource.mode === 'managed' && config !== change.config
      ? handle.provider.validateResource(resource.type, config)
      : [];
  if (hasErrors(problems)) throw new DiagnosticError(locate(problems, resource, text));
  return { config, sensitive };
}

/** As it was planned: an update keeps what it does not look at. */
function withoutIgnored(change: Configured, body: EvaluatedBody): EvaluatedBody {
  const { prior, schema } = change;
  if (change.action !== 'update' || !prior?.value || prior.tainted) return body;
  return ignoreChanges({ ...change, sensitivePaths: schemaSensitivePaths(schema) }, prior.value, prior, body);
}

/** The second plan: what was known stays, what was unknown may have become known. */
async function replan(
  change: Configured,
  prior: Value,
  fresh: Value,
): Promise<{ planned: Value; private: string }> {
  const { schema, handle, config: before, after } = change;
  const settled = before?.whollyKnown ? before : undefined;
  const same = settled !== undefined && valueEqualsUnmarked(settled, fresh);
  // Equal zeros may have another sign now, and that counts.
  if (same && !hasSignedZero(settled) && !hasSignedZero(fresh))
    return { planned: after, private: change.private };
  const config = same ? fresh : (settled ?? fresh);
  const request = {
    type: change.address.type,
    prior,
    proposed: proposedNew(schema, prior, config),
    config,
    priorPrivate: change.private,
  };
  const answer = await handle.provider.planResource(request);
  if (hasErrors(answer.diagnostics))
    throw new DiagnosticError(locate(answer.diagnostics, change.resource, change.text));
  const invalid = assertPlanValid(schema, prior, config, answer.planned);
  if (invalid.length > 0) throw providerBug('Provider produced invalid plan', change, invalid);
  const breaches = assertObjectCompatible(schema, after, answer.planned);
  if (breaches.length > 0) throw providerBug('Provider produced inconsistent final plan', change, breaches);
  return { planned: answer.planned, private: answer.private };
}

interface Outcome {
  readonly planned: Value;
  readonly answer: ApplyResponse;
  readonly sensitive: readonly Path[];
  /** The predecessor that was put aside. */
  readonly key: string | undefined;
  /** Nothing was called: only what is known of the object has changed. */
  readonly silent: boolean;
}

/** Writes down what is in effect now, whatever happened; then throws what went wrong. */
function record(context: ApplyContext, change: Configured, outcome: Outcome): void {
  const { schema, text, resource } = change;
  const { answer, planned, key } = outcome;
  const failed = hasErrors(answer.diagnostics);
  const problems: Diagnostic[] = locate(answer.diagnostics, resource, text);
  const created = change.action !== 'update';
  if (answer.newState.isNull) {
    if (key !== undefined) context.state.restore(text, key);
    if (!failed) problems.push(...lost(change));
    throw new DiagnosticError(problems);
  }
  const { value, breaches } = knownOnly(answer.newState);
  const broken = failed ? breaches : [...breaches, ...assertObjectCompatible(schema, planned, value)];
  if (!failed && broken.length > 0) {
    const summary = 'Provider produced inconsistent result after apply';
    problems.push(...providerBug(summary, change, broken).diagnostics);
  }
  const tainted = created && !answer.pending && (failed || broken.length > 0);
  const object = stateObject(context, change, outcome, value, tainted);
  context.state.setCurrent(text, change.address, change.handle.stateName, object);
  context.obligations.learn(change, value);
  const bad = problems.some(({ severity }) => severity === 'error');
  context.diagnostics.push(...problems.filter(({ severity }) => severity === 'warning'));
  if (bad) throw new DiagnosticError(problems.filter(({ severity }) => severity === 'error'));
  context.values.set(text, value, object.sensitive);
  context.writer.changed();
  const self = markSensitive(value, object.sensitive);
  checkConditions(context, change, resource.lifecycle.postconditions, self);
}

function lost(change: Configured): readonly Diagnostic[] {
  const breaches: Breach[] = [{ path: [], message: 'was present, but now absent' }];
  return providerBug('Provider produced inconsistent result after apply', change, breaches).diagnostics;
}

/** What a provider left unknown becomes null: a state has no unknowns. */
function knownOnly(value: Value): { value: Value; breaches: Breach[] } {
  if (value.whollyKnown) return { value, breaches: [] };
  const breaches: Breach[] = [];
  walk(value, (part, path) => {
    if (!part.isKnown) breaches.push({ path, message: 'is still unknown after apply' });
    return true;
  });
  return { value: transform(value, (part) => (part.isKnown ? part : nul(part.type))), breaches };
}

function stateObject(
  context: ApplyContext,
  change: Configured,
  { answer, sensitive, silent }: Outcome,
  value: Value,
  tainted: boolean,
): StateObject {
  const { schema, resource, text, prior } = change;
  const always = schemaSensitivePaths(schema);
  const paths = normalizePaths([...sensitive, ...always]);
  // What turns out to be as it was, marks and all, goes on depending on what it was made with.
  const asItWas = silent && prior && samePaths(paths, normalizePaths([...prior.sensitive, ...always]));
  return {
    schemaVersion: schema.version,
    value,
    sensitive: paths,
    private: answer.private,
    dependencies: asItWas ? prior.dependencies : context.graph.transitive(resource.address),
    createBeforeDestroy: silent ? change.createBeforeDestroy : context.createFirst.has(text),
    tainted,
  };
}

/** A check does not stop anything: what cannot be read is a warning, and the state keeps what was asked for. */
async function readForCheck(
  context: ApplyContext,
  change: Configured,
  config: Value,
  check: CheckConfig,
): Promise<Value> {
  try {
    const value = await readData(change, config, context.signal);
    context.checks.report(check.address, checkObject(change.instance, check), 'data', { status: 'pass' });
    return value;
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    context.diagnostics.push(...asWarnings(e.diagnostics));
    reportFailedRead(context, change.instance, check, e);
    return unknownAsNull(change.after);
  }
}

async function applyRead(context: ApplyContext, change: Configured): Promise<void> {
  const { text, handle, resource } = change;
  checkConditions(context, change, resource.lifecycle.preconditions);
  const { config, sensitive } = evaluate(context, change);
  const start = context.clock.now();
  context.emit({ kind: 'apply_start', address: text, action: 'read' });
  const check = context.checkData.get(resource.address);
  const value = check
    ? await readForCheck(context, change, config, check)
    : await readData(change, config, context.signal);
  const outcome: Outcome = {
    planned: value,
    answer: { newState: value, private: '', diagnostics: [] },
    sensitive,
    key: undefined,
    silent: false,
  };
  const read = stateObject(context, change, outcome, value, false);
  // Nothing is destroyed with what was read, so nothing has to wait for it.
  const object = { ...read, dependencies: [], createBeforeDestroy: false };
  context.state.setCurrent(text, change.address, handle.stateName, object);
  context.values.set(text, value, object.sensitive);
  context.obligations.learn(change, value);
  context.counts.read += 1;
  context.emit({
    kind: 'apply_complete',
    address: text,
    action: 'read',
    elapsedMs: context.clock.now() - start,
  });
  const self = markSensitive(value, object.sensitive);
  checkConditions(context, change, resource.lifecycle.postconditions, self);
}
