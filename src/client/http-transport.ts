import { Agent, request as httpRequest } from 'node:http';
import type { ApiRequest, ApiResponse } from '../controlplane/api.ts';
import { ConnectionLost, type Transport } from './transport.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Longest time without a byte from the server. */
const IDLE_MS = 60_000;

/** Speaks HTTP/1.1 over kept-alive connections, to this machine and to no other. */
export function httpTransport(endpoint: string, sockets: number): Transport {
  const url = new URL(endpoint);
  if (
    url.protocol !== 'http:' ||
    !LOOPBACK.has(url.hostname) ||
    (url.pathname !== '/' && url.pathname !== '')
  ) {
    throw new TypeError(`the control plane's endpoint is http://127.0.0.1:PORT, not ${endpoint}`);
  }
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, scheduling: 'lifo' });
  return {
    host: url.host,
    endpoint: url.origin,
    send: (request, signal) => exchange(url, agent, request, signal),
    close: () => {
      agent.destroy();
      return Promise.resolve();
    },
  };
}

function exchange(url: URL, agent: Agent, request: ApiRequest, signal?: AbortSignal): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const lost = (error: unknown): void => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      reject(signal?.aborted ? signal.reason : new ConnectionLost(code, code === 'ECONNREFUSED', error));
    };
    const outgoing = httpRequest(
      {
        agent,
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port,
        method: request.method,
        path: request.query === '' ? request.path : `${request.path}?${request.query}`,
        headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
        timeout: IDLE_MS,
        ...(signal ? { signal } : {}),
      },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', lost);
        incoming.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          );
          resolve({ status: incoming.statusCode ?? 0, headers, body: Buffer.concat(parts).toString() });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', lost);
    outgoing.end(request.body);
  });
}
