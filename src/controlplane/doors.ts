/** Doors for operators and tests under `/_ztc`: the clock, faults, changes behind the tenant's back, reset. */
import type { Json, JsonObject } from '../client/client.ts';
import { ok, okText } from './answer.ts';
import type { ApiResponse } from './api.ts';
import { firstBreak } from './audit.ts';
import { keyPair } from './credentials.ts';
import type { Fault } from './faults.ts';
import { isObject, rfc3339 } from './json.ts';
import { quotaKey } from './mutate/create.ts';
import { mutateObject } from './mutate/orders.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './routes.ts';
import { type Call, callerOf } from './service.ts';

export const OPERATOR_DOORS: readonly Route[] = (
  [
    { method: 'GET', path: '/_ztc/clock', run: (call) => clock(call) },
    { method: 'POST', path: '/_ztc/clock', run: moveClock },
    { method: 'GET', path: '/_ztc/faults', run: faults },
    { method: 'POST', path: '/_ztc/faults', run: addFault },
    { method: 'DELETE', path: '/_ztc/faults', run: clearFaults },
    { method: 'POST', path: '/_ztc/mutate', run: mutate },
    { method: 'POST', path: '/_ztc/reset', run: reset },
    { method: 'POST', path: '/_ztc/quotas', run: setQuota },
    { method: 'POST', path: '/_ztc/accounts', run: addAccount },
    { method: 'GET', path: '/_ztc/audit/verify', run: verifyAudit },
  ] satisfies Omit<Route, 'operatorOnly'>[]
).map((route) => ({ ...route, operatorOnly: true }));

function malformed(reason: string): Refusal {
  return new Refusal('ZTC-API-MALFORMED_REQUEST', { reason });
}

function clock(call: Call): ApiResponse {
  const { clock: time } = call.service;
  return ok(
    { now: rfc3339(time.now()), frozen: time.state.frozenAt !== null, offset_ms: time.state.offset },
    call.requestId,
  );
}

/** `{"advance_seconds": 60}`, `{"freeze": true}`, `{"resume": true}`, alone or together. */
async function moveClock(call: Call): Promise<ApiResponse> {
  const { advance_seconds: advance, freeze, resume } = call.body;
  const { clock: time } = call.service;
  if (advance !== undefined && !(typeof advance === 'number' && advance >= 0 && advance < 1e10)) {
    throw malformed('advance_seconds is a number, not below 0');
  }
  if (freeze === true) time.freeze();
  if (resume === true) time.resume();
  if (typeof advance === 'number') time.advance(Math.round(advance * 1000));
  await call.service.remember('clock', { ...time.state });
  return clock(call);
}

function faults(call: Call): ApiResponse {
  return ok({ items: call.service.faults.list() as unknown as JsonObject[] }, call.requestId);
}

const KINDS: readonly Fault['kind'][] = ['5xx', 'reset', 'delay', 'throttle'];

async function addFault(call: Call): Promise<ApiResponse> {
  const armed = call.service.faults.add(faultIn(call.body));
  await call.service.rememberFaults();
  return ok({ fault: armed as unknown as JsonObject }, call.requestId);
}

function faultIn(body: JsonObject): Fault {
  const { when, method, type, ...rest } = body;
  const kind = KINDS.find((known) => known === body.kind);
  if (when !== 'before' && when !== 'after-commit') throw malformed('when is before or after-commit');
  if (!kind) throw malformed(`kind is one of ${KINDS.join(', ')}`);
  const number = (name: string): number | undefined => {
    const value = rest[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || value < 0) throw malformed(`${name} is a number, not below 0`);
    return value;
  };
  const numbers = {
    skip: number('skip'),
    times: number('times'),
    status: number('status'),
    delayMs: number('delay_ms'),
    retryAfter: number('retry_after'),
  };
  return {
    when,
    kind,
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(Object.fromEntries(
      Object.entries(numbers).filter(([, value]) => value !== undefined),
    ) as Partial<Fault>),
  };
}

async function clearFaults(call: Call): Promise<ApiResponse> {
  call.service.faults.clear();
  await call.service.rememberFaults();
  return faults(call);
}

async function mutate(call: Call): Promise<ApiResponse> {
  const { id, changes = null, actor = 'console' } = call.body;
  if (typeof id !== 'string' || typeof actor !== 'string') throw malformed('id and actor are texts');
  if (changes !== null && !isObject(changes)) throw malformed('changes is an object, or null to remove');
  const caller = { ...callerOf(call), actor };
  const { service } = call;
  const request = { caller, operation: 'mutate', parameters: {}, token: null, nonce: null } as const;
  const answer = await service.write(request, (draft) => ({
    object: mutateObject(draft, caller, id, changes, service.enforcer),
  }));
  return okText(answer.body, call.requestId);
}

async function reset(call: Call): Promise<ApiResponse> {
  const { service } = call;
  service.faults.clear();
  await service.store.write(() => ({ result: undefined, changes: [{ drop: 'everything' }] }));
  service.enforcer.forget();
  await service.rememberFaults();
  return ok({}, call.requestId);
}

/** `{"account_id", "type", "limit"}`; without a limit the quota is lifted. */
async function setQuota(call: Call): Promise<ApiResponse> {
  const { account_id: account, type, limit = null } = call.body;
  if (typeof account !== 'string' || typeof type !== 'string')
    throw malformed('account_id and type are texts');
  if (limit !== null && (typeof limit !== 'number' || limit < 0))
    throw malformed('limit is a number, not below 0');
  await call.service.remember(quotaKey(account, type), limit as Json);
  return ok({ account_id: account, type, limit }, call.requestId);
}

/** Another tenant with a key of its own; the secret is shown this once. */
async function addAccount(call: Call): Promise<ApiResponse> {
  const { account_id: account } = call.body;
  if (typeof account !== 'string' || !/^[0-9A-Za-z_-]{1,32}$/.test(account)) {
    throw malformed('account_id has 1 to 32 letters, digits, - and _');
  }
  const key = keyPair('ZTAK');
  await call.service.store.write(() => ({
    result: undefined,
    changes: [{ put: 'accessKey', row: { ...key, account, role: 'tenant' } }],
  }));
  return ok({ account_id: account, access_key: key.accessKey, secret_key: key.secretKey }, call.requestId);
}

async function verifyAudit(call: Call): Promise<ApiResponse> {
  const broken = await call.service.store.read(firstBreak);
  return ok({ whole: broken === null, ...(broken === null ? {} : { first_break: broken }) }, call.requestId);
}
