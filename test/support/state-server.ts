/** A small server of states, as Terraform's http backend wants one, that tests can look into and disturb. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { AUTHORITY, SERVER } from './certificates.ts';

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** What a disturbed request gets. `before`: nothing was done; `after`: it was done, and the answer is this one. */
export interface Disturbance {
  readonly when: 'before' | 'after';
  /** A status, or the end of the connection. */
  readonly answer: number | 'hangup';
}

export class StateServer implements AsyncDisposable {
  readonly heard: Heard[] = [];
  readonly states = new Map<string, string>();
  readonly locks = new Map<string, string>();
  /** Asked for every request; undefined leaves it alone. */
  disturb: (heard: Heard) => Disturbance | undefined = () => undefined;
  /** Says that locks expire. */
  expiring = false;
  readonly #server: Server;

  readonly #secure: boolean;

  private constructor(secure: boolean) {
    this.#secure = secure;
    const serve = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response);
    this.#server = secure
      ? createSecureServer({ ...SERVER, ca: AUTHORITY, requestCert: true }, serve)
      : createServer(serve);
  }

  /** `secure`: speaks TLS and lets nobody in without a certificate. */
  static async start({ secure = false } = {}): Promise<StateServer> {
    const server = new StateServer(secure);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('a server has a port');
    return `${this.#secure ? 'https' : 'http'}://127.0.0.1:${address.port}/state`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = '', url = '', headers } = request;
    const heard = { method, path: url, headers, body: Buffer.concat(parts).toString() };
    this.heard.push(heard);
    const disturbance = this.disturb(heard);
    const answer = disturbance?.when === 'before' ? undefined : this.#answer(heard);
    if (disturbance?.answer === 'hangup') response.destroy();
    else if (disturbance) response.writeHead(disturbance.answer).end();
    else if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #answer({ method, path, body }: Heard): {
    status: number;
    headers?: Record<string, string>;
    body?: string;
  } {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const lock = this.locks.get(pathname);
    const holder = lock === undefined ? undefined : (JSON.parse(lock) as { ID: string }).ID;
    switch (method) {
      case 'GET': {
        const state = this.states.get(pathname);
        return state === undefined ? { status: 404 } : { status: 200, body: state };
      }
      case 'LOCK': {
        const { ID } = JSON.parse(body) as { ID: string };
        if (lock !== undefined && holder !== ID) return { status: 423, body: lock };
        this.locks.set(pathname, body);
        return { status: 200, headers: this.expiring ? { 'x-ztc-lock-ttl': '60' } : {} };
      }
      case 'UNLOCK': {
        const { ID } = JSON.parse(body) as { ID: string };
        if (holder !== ID) return { status: 409 };
        this.locks.delete(pathname);
        return { status: 200 };
      }
      default:
        if (lock !== undefined && holder !== searchParams.get('ID')) return { status: 423, body: lock };
        this.states.set(pathname, body);
        return { status: 200 };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
