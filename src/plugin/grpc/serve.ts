/** gRPC over node:http2: calls with one request and one response, and streams on which nothing is ever said. */

import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Server } from '../transport/listen.ts';
import { frame, unframe } from './frame.ts';
import { encodeMessageText, GrpcError, STATUS } from './status.ts';

export interface Call {
  readonly session: ServerHttp2Session;
  /** Resolves when the answer has gone out, or cannot any more. */
  readonly answered: Promise<void>;
}

export type Unary = (request: Buffer, call: Call) => Uint8Array | Promise<Uint8Array>;

export interface Routes {
  /** Undefined for calls that do not exist. `path` is `/package.Service/Method`. */
  unary(path: string): Unary | undefined;
  /** Streams that are opened and kept open as long as the connection lives. */
  readonly silent: ReadonlySet<string>;
}

const HEADERS = { ':status': 200, 'content-type': 'application/grpc' } as const;

export function serveGrpc(server: Server, routes: Routes): void {
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    // Connections break; who waits for an answer on one finds out by itself.
    stream.on('error', () => {});
    const path = String(headers[':path']);
    if (routes.silent.has(path)) stream.respond(HEADERS);
    else void answer(stream, routes.unary(path), path);
  });
}

async function answer(stream: ServerHttp2Stream, unary: Unary | undefined, path: string): Promise<void> {
  try {
    if (!unary) throw new GrpcError(STATUS.unimplemented, `${path} is not implemented`);
    const request = unframe(await bodyOf(stream));
    // There while the stream lives.
    const session = stream.session as ServerHttp2Session;
    const answered = new Promise<void>((done) => stream.once('close', done));
    succeed(stream, await unary(request, { session, answered }));
  } catch (e) {
    fail(stream, e);
  }
}

function bodyOf(stream: ServerHttp2Stream): Promise<Buffer> {
  return new Promise((done, reject) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.once('end', () => done(Buffer.concat(parts)));
    stream.once('close', () => reject(new GrpcError(STATUS.internal, 'the request broke off')));
  });
}

function succeed(stream: ServerHttp2Stream, response: Uint8Array): void {
  if (stream.destroyed || stream.closed) return;
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(STATUS.ok) }));
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.end(frame(response));
}

function fail(stream: ServerHttp2Stream, e: unknown): void {
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  const status = e instanceof GrpcError ? e.status : STATUS.unknown;
  const text = e instanceof Error ? e.message : String(e);
  const trailers = { 'grpc-status': String(status), 'grpc-message': encodeMessageText(text) };
  stream.respond({ ...HEADERS, ...trailers }, { endStream: true });
}
