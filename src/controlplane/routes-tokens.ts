/** What has become of a write whose answer was lost: looked up, or settled for good. */
import { ok, okText } from './answer.ts';
import type { ApiResponse } from './api.ts';
import { TOKEN_OPERATIONS, type Used, useOf, voided } from './mutate/tokens.ts';
import type { Answer } from './mutate/write.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './routes.ts';
import type { Call } from './service.ts';
import type { Change } from './store/port.ts';

export const TOKEN_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/v1/tokens', run: look },
  { method: 'POST', path: '/v1/tokens/settle', run: settle },
];

async function look(call: Call): Promise<ApiResponse> {
  const { operation, token } = named(call.query.get('operation'), call.query.get('token'));
  const use = await call.service.read((world) => useOf(world, call.identity.account, operation, token));
  return outcome(use, call.requestId);
}

/**
 * One transaction decides: whatever is accepted under the token is accepted before it, and found; whatever comes after
 * it, from whichever process, finds the token void.
 */
async function settle(call: Call): Promise<ApiResponse> {
  const { identity, service } = call;
  const { operation, token } = named(call.body.operation, call.body.token);
  const { accessKey, nonce, at } = identity;
  const use = await service.store.write<Used | 'void'>((state) => {
    if (state.nonceUsed(accessKey, nonce)) throw new Refusal('ZTC-API-REQUEST_REPLAYED');
    const found = useOf(service.world(state), identity.account, operation, token);
    const changes: Change[] = [{ put: 'nonce', accessKey, nonce, at }];
    if (found === null) changes.push(voided(identity.account, operation, token));
    return { result: found ?? 'void', changes };
  });
  return outcome(use, call.requestId);
}

function outcome(use: Used | 'void' | null, requestId: string): ApiResponse {
  if (use === null || use === 'void') return ok({ done: false, void: use !== null }, requestId);
  return okText(`{"done":true,${answered({ ...use, body: use.answer, replayed: true }).slice(1)}`, requestId);
}

/** An answer's body with what has to be known about it besides. */
export function answered({ body, replayed, gone }: Answer): string {
  if (!replayed) return body;
  return `${body.slice(0, -1)},"replayed":true${gone ? ',"gone":true' : ''}}`;
}

export function tokenIn(call: Call): string | null {
  const token = call.headers['idempotency-key'];
  return token === undefined ? null : valid(token);
}

function named(operation: unknown, token: unknown): { operation: string; token: string } {
  const known = TOKEN_OPERATIONS.find((name) => name === operation);
  if (known) return { operation: known, token: valid(token) };
  const reason = `operation is one of ${TOKEN_OPERATIONS.join(', ')}`;
  throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason });
}

function valid(token: unknown): string {
  if (typeof token === 'string' && /^[\x20-\x7e]{1,64}$/.test(token)) return token;
  throw new Refusal('ZTC-API-INVALID_TOKEN');
}
