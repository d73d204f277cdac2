/** The server side of Terraform's http backend, under `/state/{name}`. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ok } from './answer.ts';
import type { ApiRequest, ApiResponse } from './api.ts';
import type { Identity } from './authenticate.ts';
import { isObject } from './json.ts';
import { digestOf, factsOf } from './mutate/state-text.ts';
import {
  deleteState,
  type LockRequest,
  lockState,
  type Place,
  saveState,
  unlockState,
} from './mutate/states.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';

export const STATE_DOOR = '/state/';
/** States grow with what they describe; nothing else that is sent does. */
export const MAX_STATE = 256 * 1024 * 1024;
const MAX_LOCK = 64 * 1024;
const LONGEST_TTL = 24 * 3600;
/** Names may have several parts, like paths. */
const STATE_NAME = /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;

interface Visit {
  readonly service: Service;
  readonly request: ApiRequest;
  readonly requestId: string;
  readonly place: Place;
  readonly body: Buffer;
}

type Handler = (visit: Visit) => Promise<ApiResponse> | ApiResponse;

const METHODS: Readonly<Record<string, Handler>> = {
  GET: read,
  HEAD: read,
  POST: save,
  PUT: save,
  DELETE: remove,
  LOCK: lock,
  UNLOCK: unlock,
  OPTIONS: ({ requestId }) => bare(204, requestId, { allow: Object.keys(METHODS).join(', ') }),
};

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export async function visitStateDoor(
  service: Service,
  request: ApiRequest,
  identity: Pick<Identity, 'account' | 'accessKey' | 'role'>,
  requestId: string,
): Promise<ApiResponse> {
  const { method, path } = request;
  const handler = METHODS[method];
  const name = path.slice(STATE_DOOR.length);
  if (!handler || !isStateName(name)) throw new Refusal('ZTC-API-UNKNOWN_ROUTE', { method, path });
  if (identity.role === 'operator') throw new Refusal('ZTC-API-TENANT_ONLY');
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
  const sum = request.headers['content-md5'];
  if (sum !== undefined && sum !== digestOf(body).md5)
    throw malformed('the body does not have this Content-MD5');
  const caller = { account: identity.account, actor: identity.accessKey, requestId };
  const place = { caller, name, lockId: new URLSearchParams(request.query).get('ID') || null };
  try {
    return await handler({ service, request, requestId, place, body });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'ZTC-API-STATE_LOCKED') throw error;
    // The holder's own words are what clients of this protocol show.
    return { ...json(requestId), status: 423, body: JSON.stringify(error.details.value) };
  }
}

export function isStateName(name: string): boolean {
  const parts = name.split('/');
  return name.length <= 256 && STATE_NAME.test(name) && !parts.includes('.') && !parts.includes('..');
}

async function read({ service, requestId, place }: Visit): Promise<ApiResponse> {
  const { account } = place.caller;
  const found = await service.store.read((state) => {
    const head = state.stateHead(account, place.name);
    const content = head && state.stateContent(account, place.name, head.version);
    return head && content ? { head, content } : null;
  });
  if (!found) throw new Refusal('ZTC-API-NOT_FOUND', { type: 'state', id: place.name });
  const text = (await decompress(found.content)).toString();
  const { md5, version } = found.head;
  const headers = { 'content-md5': md5, etag: `"${version}"`, 'x-ztc-state-version': String(version) };
  return { ...json(requestId, headers), body: text };
}

async function save({ service, requestId, place, body }: Visit): Promise<ApiResponse> {
  const content = { ...factsOf(body), ...digestOf(body), compressed: await compress(body) };
  const version = await service.store.write((state) =>
    saveState(service.world(state), place, content, service.expired),
  );
  return ok({ version }, requestId);
}

async function remove({ service, requestId, place }: Visit): Promise<ApiResponse> {
  await service.store.write((state) => deleteState(service.world(state), place, service.expired));
  return ok({}, requestId);
}

async function lock({ service, requestId, place, body }: Visit): Promise<ApiResponse> {
  const wanted = lockIn(body);
  const held = await service.store.write((state) =>
    lockState(service.world(state), place, wanted, service.expired),
  );
  // From now on this process knows when it was renewed.
  service.expired(held);
  const { ttlSeconds } = held;
  return ok({}, requestId, ttlSeconds === null ? {} : { 'x-ztc-lock-ttl': String(ttlSeconds) });
}

/** Terraform's `force-unlock` sends nothing at all: it has shown the holder to its user and asked. */
async function unlock({ service, requestId, place, body }: Visit): Promise<ApiResponse> {
  const lockId = body.length === 0 ? null : lockIn(body).id;
  await service.store.write((state) => unlockState(service.world(state), { ...place, lockId }));
  return ok({}, requestId);
}

function lockIn(body: Buffer): LockRequest {
  if (body.length > MAX_LOCK) throw new Refusal('ZTC-API-BODY_TOO_LARGE', { limit: MAX_LOCK });
  let info: unknown;
  try {
    info = JSON.parse(body.toString());
  } catch {
    throw malformed('the information about a lock is JSON');
  }
  if (!isObject(info) || typeof info.ID !== 'string' || info.ID === '') throw malformed('a lock has an ID');
  const { ID: id, Who: who, TTLSeconds: ttl = null } = info;
  const fits = typeof ttl === 'number' && Number.isInteger(ttl) && ttl >= 1 && ttl <= LONGEST_TTL;
  if (ttl !== null && !fits) throw malformed(`TTLSeconds is a whole number from 1 to ${LONGEST_TTL}`);
  return {
    id,
    info: JSON.stringify(info),
    who: typeof who === 'string' ? who : '',
    ttlSeconds: fits ? ttl : null,
  };
}

function malformed(reason: string): Refusal {
  return new Refusal('ZTC-API-MALFORMED_REQUEST', { reason });
}

const bare = (status: number, requestId: string, headers: Readonly<Record<string, string>>): ApiResponse => ({
  status,
  headers: { 'x-ztc-request-id': requestId, ...headers },
  body: '',
});

const json = (requestId: string, headers: Readonly<Record<string, string>> = {}): ApiResponse =>
  bare(200, requestId, { 'content-type': 'application/json; charset=utf-8', ...headers });
