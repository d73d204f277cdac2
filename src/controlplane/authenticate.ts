/** Who sent a request, proven by its signature. */
import { timingSafeEqual } from 'node:crypto';
import type { ApiRequest } from './api.ts';
import type { Clock } from './clock.ts';
import { Refusal } from './refusal.ts';
import { ALGORITHM, bodyHash, mustBeSigned, REQUIRED_HEADERS, signature } from './signature.ts';
import type { AccessKeyRow } from './store/port.ts';

export interface Identity {
  readonly account: string;
  readonly accessKey: string;
  readonly role: 'tenant' | 'operator';
  readonly nonce: string;
  /** Time of day at which the request was taken. */
  readonly at: number;
}

export const SKEW = 15 * 60 * 1000;

export class Authenticator {
  readonly #keys = new Map<string, AccessKeyRow>();
  readonly #clock: Clock;
  readonly #nonces: Nonces;
  readonly #startedAt: number;

  constructor(keys: Iterable<AccessKeyRow>, clock: Clock) {
    this.learn(keys);
    this.#clock = clock;
    this.#nonces = new Nonces();
    this.#startedAt = clock.now();
  }

  learn(keys: Iterable<AccessKeyRow>): void {
    for (const key of keys) this.#keys.set(key.accessKey, key);
  }

  /** Throws unless the request is signed, unaltered, fresh and new. */
  identify(request: ApiRequest): Identity {
    const header = request.headers.authorization;
    if (header === undefined) throw new Refusal('ZTC-API-UNSIGNED');
    const { credential, signedHeaders, claimed } = parse(header);
    const missing = REQUIRED_HEADERS.find((name) => !signedHeaders.includes(name));
    if (missing) throw malformed(`${missing} is not among the signed headers`);
    const open = Object.keys(request.headers).find(
      (name) => mustBeSigned(name) && !signedHeaders.includes(name),
    );
    if (open) throw malformed(`${open} is not signed`);
    const key = this.#keys.get(credential);
    if (!key) throw new Refusal('ZTC-API-UNKNOWN_ACCESS_KEY', { key: credential.slice(0, 64) });
    const expected = signature(key.secretKey, request, signedHeaders);
    if (expected === null || !sameText(expected, claimed)) throw new Refusal('ZTC-API-SIGNATURE_MISMATCH');
    if (bodyHash(request.body) !== request.headers['x-ztc-content-sha256'])
      throw new Refusal('ZTC-API-BODY_ALTERED');
    this.#requireFresh(request.headers['x-ztc-date'] ?? '');
    const nonce = request.headers['x-ztc-nonce'] ?? '';
    if (!/^[\x21-\x7e]{8,64}$/.test(nonce)) throw malformed('a nonce has 8 to 64 printable ASCII characters');
    const at = this.#clock.now();
    if (!this.#nonces.add(`${key.accessKey} ${nonce}`, at)) throw new Refusal('ZTC-API-REQUEST_REPLAYED');
    return { account: key.account, accessKey: key.accessKey, role: key.role, nonce, at };
  }

  /** By user name and password, for clients that cannot sign. */
  identifyByPassword({ headers }: ApiRequest): Pick<Identity, 'account' | 'accessKey' | 'role'> {
    const given = /^Basic ([A-Za-z0-9+/=]+)$/.exec(headers.authorization ?? '')?.[1];
    if (given === undefined) throw new Refusal('ZTC-API-PASSWORD_MISSING');
    const text = Buffer.from(given, 'base64').toString();
    const at = text.indexOf(':');
    const key = this.#keys.get(text.slice(0, at));
    if (!key || !sameText(key.secretKey, text.slice(at + 1))) throw new Refusal('ZTC-API-PASSWORD_WRONG');
    return { account: key.account, accessKey: key.accessKey, role: key.role };
  }

  /**
   * Nonces of reads are remembered by this process only, so what was signed before its start is not taken: the process
   * before may have seen it. (Nonces of writes are in the store as well.)
   */
  #requireFresh(date: string): void {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(date) ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(at)) throw malformed('x-ztc-date is not an RFC 3339 time in UTC');
    const now = this.#clock.now();
    // Set back below that moment, the clock cannot tell what was signed before it; the store knows the writes among it.
    const beforeStart = now >= this.#startedAt && at < this.#startedAt;
    const tooOld = at < now - SKEW || beforeStart;
    if (tooOld || at > now + SKEW) throw new Refusal('ZTC-API-REQUEST_EXPIRED', { date });
  }
}

function malformed(reason: string): Refusal {
  return new Refusal('ZTC-API-MALFORMED_SIGNATURE', { reason });
}

function parse(header: string): { credential: string; signedHeaders: readonly string[]; claimed: string } {
  const match = /^(\S+) Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  if (!match) throw malformed('Credential, SignedHeaders and Signature are expected');
  const [, algorithm = '', credential = '', names = '', claimed = ''] = match;
  if (algorithm !== ALGORITHM) throw malformed(`the algorithm is ${ALGORITHM}`);
  const signedHeaders = names.split(';');
  if (signedHeaders.some((name, at) => at > 0 && name <= (signedHeaders[at - 1] ?? ''))) {
    throw malformed('the signed headers are sorted and named once');
  }
  return { credential, signedHeaders, claimed };
}

/** Takes the same time wherever the difference is. */
function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/** Nonces of the time in which a request is still fresh, by the minute so that old ones go in one step. */
class Nonces {
  readonly #minutes = new Map<number, Set<string>>();

  /** False when the nonce was there already. */
  add(nonce: string, now: number): boolean {
    const minute = Math.floor(now / 60_000);
    for (const [at, seen] of this.#minutes) {
      if (seen.has(nonce)) return false;
      if (at < minute - 2 * (SKEW / 60_000)) this.#minutes.delete(at);
    }
    const current = this.#minutes.get(minute);
    if (current) current.add(nonce);
    else this.#minutes.set(minute, new Set([nonce]));
    return true;
  }
}
