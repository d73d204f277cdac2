/** Serves a provider to Terraform: the calls of the plugin protocol, and those by which plugins are kept. */

import type { ServerHttp2Session } from 'node:http2';
import type { Connection } from './connection.ts';
import { type Routes, serveGrpc, type Unary } from './grpc/serve.ts';
import { GrpcError, STATUS } from './grpc/status.ts';
import type { ProviderService } from './service.ts';
import {
  createPluginServer,
  type Encryption,
  type Listener,
  listen,
  type Where,
} from './transport/listen.ts';

export interface ServeOptions {
  /** Loaded while the other side connects. */
  readonly service: () => Promise<ProviderService>;
  readonly where: Where;
  readonly encryption?: Encryption;
  /** How long a first connection is waited for; for ever when absent. */
  readonly patienceMs?: number;
  /** The client wants the plugin to end, and has its answer. */
  readonly onShutdown?: () => void;
  /** The last connection has ended, or none has come. */
  readonly onDeserted?: () => void;
}

const PROVIDER = '/tfplugin6.Provider/';
const SILENT: ReadonlySet<string> = new Set([
  '/plugin.GRPCStdio/StreamStdio',
  '/plugin.GRPCBroker/StartStream',
]);
const EMPTY = new Uint8Array();
/** HealthCheckResponse {status: SERVING}. */
const SERVING = Uint8Array.of(0x08, 0x01);
/** HealthCheckRequest {service: "plugin"}. */
const PLUGIN = '0a06706c7567696e';

export async function servePlugin(options: ServeOptions): Promise<Listener> {
  const server = createPluginServer(options.encryption);
  const sessions = new Set<ServerHttp2Session>();
  // Each connection is a run of its own, with its own configuration.
  const connections = new WeakMap<ServerHttp2Session, Connection>();
  const patience = whenOver(options.patienceMs, () => options.onDeserted?.());
  server.on('session', (session: ServerHttp2Session) => {
    clearTimeout(patience);
    sessions.add(session);
    session.on('error', () => {});
    session.once('close', () => {
      sessions.delete(session);
      // Nobody waits any more: what has been sent is finished, what is merely awaited is left.
      connections.get(session)?.stop();
      if (sessions.size === 0) options.onDeserted?.();
    });
  });
  serveGrpc(server, routes(options, connections));
  const listener = await listen(server, options.where);
  const close = (): void => {
    clearTimeout(patience);
    for (const session of sessions) session.destroy();
    listener.close();
  };
  return { ...listener, close };
}

const whenOver = (ms: number | undefined, act: () => void): NodeJS.Timeout | undefined =>
  ms === undefined ? undefined : setTimeout(act, ms).unref();

function routes(
  { service, onShutdown }: ServeOptions,
  connections: WeakMap<ServerHttp2Session, Connection>,
): Routes {
  const connectionOf = (session: ServerHttp2Session, provider: ProviderService): Connection => {
    const known = connections.get(session) ?? provider.connect();
    connections.set(session, known);
    return known;
  };
  const shutdown: Unary = (_request, { answered }) => {
    void answered.then(() => onShutdown?.());
    return EMPTY;
  };
  const call =
    (name: string): Unary =>
    async (request, { session }) => {
      const provider = await service();
      return provider.answer(name, request, connectionOf(session, provider));
    };
  return {
    silent: SILENT,
    unary: (path) => {
      if (path === '/plugin.GRPCController/Shutdown') return shutdown;
      if (path === '/grpc.health.v1.Health/Check') return health;
      return path.startsWith(PROVIDER) ? call(path.slice(PROVIDER.length)) : undefined;
    },
  };
}

const health: Unary = (request) => {
  const asked = request.toString('hex');
  if (asked !== '' && asked !== PLUGIN) throw new GrpcError(STATUS.notFound, 'no such service');
  return SERVING;
};
