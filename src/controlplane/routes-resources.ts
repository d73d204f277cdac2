import type { JsonObject } from '../client/client.ts';
import { ok, okText } from './answer.ts';
import type { ApiResponse } from './api.ts';
import { dataOf } from './data.ts';
import { isObject } from './json.ts';
import type { Outcome } from './mutate/context.ts';
import { createObject } from './mutate/create.ts';
import { deleteObject } from './mutate/delete.ts';
import { existing, updateObject } from './mutate/update.ts';
import type { WriteRequest } from './mutate/write.ts';
import { paged, pageOf } from './paging.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './routes.ts';
import { answered, tokenIn } from './routes-tokens.ts';
import { type Call, callerOf } from './service.ts';
import { objectView } from './view.ts';
import type { Draft } from './world.ts';

const MAX_IDS = 100;

export const RESOURCE_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/v1/data/{type}', run: readData },
  { method: 'POST', path: '/v1/{type}', run: create },
  { method: 'GET', path: '/v1/{type}', run: list },
  { method: 'GET', path: '/v1/{type}/{id}', run: read },
  { method: 'PATCH', path: '/v1/{type}/{id}', run: update },
  { method: 'DELETE', path: '/v1/{type}/{id}', run: remove },
];

function create(call: Call): Promise<ApiResponse> {
  const type = call.params.type ?? '';
  const attributes = attributesIn(call.body);
  return write(call, 'create', { type, attributes }, (draft) =>
    createObject(draft, callerOf(call), { type, attributes }, call.service.enforcer),
  );
}

function update(call: Call): Promise<ApiResponse> {
  const { type = '', id = '' } = call.params;
  const changes = attributesIn(call.body);
  const rev = revisionIn(call);
  return write(call, 'update', { type, id, changes }, (draft) =>
    updateObject(draft, callerOf(call), { type, id, changes, rev }, call.service.enforcer),
  );
}

function remove(call: Call): Promise<ApiResponse> {
  const { type = '', id = '' } = call.params;
  const rev = revisionIn(call);
  return write(call, 'delete', { type, id }, (draft) =>
    deleteObject(draft, callerOf(call), { type, id, rev }, call.service.enforcer),
  );
}

async function write(
  call: Call,
  operation: WriteRequest['operation'],
  parameters: JsonObject,
  handler: (draft: Draft) => Outcome,
): Promise<ApiResponse> {
  const { identity, service, requestId } = call;
  if (identity.role === 'operator') throw new Refusal('ZTC-API-TENANT_ONLY');
  const nonce = { accessKey: identity.accessKey, nonce: identity.nonce, at: identity.at };
  const request = { caller: callerOf(call), operation, parameters, token: tokenIn(call), nonce };
  const answer = await service.write(request, (draft) => {
    const { object, warnings } = handler(draft);
    return { object, warnings: warnings as unknown as JsonObject[] };
  });
  return okText(answered(answer), requestId);
}

function attributesIn(body: JsonObject): JsonObject {
  const { attributes } = body;
  if (!isObject(attributes))
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'attributes is an object' });
  return attributes;
}

function revisionIn(call: Call): number | null {
  const header = call.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const match = /^"?(\d{1,15})"?$/.exec(header.trim());
  if (!match)
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'If-Match is a revision number in quotes' });
  return Number(match[1]);
}

async function read(call: Call): Promise<ApiResponse> {
  const { type = '', id = '' } = call.params;
  const object = await call.service.read((world) => {
    const { row } = existing(world, callerOf(call), type, id);
    return objectView(world, row);
  });
  return ok({ object }, call.requestId, { etag: `"${String(object.rev)}"` });
}

async function list(call: Call): Promise<ApiResponse> {
  const type = call.params.type ?? '';
  if (!call.service.settings.plans.find(type)) throw new Refusal('ZTC-API-UNKNOWN_TYPE', { type });
  const ids = call.query.get('ids');
  return ids === null ? listPage(call, type) : readMany(call, type, ids.split(','));
}

async function readMany(call: Call, type: string, ids: readonly string[]): Promise<ApiResponse> {
  if (ids.length > MAX_IDS) {
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: `at most ${MAX_IDS} ids per request` });
  }
  const items = await call.service.read((world) =>
    ids.flatMap((id) => {
      const row = world.object(call.identity.account, id);
      return row?.type === type ? [objectView(world, row)] : [];
    }),
  );
  return ok({ items }, call.requestId);
}

async function listPage(call: Call, type: string): Promise<ApiResponse> {
  const page = pageOf(call.query, type);
  const body = await call.service.read((world) => {
    const { account } = call.identity;
    const rows = world.state.resourcesOf(account, type, page.after, page.limit + 1, world.now);
    return paged(
      rows,
      page,
      type,
      (row) => row.id,
      (row) => objectView(world, row),
    );
  });
  return ok(body, call.requestId);
}

async function readData(call: Call): Promise<ApiResponse> {
  const name = call.params.type ?? '';
  const { filter = {} } = call.body;
  if (!isObject(filter)) throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'filter is an object' });
  const attributes = await call.service.read((world) => dataOf(world, call.identity.account, name, filter));
  return ok({ attributes }, call.requestId);
}
