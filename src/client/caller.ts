/** Signed requests with retries. Nothing here knows what the requests are about. */
import type { ApiResponse } from '../controlplane/api.ts';
import { API_ERRORS, type ApiErrorCode, errorText } from '../controlplane/errors.ts';
import { isObject } from '../controlplane/json.ts';
import { signed } from '../controlplane/signature.ts';
import type { Localized } from '../schema/model.ts';
import type { JsonObject } from './client.ts';
import { ApiError, type ApiErrorDetails } from './error.ts';
import { Gate } from './gate.ts';
import { REAL, type Surroundings } from './surroundings.ts';
import { ConnectionLost, type Transport } from './transport.ts';

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: JsonObject;
  readonly token?: string;
  readonly rev?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Signed with the operator's key. */
  readonly asOperator?: boolean;
}

export interface CallerOptions {
  readonly transport: Transport;
  readonly key: KeyPair;
  readonly operatorKey?: KeyPair | undefined;
  readonly attempts: number;
  readonly concurrency: number;
  readonly surroundings?: Surroundings;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** A server that asks for more is taken at its word, up to this. */
const LONGEST_RETRY_AFTER_MS = 30_000;

export class Caller {
  readonly #options: CallerOptions;
  readonly #gate: Gate;
  readonly surroundings: Surroundings;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.surroundings = options.surroundings ?? REAL;
    this.#gate = new Gate(options.concurrency);
  }

  close(): Promise<void> {
    return this.#options.transport.close();
  }

  /** The body of the answer. Throws an `ApiError` for every refusal, after the retries that make sense. */
  async call(request: Outgoing): Promise<JsonObject> {
    // A refusal tells nothing about an earlier attempt whose answer was lost: that one may arrive late.
    let uncertain = false;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(request);
      if (!(outcome instanceof ApiError)) return outcome;
      uncertain ||= outcome.details.uncertain === true;
      if (attempt >= this.#options.attempts || !isRetryable(outcome, attempt)) throw told(outcome, uncertain);
      const off = await pause(outcome, attempt, this.surroundings, request.signal);
      if (off) throw told(off, uncertain);
    }
  }

  async #attempt(request: Outgoing): Promise<JsonObject | ApiError> {
    const { transport } = this.#options;
    let sent = false;
    try {
      const answer = await this.#gate.run(() => {
        request.signal?.throwIfAborted();
        const outgoing = this.#signed(request);
        sent = true;
        return transport.send(outgoing, request.signal);
      });
      const outcome = read(answer);
      const open = outcome instanceof ApiError && isWrite(request) && leavesOpen(outcome);
      return open ? told(outcome, true) : outcome;
    } catch (error) {
      if (request.signal?.aborted) return cancelled(sent && isWrite(request), error);
      if (!(error instanceof ConnectionLost)) throw error;
      const reason = error.message;
      return new ApiError(
        'ZTC-API-UNREACHABLE',
        0,
        errorText('ZTC-API-UNREACHABLE', { endpoint: transport.endpoint, reason }),
        isWrite(request) && !error.refused ? { uncertain: true } : {},
        error,
      );
    }
  }

  /** Signed anew for every attempt: a nonce is good for one request. */
  #signed(request: Outgoing) {
    const { transport } = this.#options;
    const { clock, nonce } = this.surroundings;
    const plain = {
      method: request.method,
      path: request.path,
      query: queryText(request.query ?? {}),
      headers: headersOf(request, transport.host),
      body: request.body === undefined ? '' : JSON.stringify(request.body),
    };
    const when = { date: new Date(clock.now()).toISOString(), nonce: nonce() };
    return { ...plain, headers: signed(plain, this.#keyFor(request), when) };
  }

  #keyFor({ asOperator }: Outgoing): KeyPair {
    if (!asOperator) return this.#options.key;
    const { operatorKey } = this.#options;
    if (operatorKey) return operatorKey;
    throw new ApiError('ZTC-API-OPERATOR_KEY_MISSING', 0, errorText('ZTC-API-OPERATOR_KEY_MISSING'));
  }
}

function headersOf(request: Outgoing, host: string): Record<string, string> {
  return {
    host,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.token === undefined ? {} : { 'idempotency-key': request.token }),
    ...(request.rev === undefined ? {} : { 'if-match': `"${request.rev}"` }),
  };
}

function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

function read(answer: ApiResponse): JsonObject | ApiError {
  let body: unknown;
  try {
    body = JSON.parse(answer.body);
  } catch {
    body = null;
  }
  if (isObject(body)) {
    if (answer.status >= 200 && answer.status < 300) return body;
    if (isObject(body.error)) return errorFrom(body.error, answer);
  }
  const code = answer.status >= 500 ? 'ZTC-API-UNAVAILABLE' : 'ZTC-API-INTERNAL';
  return new ApiError(code, answer.status, errorText(code));
}

function errorFrom(error: JsonObject, answer: ApiResponse): ApiError {
  const {
    code,
    message,
    request_id: requestId,
    retry_after: _seconds,
    retryable: _retryable,
    ...rest
  } = error;
  const header = Number(answer.headers['retry-after']);
  const details: ApiErrorDetails = {
    ...(rest as unknown as ApiErrorDetails),
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(Number.isFinite(header) ? { retryAfter: header } : {}),
  };
  return new ApiError(String(code), answer.status, message as unknown as Localized, details);
}

function isRetryable(error: ApiError, attempt: number): boolean {
  // What was signed before the service started is not taken; signed again it is.
  if (error.code === 'ZTC-API-REQUEST_EXPIRED') return attempt === 1;
  if (error.code === CAME_TWICE) return true;
  const known = error.code in API_ERRORS ? API_ERRORS[error.code as ApiErrorCode] : undefined;
  return known?.retryable ?? error.status >= 500;
}

const isWrite = ({ method }: Outgoing): boolean => method !== 'GET';

/** A nonce is new with every attempt: somewhere on its way the request was doubled, and the other one was faster. */
const CAME_TWICE = 'ZTC-API-REQUEST_REPLAYED';

/** A service that failed, or asks to be left in peace, may do so behind the commit. */
function leavesOpen(error: ApiError): boolean {
  if (error.code === CAME_TWICE) return true;
  const known = error.code in API_ERRORS ? API_ERRORS[error.code as ApiErrorCode] : undefined;
  return (error.status >= 500 || known?.retryable === true) && known?.undone !== true;
}

function told(error: ApiError, uncertain: boolean): ApiError {
  if (!uncertain || error.details.uncertain) return error;
  const { code, status, text, details, cause } = error;
  return new ApiError(code, status, text, { ...details, uncertain }, cause);
}

function cancelled(uncertain: boolean, cause?: unknown): ApiError {
  const details = uncertain ? ({ uncertain } as const) : {};
  return new ApiError('ZTC-API-CANCELLED', 0, errorText('ZTC-API-CANCELLED'), details, cause);
}

/** Undefined when the time is over; the error when it was called off. */
async function pause(
  error: ApiError,
  attempt: number,
  { random, sleep }: Surroundings,
  signal: AbortSignal | undefined,
): Promise<ApiError | undefined> {
  const { retryAfter } = error.details;
  const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  const asked = retryAfter === undefined ? 0 : Math.min(LONGEST_RETRY_AFTER_MS, retryAfter * 1000);
  // Half fixed, half by chance: clients that were refused together do not come back together.
  const ms = Math.max(asked, grown / 2 + (random() * grown) / 2);
  try {
    await sleep(ms, signal);
    return undefined;
  } catch {
    return cancelled(false);
  }
}
