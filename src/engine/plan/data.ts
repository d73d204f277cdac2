/** Data sources: read while planning when everything they depend on is settled, otherwise during the apply. */

import { formatModule, within } from '../../config/address.ts';
import type { CheckConfig } from '../../config/model.ts';
import { planByDefaults } from '../../provider/planning/plan-defaults.ts';
import { proposedNew } from '../../provider/planning/proposed-new.ts';
import { hasErrors } from '../../provider/provider.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { transform } from '../../values/path.ts';
import { nul, type Path, type Value } from '../../values/value.ts';
import type { StateObject } from '../state/model.ts';
import { NO_DEPOSED } from '../state/model.ts';
import { normalizePaths } from '../state/paths.ts';
import { asWarnings, checkConditions } from './conditions.ts';
import { locate, type PlanContext, type Subject } from './context.ts';
import { addressOf, evaluateBody, identity } from './instance.ts';
import type { ActionReason, Change } from './model.ts';

/** Undefined when it was read; the value is in `context.instances` then. */
export async function planData(context: PlanContext, subject: Subject): Promise<Change | undefined> {
  const { resource } = subject;
  checkConditions(context, subject, resource.lifecycle.preconditions);
  const body = evaluateBody(context, subject);
  const sensitive = normalizePaths([...body.sensitive, ...subject.sensitivePaths]);
  const reason = whyLater(context, subject, body.config);
  if (reason !== undefined) {
    // What was read by an earlier run says nothing any more.
    context.instances.delete(subject.instance.address);
    return later(context, subject, body.config, sensitive, reason);
  }
  const check = context.checkData.get(resource.address);
  if (check !== undefined) return planNested(context, subject, body.config, sensitive, check);
  const value = await readNow(context, subject, body.config);
  checkConditions(context, subject, resource.lifecycle.postconditions, value);
  settle(context, subject, value, sensitive);
  return undefined;
}

/** What a check looks at is read now to tell the result early, and again by the apply, when everything is done. */
async function planNested(
  context: PlanContext,
  subject: Subject,
  config: Value,
  sensitive: readonly Path[],
  check: CheckConfig,
): Promise<Change> {
  const deferred = later(context, subject, config, sensitive, 'read_because_check_nested');
  try {
    const value = await readNow(context, subject, config);
    settle(context, subject, value, sensitive);
    return { ...deferred, after: value };
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    context.diagnostics.push(...asWarnings(e.diagnostics));
    reportFailedRead(context, subject.instance, check, e);
    settle(context, subject, unknownAsNull(deferred.after), sensitive);
    return deferred;
  }
}

/** A check whose data cannot be read has failed. */
export function reportFailedRead(
  { checks }: Pick<PlanContext, 'checks'>,
  instance: Subject['instance'],
  check: CheckConfig,
  { diagnostics: [first] }: DiagnosticError,
): void {
  const message = first ? `${first.summary}: ${first.detail}` : 'the data source could not be read';
  const object = checkObject(instance, check);
  checks.report(check.address, object, 'data', { status: 'fail', message });
}

/** Address of the check in the same instance of the module. */
export const checkObject = ({ module }: Subject['instance'], { name }: CheckConfig): string =>
  within(formatModule(module), `check.${name}`);

export const unknownAsNull = (value: Value): Value =>
  value.whollyKnown ? value : transform(value, (part) => (part.isKnown ? part : nul(part.type)));

function settle(context: PlanContext, subject: Subject, value: Value, sensitive: readonly Path[]): void {
  const { resource, instance, schema, handle } = subject;
  const object: StateObject = {
    schemaVersion: schema.version,
    value,
    sensitive,
    private: '',
    dependencies: [],
    createBeforeDestroy: false,
    tainted: false,
  };
  context.instances.set(instance.address, {
    address: addressOf(resource, instance),
    provider: handle.stateName,
    current: object,
    deposed: NO_DEPOSED,
  });
  context.values.set(instance.address, value, sensitive);
}

function later(
  context: PlanContext,
  subject: Subject,
  config: Value,
  sensitive: readonly Path[],
  reason: ActionReason,
): Change {
  const { schema } = subject;
  const none = nul(schema.type);
  const proposed = proposedNew(schema, none, config);
  const { planned } = planByDefaults(schema, { prior: none, proposed, config });
  return {
    ...identity(context, subject),
    action: 'read',
    reason,
    replacePaths: [],
    before: none,
    after: planned,
    sensitiveBefore: [],
    sensitiveAfter: sensitive,
    config,
    private: '',
    createBeforeDestroy: false,
  };
}

function whyLater(context: PlanContext, { resource }: Subject, config: Value): ActionReason | undefined {
  if (!config.whollyKnown) return 'read_because_config_unknown';
  for (const address of context.graph.dependencies(resource.address)) {
    if (context.changing.has(address) && context.tree.resources.get(address)?.mode === 'managed')
      return 'read_because_dependency_pending';
  }
  return undefined;
}

async function readNow(context: PlanContext, subject: Subject, config: Value): Promise<Value> {
  const { address } = subject.instance;
  context.emit({ kind: 'read_start', address });
  const value = await readData(subject, config, context.signal);
  context.emit({ kind: 'read_complete', address });
  return value;
}

export async function readData(
  { resource, instance, handle }: Pick<Subject, 'resource' | 'instance' | 'handle'>,
  config: Value,
  signal: AbortSignal,
): Promise<Value> {
  const answer = await handle.provider.readDataSource(resource.type, config, { signal });
  if (answer.result && !hasErrors(answer.diagnostics)) return answer.result;
  throw new DiagnosticError(locate(answer.diagnostics, resource, instance.address));
}
