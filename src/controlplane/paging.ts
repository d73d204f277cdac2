import type { Json } from '../client/client.ts';
import { isObject } from './json.ts';
import { Refusal } from './refusal.ts';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

export interface PageRequest {
  /** Key of the last item of the page before; the empty text for the first page. */
  readonly after: string;
  readonly limit: number;
}

export function pageOf(query: URLSearchParams, list: string): PageRequest {
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', {
      reason: `limit is a whole number from 1 to ${MAX_LIMIT}`,
    });
  }
  const cursor = query.get('cursor');
  return { after: cursor === null ? '' : decode(cursor, list), limit };
}

/** A page of rows that were asked for with one more than wanted, to know whether there is more. */
export function paged<T>(
  rows: readonly T[],
  request: PageRequest,
  list: string,
  keyOf: (row: T) => string,
  view: (row: T) => Json,
): { items: readonly Json[]; cursor?: string } {
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const more = rows.length > request.limit && last !== undefined;
  return { items: shown.map(view), ...(more ? { cursor: encode(list, keyOf(last)) } : {}) };
}

function encode(list: string, after: string): string {
  return Buffer.from(JSON.stringify({ list, after })).toString('base64url');
}

function decode(cursor: string, list: string): string {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isObject(value) && value.list === list && typeof value.after === 'string') return value.after;
  } catch {
    // Falls through: whatever it is, it is not ours.
  }
  throw new Refusal('ZTC-API-INVALID_CURSOR');
}
