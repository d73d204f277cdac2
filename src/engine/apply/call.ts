/** One call that changes something outside: recorded before and after, with its token, its events and its progress. */

import { createHash } from 'node:crypto';
import type { ApplyRequest, ApplyResponse, Progress } from '../../provider/provider.ts';
import { hasErrors } from '../../provider/provider.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { valueToJson } from '../../values/json-value.ts';
import { getAttr, type Value } from '../../values/value.ts';
import { idOf } from '../object-id.ts';
import { markSensitive } from '../plan/context.ts';
import type { Change } from '../plan/model.ts';
import type { Operation } from '../ports.ts';
import type { StateObject } from '../state/model.ts';
import type { ApplyContext } from './context.ts';
import { provision } from './provision.ts';
import { idempotencyToken } from './token.ts';

type Request = Pick<ApplyRequest, 'prior' | 'planned' | 'config' | 'private'>;

export interface Called {
  readonly answer: ApplyResponse;
  /** To be called when the state has what came of it. */
  over(): void;
}

/**
 * A creation or deletion with its provisioners counts as one operation: it is complete when they are. `shell` is the
 * object as it will stand in the state, but for its value.
 */
export async function callProvider(
  context: ApplyContext,
  change: Change,
  request: Request,
  shell?: StateObject,
): Promise<Called> {
  const { text } = change;
  const start = context.clock.now();
  const action = actionOf(request);
  context.emit({ kind: 'apply_start', address: text, action, ...idOf(request.prior) });
  const called = await provisioned(new Call(context, change, request, shell, start));
  const { answer } = called;
  const elapsedMs = context.clock.now() - start;
  if (hasErrors(answer.diagnostics)) {
    const { diagnostics } = answer;
    context.emit({ kind: 'apply_errored', address: text, action, elapsedMs, diagnostics });
  } else {
    count(context, action);
    context.emit({ kind: 'apply_complete', address: text, action, elapsedMs, ...idOf(answer.newState) });
  }
  return called;
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

async function provisioned(call: Call): Promise<Called> {
  const { context, change, request, action } = call;
  const before = action === 'delete' ? await provisionersOfDeath(context, change, request.prior) : [];
  if (hasErrors(before)) {
    const answer = { newState: request.prior, private: request.private, diagnostics: before };
    return { answer, over: () => {} };
  }
  const { answer, over } = await call.make();
  if (action !== 'create' || hasErrors(answer.diagnostics) || answer.newState.isNull)
    return { answer: withProblems(answer, before), over };
  const self = markSensitive(answer.newState, change.sensitiveAfter);
  return { answer: withProblems(answer, [], await provision(context, change, 'create', self)), over };
}

const withProblems = (
  answer: ApplyResponse,
  before: readonly Diagnostic[],
  after: readonly Diagnostic[] = [],
): ApplyResponse =>
  before.length + after.length === 0
    ? answer
    : { ...answer, diagnostics: [...before, ...answer.diagnostics, ...after] };

/** Neither for objects that were never finished, nor for those whose successor exists already. */
async function provisionersOfDeath(
  context: ApplyContext,
  change: Change,
  prior: Value,
): Promise<readonly Diagnostic[]> {
  if (change.prior?.tainted || change.deposed !== undefined || change.action === 'create-delete') return [];
  return provision(context, change, 'destroy', markSensitive(prior, change.sensitiveBefore));
}

/** Tokens that turn out to have been used for something else are rare, and never many in a row. */
const ATTEMPTS = 8;

/** The provider's part, between two records. */
class Call {
  readonly context: ApplyContext;
  readonly change: Change;
  readonly request: Request;
  readonly action: Operation['action'];
  readonly #shell: StateObject | undefined;
  readonly #start: number;

  constructor(
    context: ApplyContext,
    change: Change,
    request: Request,
    shell: StateObject | undefined,
    start: number,
  ) {
    this.context = context;
    this.change = change;
    this.request = request;
    this.action = actionOf(request);
    this.#shell = shell;
    this.#start = start;
  }

  async make(): Promise<Called> {
    for (let attempt = 0; ; attempt++) {
      const called = await this.#once(this.#operation(attempt));
      if (!called.answer.burnt || attempt + 1 >= ATTEMPTS) return called;
      called.over();
    }
  }

  async #once(operation: Operation): Promise<Called> {
    const { context, request, change } = this;
    // What leaves no trace outside the state needs no record outside the state.
    const recorded = change.handle.provider.recoverResource !== undefined;
    try {
      if (recorded) await context.log.begin(operation);
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      const { diagnostics } = e;
      return { answer: { newState: request.prior, private: request.private, diagnostics }, over: () => {} };
    }
    const answer = await this.#send(operation);
    const over = recorded && !answer.uncertain ? () => context.log.done(operation) : () => {};
    return { answer, over };
  }

  #send(operation: Operation): Promise<ApplyResponse> {
    const { context, change, request } = this;
    const { type, token } = operation;
    const onProgress = (progress: Progress): void => {
      if (progress.kind === 'identity') context.log.identity(operation, progress.id);
      report(context, operation, progress, context.clock.now() - this.#start);
    };
    const { signal } = context;
    return guarded(change.text, request, () =>
      change.handle.provider.applyResource({ type, ...request, token, signal, onProgress }),
    );
  }

  #operation(attempt: number): Operation {
    const { context, change, request, action } = this;
    const { text, address, handle } = change;
    const generation = context.plan.priorRun.serial;
    const parts = { lineage: context.lineage, address: text, generation, type: address.type, attempt };
    const { prior, planned } = request;
    const told = action === 'create' ? {} : { change: `${action}|${fingerprint(action, prior, planned)}` };
    const deposed = action === 'delete' ? (change.deposed ?? context.deposed.get(text)) : undefined;
    return {
      action,
      address: text,
      type: address.type,
      provider: handle.stateName,
      generation,
      token: idempotencyToken({ ...parts, ...told }),
      ...(deposed === undefined ? {} : { deposed }),
      ...(action === 'create' && this.#shell ? { object: this.#shell } : {}),
    };
  }
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
    return { newState: prior, private: kept, uncertain: true, diagnostics: [problem] };
  }
}

const actionOf = ({ prior, planned }: Request): Operation['action'] =>
  planned.isNull ? 'delete' : prior.isNull ? 'create' : 'update';

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
