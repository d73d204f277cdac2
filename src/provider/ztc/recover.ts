/** Finds out what became of a write whose run died, and where asked to, sees to it that this is the last word. */

import type { RemoteObject, Written } from '../../client/client.ts';
import { asString, getAttr, nul, type Value } from '../../values/value.ts';
import type { RecoverRequest, RecoverResponse } from '../provider.ts';
import type { Schema } from '../provider-schema.ts';
import { apiProblems } from './problems.ts';
import { fromRemote, packRevision } from './values.ts';
import type { WaitContext } from './wait.ts';

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
  return what(schema, object, before, object.failed);
}

/** One that runs on is planned again until it is ready, like any object that is not: nobody waits for it here. */
async function change(
  context: WaitContext,
  schema: Schema,
  request: RecoverRequest,
): Promise<RecoverResponse> {
  if (request.final) await settled(context, request);
  const object = await context.client.read(request.type, idOf(request), { signal: context.signal });
  return object ? what(schema, object, request.prior) : nothing(schema);
}

/** What is on its way out cannot stay: whoever wants it wants another one. */
async function deletion(
  context: WaitContext,
  schema: Schema,
  request: RecoverRequest,
): Promise<RecoverResponse> {
  const { client, signal } = context;
  const { type, prior, final } = request;
  const accepted = final && (await settled(context, request)) !== null;
  const object = await client.read(type, idOf(request), { signal });
  return object ? what(schema, object, prior, accepted) : nothing(schema);
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
): RecoverResponse {
  return {
    newState: fromRemote(schema, object, before),
    private: packRevision(object.rev),
    ...(failed ? { failed: true } : {}),
    diagnostics: [],
  };
}
