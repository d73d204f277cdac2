/** Finds out what became of a write whose run died, and where asked to, sees to it that this is the last word. */

import type { RemoteObject, Written } from '../../client/client.ts';
import { asString, getAttr, nul, type Value } from '../../values/value.ts';
import type { ProviderDiagnostic, RecoverRequest, RecoverResponse } from '../provider.ts';
import type { Schema } from '../provider-schema.ts';
import { apiProblems } from './problems.ts';
import { fromRemote, packRevision } from './values.ts';
import { type WaitContext, waitUntilReady } from './wait.ts';

export async function recoverZtc(
  context: WaitContext,
  schema: Schema,
  request: RecoverRequest,
): Promise<RecoverResponse> {
  const signal = AbortSignal.any([context.signal, request.signal]);
  const recover = { create: creation, update: change, delete: deletion }[request.action];
  try {
    return await recover({ ...context, signal }, schema, request);
  } catch (e) {
    return { newState: request.prior, private: request.private, diagnostics: apiProblems(e) };
  }
}

async function creation(
  context: WaitContext,
  schema: Schema,
  request: RecoverRequest,
): Promise<RecoverResponse> {
  const { client, signal } = context;
  const { type, final } = request;
  const written = await (final
    ? settled(context, request)
    : client.answerTo('create', request.token, { signal }));
  const own = written?.object.type === type ? written.object : undefined;
  const id = own?.id ?? request.id;
  const object = id === undefined || written?.gone ? null : await client.read(type, id, { signal });
  if (!object) return nothing(schema);
  // Secrets are told in the answer to the creation and nowhere else.
  const before = own && fromRemote(schema, own);
  if (!final || object.ready) return what(schema, object, before, object.failed);
  const waited = await waitUntilReady(context, object, () => {});
  if (!waited.object) return nothing(schema);
  const warnings = waited.error === undefined ? [] : asWarnings(waited.error);
  return what(schema, waited.object, before, waited.error !== undefined && !waited.pending, warnings);
}

/** One that runs on is planned again until it is ready, like any object that is not. */
async function change(
  context: WaitContext,
  schema: Schema,
  request: RecoverRequest,
): Promise<RecoverResponse> {
  if (request.final) await settled(context, request);
  const object = await context.client.read(request.type, idOf(request), { signal: context.signal });
  return object ? what(schema, object, request.prior) : nothing(schema);
}

async function deletion(
  context: WaitContext,
  schema: Schema,
  request: RecoverRequest,
): Promise<RecoverResponse> {
  const { client, signal, timeoutMs } = context;
  const { type, prior, final } = request;
  const id = idOf(request);
  const accepted = final && (await settled(context, request)) !== null;
  let warnings: readonly ProviderDiagnostic[] = [];
  if (accepted) {
    try {
      await client.waitGone(type, id, { timeoutMs, signal });
    } catch (e) {
      warnings = asWarnings(e);
    }
  }
  const object = await client.read(type, id);
  return object ? what(schema, object, prior, false, warnings) : nothing(schema);
}

function settled({ client, signal }: WaitContext, request: RecoverRequest): Promise<Written | null> {
  return client.settle(request.action, request.token, { signal });
}

function idOf({ id, prior }: RecoverRequest): string {
  return id ?? asString(getAttr(prior, 'id') as Value);
}

function nothing(schema: Schema): RecoverResponse {
  return { newState: nul(schema.type), private: '', diagnostics: [] };
}

function what(
  schema: Schema,
  object: RemoteObject,
  before: Value | undefined,
  failed = false,
  diagnostics: readonly ProviderDiagnostic[] = [],
): RecoverResponse {
  return {
    newState: fromRemote(schema, object, before),
    private: packRevision(object.rev),
    ...(failed ? { failed: true } : {}),
    diagnostics,
  };
}

/** What is there is known, so the question is answered; whoever waits for more learns why it is not there. */
function asWarnings(e: unknown): readonly ProviderDiagnostic[] {
  return apiProblems(e).map((problem) => ({ ...problem, severity: 'warning' }));
}
