/** What is known about an idempotency token: used for something, void, or never seen. */
import type { Json, JsonObject } from '../../client/client.ts';
import { isObject } from '../json.ts';
import type { Change, TokenRow } from '../store/port.ts';
import { objectView } from '../view.ts';
import type { World } from '../world.ts';

/** Operations that take a token. One token may be used once for each of them. */
export const TOKEN_OPERATIONS = ['create', 'update', 'delete', 'approve', 'reject'] as const;

const TOKEN_LIFE = 24 * 3600 * 1000;
/** Void tokens stay void: the request that they were meant for may be on its way for any time. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/** A write that was accepted under a token. */
export interface Used {
  readonly fingerprint: string;
  /** JSON, exactly as it was given the first time; of a creation of long ago the object as it is now. */
  readonly answer: string;
  /** The object that the answer shows does not exist any more. */
  readonly gone: boolean;
}

/** Null when nothing was accepted under the token; `void` when nothing ever will be. */
export function useOf(world: World, account: string, operation: string, token: string): Used | 'void' | null {
  const row = world.state.token(account, operation, token);
  if (row && row.expires > world.now) {
    if (row.answer === null) return 'void';
    const { fingerprint, answer } = row;
    const id = idIn(JSON.parse(answer) as JsonObject);
    return { fingerprint, answer, gone: id !== null && world.object(account, id) === null };
  }
  return operation === 'create' ? creationBy(world, account, token) : null;
}

/** A creation is never forgotten, or the same token would make the object a second time. */
function creationBy(world: World, account: string, token: string): Used | null {
  const creation = world.state.creation(account, token);
  const row = creation && world.state.resource(creation.id);
  if (!creation || !row) return null;
  const answer = JSON.stringify({ object: objectView(world, row), warnings: [] });
  return { fingerprint: creation.fingerprint, answer, gone: world.object(account, row.id) === null };
}

/** Changes that keep an accepted write under its token. */
export function useFor(
  world: World,
  write: Pick<TokenRow, 'account' | 'operation' | 'token' | 'fingerprint'>,
  answer: JsonObject,
  text: string,
): readonly Change[] {
  const { account, operation, token, fingerprint } = write;
  const kept: Change = { put: 'token', row: { ...write, answer: text, expires: world.now + TOKEN_LIFE } };
  const id = operation === 'create' ? idIn(answer) : null;
  return id === null ? [kept] : [kept, { put: 'creation', row: { account, token, id, fingerprint } }];
}

/** Nothing is accepted under the token from now on. */
export function voided(account: string, operation: string, token: string): Change {
  return {
    put: 'token',
    row: { account, operation, token, fingerprint: '', answer: null, expires: FOR_EVER },
  };
}

function idIn({ object }: JsonObject): string | null {
  const id: Json | undefined = isObject(object) ? object.id : undefined;
  return typeof id === 'string' ? id : null;
}
