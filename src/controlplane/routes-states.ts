/** Saved states as their owner sees them: what there is, its history, the lock. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Json, JsonObject } from '../client/client.ts';
import { ok } from './answer.ts';
import type { ApiResponse } from './api.ts';
import { rfc3339 } from './json.ts';
import { restoreState, unlockState } from './mutate/states.ts';
import { paged, pageOf } from './paging.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './routes.ts';
import { type Call, callerOf } from './service.ts';
import type { Decision, StateLockRow, StateReader, StateVersionRow } from './store/port.ts';

export const STATE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/v1/states', run: list },
  { method: 'GET', path: '/v1/states/{name...}/versions', run: versions },
  { method: 'GET', path: '/v1/states/{name...}/versions/{version}', run: content },
  { method: 'POST', path: '/v1/states/{name...}/restore', run: restore },
  { method: 'GET', path: '/v1/states/{name...}/lock', run: lock },
  { method: 'DELETE', path: '/v1/states/{name...}/lock', run: unlock },
];

const decompress = promisify(gunzip);

function nameIn({ params }: Call): string {
  return params.name ?? '';
}

async function list(call: Call): Promise<ApiResponse> {
  const page = pageOf(call.query, 'states');
  const { account } = call.identity;
  const body = await call.service.read(({ state }) =>
    paged(
      state.stateHeads(account, page.after, page.limit + 1),
      page,
      'states',
      (row) => row.name,
      (row) => versionView(row),
    ),
  );
  return ok(body, call.requestId);
}

async function versions(call: Call): Promise<ApiResponse> {
  const name = nameIn(call);
  const page = pageOf(call.query, `versions ${name}`);
  const before = page.after === '' ? Number.MAX_SAFE_INTEGER : Number(page.after);
  const body = await call.service.read(({ state }) => {
    const rows = state.stateVersions(call.identity.account, name, before, page.limit + 1);
    if (rows.length === 0 && page.after === '') throw unknown(name);
    return paged(rows, page, `versions ${name}`, (row) => String(row.version), versionView);
  });
  return ok(body, call.requestId);
}

/** The content is a text in the answer: as JSON its numbers would go through clients that round them. */
async function content(call: Call): Promise<ApiResponse> {
  const name = nameIn(call);
  const version = Number(call.params.version);
  const { account } = call.identity;
  const found = await call.service.read(({ state }) => {
    const row = Number.isSafeInteger(version) ? state.stateVersion(account, name, version) : null;
    const compressed = row && state.stateContent(account, name, version);
    return row && compressed ? { row, compressed } : null;
  });
  if (!found) throw unknown(`${name} version ${call.params.version}`);
  const text = (await decompress(found.compressed)).toString();
  return ok({ ...versionView(found.row), content: text }, call.requestId);
}

async function restore(call: Call): Promise<ApiResponse> {
  const { version, lock_id: lockId = null } = call.body;
  if (!Number.isSafeInteger(version)) throw malformed('version is a whole number');
  if (lockId !== null && typeof lockId !== 'string') throw malformed('lock_id is a text');
  const { service } = call;
  const place = { caller: callerOf(call), name: nameIn(call), lockId };
  const row = await once(call, (state) =>
    restoreState(service.world(state), place, Number(version), service.expired),
  );
  return ok(versionView(row), call.requestId);
}

async function lock(call: Call): Promise<ApiResponse> {
  const held = await call.service.read(({ state }) => state.stateLock(call.identity.account, nameIn(call)));
  return ok({ lock: held && lockView(held, call.service.expired(held)) }, call.requestId);
}

async function unlock(call: Call): Promise<ApiResponse> {
  const place = { caller: callerOf(call), name: nameIn(call), lockId: null };
  const removed = await once(call, (state) => unlockState(call.service.world(state), place));
  return ok({ removed }, call.requestId);
}

/** A write by a signed request, which counts once. */
function once<T>(call: Call, work: (state: StateReader) => Decision<T>): Promise<T> {
  const { accessKey, nonce, at } = call.identity;
  return call.service.store.write((state) => {
    if (state.nonceUsed(accessKey, nonce)) throw new Refusal('ZTC-API-REQUEST_REPLAYED');
    const { result, changes } = work(state);
    return { result, changes: [...changes, { put: 'nonce', accessKey, nonce, at }] };
  });
}

function versionView({ name, version, serial, lineage, at, who, size }: StateVersionRow): JsonObject {
  const what: JsonObject = serial === null ? { deleted: true } : { serial, lineage, size };
  return { name, version, at: rfc3339(at), who, ...what };
}

function lockView({ id, info, who, ttlSeconds, at }: StateLockRow, expired: boolean): JsonObject {
  const ttl: JsonObject = ttlSeconds === null ? {} : { ttl_seconds: ttlSeconds, expired };
  return { id, who, at: rfc3339(at), ...ttl, info: JSON.parse(info) as Json };
}

const malformed = (reason: string): Refusal => new Refusal('ZTC-API-MALFORMED_REQUEST', { reason });
const unknown = (id: string): Refusal => new Refusal('ZTC-API-NOT_FOUND', { type: 'state', id });
