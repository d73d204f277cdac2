/** Answers of the API: JSON bodies, errors in one shape. */
import type { JsonObject } from '../client/client.ts';
import type { ApiResponse } from './api.ts';
import { API_ERRORS } from './errors.ts';
import { Refusal } from './refusal.ts';

export function ok(
  body: JsonObject,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return okText(JSON.stringify(body), requestId, headers);
}

/** For a body that is a JSON object already; the request's id is added at its end. */
export function okText(
  body: string,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  const id = `"request_id":${JSON.stringify(requestId)}`;
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-ztc-request-id': requestId, ...headers },
    body: body === '{}' ? `{${id}}` : `${body.slice(0, -1)},${id}}`,
  };
}

export function failed(error: unknown, requestId: string): ApiResponse {
  const refusal = error instanceof Refusal ? error : unexpected(error, requestId);
  const { retryAfter, ...details } = refusal.details;
  const body = {
    error: {
      code: refusal.code,
      message: refusal.text,
      request_id: requestId,
      retryable: API_ERRORS[refusal.code].retryable,
      ...details,
      ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
    },
  };
  return {
    status: API_ERRORS[refusal.code].status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ztc-request-id': requestId,
      ...(refusal.code === 'ZTC-API-PASSWORD_MISSING' ? { 'www-authenticate': 'Basic realm="ztc"' } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(body),
  };
}

function unexpected(error: unknown, requestId: string): Refusal {
  console.error(`request ${requestId} failed:`, error);
  return new Refusal('ZTC-API-INTERNAL');
}
