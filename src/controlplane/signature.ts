/** The request signature ZTC1-HMAC-SHA256: what is signed, and how. Server and client both use this file. */
import { createHmac } from 'node:crypto';
import { sha256 } from './json.ts';

export const ALGORITHM = 'ZTC1-HMAC-SHA256';

/** Headers without which a signature means nothing. */
export const REQUIRED_HEADERS = ['host', 'x-ztc-content-sha256', 'x-ztc-date', 'x-ztc-nonce'] as const;

/** A header that changes what a request does has to be signed whenever it is there. */
export function mustBeSigned(name: string): boolean {
  return name === 'host' || name === 'idempotency-key' || name === 'if-match' || name.startsWith('x-ztc-');
}

export interface Signable {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

const EMPTY_BODY = sha256('');

export function bodyHash(body: string | Buffer): string {
  return body.length === 0 ? EMPTY_BODY : sha256(body);
}

/** Decoded, sorted and encoded again, so that two ways of writing one query have one signature. */
export function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return `${recode(name)}=${recode(value)}`;
    })
    .sort()
    .join('&');
}

function recode(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text.replaceAll('+', '%20')));
  } catch {
    // Not percent-encoding at all: kept as it is, it can still only match itself.
    return text;
  }
}

/** The signature of a request over the named headers. Null when one of them is missing. */
export function signature(
  secretKey: string,
  request: Signable,
  signedHeaders: readonly string[],
): string | null {
  let text = `${ALGORITHM}\n${request.method}\n${request.path}\n${canonicalQuery(request.query)}\n`;
  for (const name of signedHeaders) {
    const value = request.headers[name];
    if (value === undefined) return null;
    text += `${name}:${value.trim()}\n`;
  }
  // The body is covered by its hash, which is one of the required headers.
  return createHmac('sha256', secretKey)
    .update(`${text}${signedHeaders.join(';')}`)
    .digest('hex');
}

/** The request's headers with date, nonce, body hash and signature added. `host` has to be among them already. */
export function signed(
  request: Signable & { readonly body: string | Buffer },
  key: { readonly accessKey: string; readonly secretKey: string },
  when: { readonly date: string; readonly nonce: string },
): Record<string, string> {
  const headers: Record<string, string> = {
    ...request.headers,
    'x-ztc-content-sha256': bodyHash(request.body),
    'x-ztc-date': when.date,
    'x-ztc-nonce': when.nonce,
  };
  const names = Object.keys(headers).filter(mustBeSigned).sort();
  const value = signature(key.secretKey, { ...request, headers }, names) ?? '';
  headers.authorization = `${ALGORITHM} Credential=${key.accessKey}, SignedHeaders=${names.join(';')}, Signature=${value}`;
  return headers;
}
