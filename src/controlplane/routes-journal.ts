/** Work orders, the audit trail, and what the service says about itself. */
import type { JsonObject, WorkOrderState } from '../client/client.ts';
import { ok, okText } from './answer.ts';
import type { ApiResponse } from './api.ts';
import { isObject, rfc3339 } from './json.ts';
import { approveOrder, rejectOrder } from './mutate/orders.ts';
import type { WriteRequest } from './mutate/write.ts';
import { paged, pageOf } from './paging.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './routes.ts';
import { answered, tokenIn } from './routes-tokens.ts';
import { type Call, callerOf } from './service.ts';
import { API_VERSION } from './version.ts';
import { auditView, orderView } from './view.ts';
import type { Draft } from './world.ts';

export const JOURNAL_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/v1/meta', run: meta },
  { method: 'GET', path: '/v1/audit', run: audit },
  { method: 'GET', path: '/v1/work-orders', run: workOrders },
  { method: 'GET', path: '/v1/work-orders/{id}', run: workOrder },
  { method: 'POST', path: '/v1/work-orders/{id}/approve', operatorOnly: true, run: approve },
  { method: 'POST', path: '/v1/work-orders/{id}/reject', operatorOnly: true, run: reject },
];

const STATES: readonly WorkOrderState[] = ['pending', 'approved', 'rejected', 'withdrawn'];

function meta(call: Call): ApiResponse {
  const { settings, clock } = call.service;
  return ok(
    {
      name: 'ztc',
      api_version: API_VERSION,
      account_id: call.identity.account,
      role: call.identity.role,
      operator: settings.operator,
      profile: settings.profile,
      types: settings.plans.all().map(({ schema }) => schema.type),
      now: rfc3339(clock.now()),
    },
    call.requestId,
  );
}

/** The operator sees all accounts. */
function scopeOf(call: Call): string | null {
  return call.identity.role === 'operator' ? null : call.identity.account;
}

async function audit(call: Call): Promise<ApiResponse> {
  const page = pageOf(call.query, 'audit');
  const body = await call.service.read(({ state }) => {
    const rows = state.audit(scopeOf(call), Number(page.after || 0), page.limit + 1);
    return paged(rows, page, 'audit', (row) => String(row.seq), auditView);
  });
  return ok(body, call.requestId);
}

async function workOrders(call: Call): Promise<ApiResponse> {
  const page = pageOf(call.query, 'work-orders');
  const given = call.query.get('state');
  const state = STATES.find((known) => known === given) ?? null;
  if (given !== null && state === null) {
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: `state is one of ${STATES.join(', ')}` });
  }
  const body = await call.service.read(({ state: reader }) => {
    const rows = reader.orders(scopeOf(call), state, page.after, page.limit + 1);
    return paged(rows, page, 'work-orders', (row) => row.id, orderView);
  });
  return ok(body, call.requestId);
}

async function workOrder(call: Call): Promise<ApiResponse> {
  const id = call.params.id ?? '';
  const order = await call.service.read(({ state }) => state.order(id));
  const account = scopeOf(call);
  if (!order || (account !== null && order.account !== account)) {
    throw new Refusal('ZTC-API-NOT_FOUND', { type: 'work order', id });
  }
  return ok({ work_order: orderView(order) }, call.requestId);
}

async function approve(call: Call): Promise<ApiResponse> {
  const id = call.params.id ?? '';
  const { values = {} } = call.body;
  if (!isObject(values)) throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'values is an object' });
  return decide(call, 'approve', { id, values }, (draft) =>
    approveOrder(draft, callerOf(call), id, values, call.service.enforcer),
  );
}

async function reject(call: Call): Promise<ApiResponse> {
  const id = call.params.id ?? '';
  const { reason } = call.body;
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'a rejection gives a reason' });
  }
  return decide(call, 'reject', { id, reason }, (draft) =>
    rejectOrder(draft, callerOf(call), id, reason, call.service.enforcer),
  );
}

async function decide(
  call: Call,
  operation: WriteRequest['operation'],
  parameters: JsonObject,
  handler: (draft: Draft) => JsonObject,
): Promise<ApiResponse> {
  const { identity, service } = call;
  const nonce = { accessKey: identity.accessKey, nonce: identity.nonce, at: identity.at };
  const request = { caller: callerOf(call), operation, parameters, token: tokenIn(call), nonce };
  const answer = await service.write(request, (draft) => ({ work_order: handler(draft) }));
  return okText(answered(answer), call.requestId);
}
