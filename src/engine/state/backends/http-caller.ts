/** One server over HTTP: retries of what may succeed later, never another address than the one given. */

import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout } from 'node:timers/promises';

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body?: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Tls {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface CallerOptions {
  readonly username?: string;
  readonly password?: string;
  readonly tls: Tls;
  readonly retries: number;
  readonly waitMinMs: number;
  readonly waitMaxMs: number;
}

/** Longest time without a byte from the server. */
const IDLE_MS = 60_000;

export class HttpCaller {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /** The first answer that is final, or the last one. The same bytes each time: whatever is asked must stand that. */
  async send(call: Call): Promise<Reply> {
    const { retries, waitMinMs, waitMaxMs } = this.#options;
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries;
      let wait = Math.min(waitMaxMs, waitMinMs * 2 ** attempt);
      try {
        const reply = await this.#once(call);
        if (last || !mayPass(reply)) return reply;
        wait = asked(reply) ?? wait;
      } catch (e) {
        if (last || isFinal(e)) throw e;
      }
      await setTimeout(wait);
    }
  }

  #once({ method, url, body }: Call): Promise<Reply> {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    return new Promise((resolve, reject) => {
      const outgoing = send(
        {
          protocol: url.protocol,
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: url.port,
          path: `${url.pathname}${url.search}`,
          method,
          headers: this.#headers(url, body),
          timeout: IDLE_MS,
          agent: false,
          ...(url.protocol === 'https:' ? this.#options.tls : {}),
        },
        (incoming) => {
          const parts: Buffer[] = [];
          incoming.on('data', (part: Buffer) => parts.push(part));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(parts),
            }),
          );
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer for ${IDLE_MS / 1000} s`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  #headers(url: URL, body: Uint8Array | undefined): Record<string, string> {
    const { username = decodeURIComponent(url.username), password = decodeURIComponent(url.password) } =
      this.#options;
    const token = Buffer.from(`${username}:${password}`).toString('base64');
    return {
      ...(username === '' ? {} : { Authorization: `Basic ${token}` }),
      ...(body
        ? {
            'Content-Type': 'application/json',
            'Content-Length': String(body.length),
            'Content-MD5': createHash('md5').update(body).digest('base64'),
          }
        : {}),
    };
  }
}

const mayPass = ({ status }: Reply): boolean => status === 429 || (status >= 500 && status !== 501);

/** Milliseconds that the server wants to be left alone. */
function asked({ status, headers }: Reply): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return (status === 429 || status === 503) && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** A server that is not trusted now will not be in a second. */
function isFinal(e: unknown): boolean {
  const code = e instanceof Error && 'code' in e ? String(e.code) : '';
  return /CERT|SIGNATURE|ERR_TLS|ERR_SSL|ERR_INVALID/.test(code);
}
