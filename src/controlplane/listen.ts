import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { failed } from './answer.ts';
import type { ApiResponse, ControlPlane } from './api.ts';
import { Refusal } from './refusal.ts';
import { MAX_STATE, STATE_DOOR } from './state-door.ts';

export interface ListenOptions {
  /** Loopback only. */
  readonly host?: '127.0.0.1' | '::1';
  /** 0 takes a free port. */
  readonly port?: number;
}

export interface Listener {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  close(): Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);
const MAX_BODY = 1024 * 1024;

/** Nobody sends much without saying who it is. */
const limitOf = ({ url = '/', headers }: IncomingMessage): number =>
  url.startsWith(STATE_DOOR) && headers.authorization !== undefined ? MAX_STATE : MAX_BODY;

/** Serves a control plane over HTTP on this machine. */
export async function listen(controlPlane: ControlPlane, options: ListenOptions = {}): Promise<Listener> {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.has(host)) throw new Refusal('ZTC-API-NOT_LOOPBACK');
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
    void serve(controlPlane, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => resolve());
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://${host === '::1' ? '[::1]' : host}:${port}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        // A connection that is in use now is idle, and kept, a moment later.
        const idle = setInterval(() => server.closeIdleConnections(), 20);
        server.close((error) => {
          clearInterval(idle);
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function serve(
  controlPlane: ControlPlane,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = request.url ?? '/';
    const limit = limitOf(request);
    const body = await bodyOf(request, limit);
    if (body === null) return send(response, failed(new Refusal('ZTC-API-BODY_TOO_LARGE', { limit }), ''));
    const at = url.indexOf('?');
    const answer = await controlPlane.handle({
      method: request.method ?? 'GET',
      path: at < 0 ? url : url.slice(0, at),
      query: at < 0 ? '' : url.slice(at + 1),
      headers: headersOf(request),
      body,
    });
    if (answer.reset) request.socket.destroy();
    else send(response, answer);
  } catch {
    // The peer went away in the middle of its request: there is nobody to answer.
    request.socket.destroy();
  }
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** Null when it is too large; the rest is not read then. */
async function bodyOf(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
}

function send(response: ServerResponse, answer: ApiResponse): void {
  const body = Buffer.from(answer.body);
  // An answer without content may not say how long it is.
  const length = answer.status === 204 ? {} : { 'content-length': body.length };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(body);
}
