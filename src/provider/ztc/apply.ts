/** Creates, changes and deletes objects of the platform, and waits until they are what they should be. */

import type { RemoteObject, Written } from '../../client/client.ts';
import { ApiError } from '../../client/error.ts';
import { asString, getAttr, nul, type Value } from '../../values/value.ts';
import type { ApplyRequest, ApplyResponse, ProviderDiagnostic } from '../provider.ts';
import type { Schema } from '../provider-schema.ts';
import { apiProblems, findingProblem } from './problems.ts';
import { createBody, fromRemote, packRevision, sameDecisions, unpackRevision, updateBody } from './values.ts';
import { type WaitContext, waitUntilReady } from './wait.ts';

export async function applyZtc(
  context: WaitContext,
  schema: Schema,
  request: ApplyRequest,
): Promise<ApplyResponse> {
  try {
    if (request.planned.isNull) return await remove(context, schema, request);
    return request.prior.isNull
      ? await create(context, schema, request)
      : await update(context, schema, request);
  } catch (e) {
    // As far as is known nothing was accepted: there is nothing new, or what was there is still there.
    const diagnostics = apiProblems(e);
    return { newState: request.prior, private: request.private, ...doubt(e), diagnostics };
  }
}

/** The token belongs to something else: this write has not happened and will not. */
const BURNT: ReadonlySet<string> = new Set(['ZTC-API-TOKEN_VOID', 'ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH']);

function doubt(e: unknown): Pick<ApplyResponse, 'burnt' | 'uncertain'> {
  if (!(e instanceof ApiError)) return {};
  if (BURNT.has(e.code)) return { burnt: true };
  return e.details.uncertain ? { uncertain: true } : {};
}

async function create(context: WaitContext, schema: Schema, request: ApplyRequest): Promise<ApplyResponse> {
  const { type, planned, config, token, onProgress } = request;
  const written = await context.client.create(type, createBody(schema, planned, config), { token });
  const object = await asItIs(context, written);
  if (!object) {
    const diagnostics = apiProblems(gone(written.object.id));
    return { newState: nul(schema.type), private: '', burnt: true, diagnostics };
  }
  onProgress({ kind: 'identity', id: object.id });
  // Secrets are told in this answer and never again.
  const first = fromRemote(schema, written.object);
  return settle(context, schema, request, { ...written, object }, first);
}

/** A replayed answer shows the object as it was then. Null when it has gone away since. */
async function asItIs({ client }: WaitContext, written: Written): Promise<RemoteObject | null> {
  if (written.gone) return null;
  const { object, replayed } = written;
  return replayed ? client.read(object.type, object.id).catch(() => object) : object;
}

async function update(context: WaitContext, schema: Schema, request: ApplyRequest): Promise<ApplyResponse> {
  const { type, prior, planned } = request;
  const changes = updateBody(schema, prior, planned);
  const id = asString(getAttr(prior, 'id') as Value);
  if (Object.keys(changes).length > 0) {
    const written = await updateAt(context, schema, request, id, changes);
    const now = await asItIs(context, written);
    if (!now) throw gone(id);
    return settle(context, schema, request, { ...written, object: now }, prior);
  }
  // Nothing to ask for: the object was not ready yet.
  const object = await context.client.read(type, id);
  if (!object) throw gone(id);
  return settle(context, schema, request, { object, warnings: [] }, prior);
}

/** Another revision is fine as long as nobody has touched what the user decides. */
async function updateAt(
  { client }: WaitContext,
  schema: Schema,
  { type, prior, private: kept, token }: ApplyRequest,
  id: string,
  changes: ReturnType<typeof updateBody>,
): Promise<Written> {
  const rev = unpackRevision(kept);
  try {
    return await client.update(type, id, changes, { token, ...(rev === undefined ? {} : { rev }) });
  } catch (e) {
    if (!(e instanceof ApiError) || e.code !== 'ZTC-API-PRECONDITION_FAILED') throw e;
    const now = await client.read(type, id);
    if (!now || !sameDecisions(schema, prior, fromRemote(schema, now, prior))) throw e;
    return client.update(type, id, changes, { token, rev: now.rev });
  }
}

async function settle(
  context: WaitContext,
  schema: Schema,
  request: ApplyRequest,
  { object, warnings }: Pick<Written, 'object' | 'warnings'>,
  before: Value,
): Promise<ApplyResponse> {
  const told = warnings.map((finding) => ({ ...findingProblem(finding), severity: 'warning' as const }));
  const signal = AbortSignal.any([context.signal, request.signal]);
  const waited = await waitUntilReady({ ...context, signal }, object, request.onProgress);
  const diagnostics: ProviderDiagnostic[] = [...told];
  if (waited.error !== undefined) diagnostics.push(...apiProblems(waited.error));
  if (!waited.object) return { newState: nul(schema.type), private: '', diagnostics };
  return {
    newState: fromRemote(schema, waited.object, before),
    private: packRevision(waited.object.rev),
    ...(waited.pending ? { pending: true } : {}),
    diagnostics,
  };
}

async function remove(context: WaitContext, schema: Schema, request: ApplyRequest): Promise<ApplyResponse> {
  const { type, prior, token } = request;
  const id = asString(getAttr(prior, 'id') as Value);
  const none: ApplyResponse = { newState: nul(schema.type), private: '', diagnostics: [] };
  const written = await context.client.delete(type, id, { token });
  if (written === null) return none;
  try {
    const signal = AbortSignal.any([context.signal, request.signal]);
    await context.client.waitGone(type, id, { timeoutMs: context.timeoutMs, signal });
    return none;
  } catch (e) {
    const left = await context.client.read(type, id).catch((): RemoteObject => written.object);
    if (left === null) return none;
    const newState = fromRemote(schema, left, prior);
    return { newState, private: packRevision(left.rev), diagnostics: apiProblems(e) };
  }
}

/** The object is not there although it should be. */
function gone(id: string): ApiError {
  const text = { en: `${id} does not exist any more`, zh: `${id} 已不存在` };
  return new ApiError('ZTC-API-NOT_FOUND', 404, text);
}
