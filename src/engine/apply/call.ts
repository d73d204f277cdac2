/** One call that changes something outside: recorded before and after, with its token, its events and its progress. */

import { createHash } from 'node:crypto';
import type { ApplyRequest, ApplyResponse, Progress } from '../../provider/provider.ts';
import { hasErrors } from '../../provider/provider.ts';
import { type Diagnostic, errorDiagnostic } from '../../values/diagnostic.ts';
import { valueToJson } from '../../values/json-value.ts';
import { getAttr, type Value } from '../../values/value.ts';
import { idOf } from '../object-id.ts';
import { markSensitive } from '../plan/context.ts';
import type { Change } from '../plan/model.ts';
import type { Operation } from '../ports.ts';
import type { ApplyContext } from './context.ts';
import { provision } from './provision.ts';
import { idempotencyToken } from './token.ts';

type Request = Pick<ApplyRequest, 'prior' | 'planned' | 'config' | 'private'>;

/** A creation or deletion with its provisioners counts as one operation: it is complete when they are. */
export async function callProvider(
  context: ApplyContext,
  change: Change,
  request: Request,
): Promise<ApplyResponse> {
  const { text } = change;
  const operation = operationFor(context, change, request);
  const start = context.clock.now();
  const { action } = operation;
  context.emit({ kind: 'apply_start', address: text, action, ...idOf(request.prior) });
  const answer = await provisioned(context, change, operation, request, start);
  const failed = hasErrors(answer.diagnostics);
  const elapsedMs = context.clock.now() - start;
  if (failed) {
    const { diagnostics } = answer;
    context.emit({ kind: 'apply_errored', address: text, action, elapsedMs, diagnostics });
  } else {
    count(context, action);
    context.emit({ kind: 'apply_complete', address: text, action, elapsedMs, ...idOf(answer.newState) });
  }
  return answer;
}

/**
 * An update of what is known of an object, not of the object: nobody has to be called. It is told like any other when
 * the plan has announced just that, and not when an update has come to nothing.
 */
export function relabel(
  context: ApplyContext,
  change: Change,
  object: Pick<ApplyResponse, 'newState' | 'private'>,
): ApplyResponse {
  if (change.after.whollyKnown) {
    const told = { address: change.text, action: 'update', ...idOf(object.newState) } as const;
    context.emit({ kind: 'apply_start', ...told });
    count(context, 'update');
    context.emit({ kind: 'apply_complete', ...told, elapsedMs: 0 });
  }
  return { ...object, diagnostics: [] };
}

async function provisioned(
  context: ApplyContext,
  change: Change,
  operation: Operation,
  request: Request,
  start: number,
): Promise<ApplyResponse> {
  const { action } = operation;
  const before = action === 'delete' ? await provisionersOfDeath(context, change, request.prior) : [];
  if (hasErrors(before)) return { newState: request.prior, private: request.private, diagnostics: before };
  const answer = await recorded(context, change, operation, request, start);
  if (action !== 'create' || hasErrors(answer.diagnostics) || answer.newState.isNull)
    return before.length === 0 ? answer : { ...answer, diagnostics: [...before, ...answer.diagnostics] };
  const self = markSensitive(answer.newState, change.sensitiveAfter);
  const after = await provision(context, change, 'create', self);
  return after.length === 0 ? answer : { ...answer, diagnostics: [...answer.diagnostics, ...after] };
}

/** Neither for objects that were never finished, nor for those whose successor exists already. */
async function provisionersOfDeath(
  context: ApplyContext,
  change: Change,
  prior: Value,
): Promise<readonly Diagnostic[]> {
  if (change.prior?.tainted || change.deposed !== undefined || change.action === 'create-delete') return [];
  return provision(context, change, 'destroy', markSensitive(prior, change.sensitiveBefore));
}

/** The provider's part, between two records. */
async function recorded(
  context: ApplyContext,
  change: Change,
  operation: Operation,
  request: Request,
  start: number,
): Promise<ApplyResponse> {
  const { text, handle, address } = change;
  await context.log.begin(operation);
  const notes: Promise<void>[] = [];
  const onProgress = (progress: Progress): void => {
    if (progress.kind === 'identity') notes.push(context.log.identity(operation, progress.id));
    report(context, operation, progress, context.clock.now() - start);
  };
  const { token } = operation;
  const answer = await guarded(text, request, () =>
    handle.provider.applyResource({
      type: address.type,
      ...request,
      token,
      signal: context.signal,
      onProgress,
    }),
  );
  await Promise.all(notes);
  const failed = hasErrors(answer.diagnostics);
  await context.log.done(operation, answer.pending ? 'pending' : failed ? 'failed' : 'ok');
  return answer;
}

/** A provider that throws has broken its contract; nobody knows what it has done, so nothing is forgotten. */
async function guarded(
  text: string,
  { prior, private: kept }: Request,
  call: () => Promise<ApplyResponse>,
): Promise<ApplyResponse> {
  try {
    return await call();
  } catch (e) {
    const detail = `${text}: the provider failed unexpectedly: ${(e as Error).message}.`;
    const problem = errorDiagnostic('ZTC-E-PROVIDER-CRASH', 'Provider failed', detail);
    return { newState: prior, private: kept, diagnostics: [problem] };
  }
}

function operationFor(context: ApplyContext, change: Change, { prior, planned }: Request): Operation {
  const { text, address } = change;
  const action = planned.isNull ? 'delete' : prior.isNull ? 'create' : 'update';
  const generation = context.log.generation(text) ?? context.plan.priorRun.serial;
  const parts = { lineage: context.lineage, address: text, generation, type: address.type };
  const told = action === 'create' ? {} : { change: `${action}|${fingerprint(action, prior, planned)}` };
  return {
    action,
    address: text,
    type: address.type,
    generation,
    token: idempotencyToken({ ...parts, ...told }),
  };
}

function fingerprint(action: string, prior: Value, planned: Value): string {
  if (action === 'delete') return String(getAttr(prior, 'id')?.raw ?? '');
  const known = planned.whollyKnown ? JSON.stringify(valueToJson(planned)) : JSON.stringify(partly(planned));
  return createHash('sha256').update(known).digest('hex');
}

/** Attributes that are known before the call. */
function partly(planned: Value): unknown {
  const entries = planned.raw instanceof Map ? [...planned.raw] : [];
  return entries
    .filter(([, value]) => (value as Value).whollyKnown)
    .map(([name, value]) => [name, valueToJson(value as Value)])
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1));
}

function report(
  context: ApplyContext,
  { address, action }: Operation,
  progress: Progress,
  elapsedMs: number,
): void {
  if (progress.kind === 'waiting_for_operator') {
    const { workOrder } = progress;
    context.emit({ kind: 'waiting_for_operator', address, workOrder, elapsedMs });
  }
  context.emit({ kind: 'apply_progress', address, action, elapsedMs, progress });
}

function count({ counts }: ApplyContext, action: Operation['action']): void {
  if (action === 'create') counts.add += 1;
  else if (action === 'update') counts.change += 1;
  else counts.destroy += 1;
}
