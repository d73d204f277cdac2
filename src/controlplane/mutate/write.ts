/** The one function that every write goes through. Pure: the same state and request give the same changes. */
import type { JsonObject } from '../../client/client.ts';
import { canonical, sha256 } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Decision } from '../store/port.ts';
import { Draft, type World } from '../world.ts';
import type { Caller } from './context.ts';
import { useFor, useOf } from './tokens.ts';

export interface WriteRequest {
  readonly caller: Caller;
  readonly operation: 'create' | 'update' | 'delete' | 'approve' | 'reject' | 'mutate';
  /** Everything that makes this request different from another with the same token. */
  readonly parameters: JsonObject;
  readonly token: string | null;
  /** Seen once and never again, after a restart too. */
  readonly nonce: { readonly accessKey: string; readonly nonce: string; readonly at: number } | null;
}

export interface Answer {
  /** JSON, exactly as it was given the first time; see `Used` for the exception. */
  readonly body: string;
  readonly replayed: boolean;
  /** Replayed, and the object has gone away since. */
  readonly gone: boolean;
}

export function carryOut(
  world: World,
  request: WriteRequest,
  handler: (draft: Draft) => JsonObject,
): Decision<Answer> {
  const { caller, operation, token, nonce } = request;
  if (nonce && world.state.nonceUsed(nonce.accessKey, nonce.nonce))
    throw new Refusal('ZTC-API-REQUEST_REPLAYED');
  if (token === null) {
    const draft = opened(world, request);
    const body = JSON.stringify(handler(draft));
    return { result: { body, replayed: false, gone: false }, changes: draft.done() };
  }
  const fingerprint = sha256(canonical(request.parameters));
  const known = useOf(world, caller.account, operation, token);
  if (known === 'void') throw new Refusal('ZTC-API-TOKEN_VOID');
  if (known) {
    if (known.fingerprint !== fingerprint) throw new Refusal('ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH');
    const result = { body: known.answer, replayed: true, gone: known.gone };
    return { result, changes: opened(world, request).done() };
  }
  const draft = opened(world, request);
  const answer = handler(draft);
  const body = JSON.stringify(answer);
  const write = { account: caller.account, operation, token, fingerprint };
  for (const change of useFor(world, write, answer, body)) draft.add(change);
  return { result: { body, replayed: false, gone: false }, changes: draft.done() };
}

function opened(world: World, { nonce }: WriteRequest): Draft {
  const draft = new Draft(world);
  if (nonce) draft.add({ put: 'nonce', ...nonce });
  return draft;
}
