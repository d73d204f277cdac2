/** An HTTP/2 server on a socket of this machine that talks to one program only. */

import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createSecureServer, createServer, type Http2SecureServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';
import type { Address } from './handshake.ts';

export interface Encryption {
  readonly own: Certificate;
  /** PEM of the other side's certificate: no other one is accepted. */
  readonly client: string;
}

export type Where =
  | { readonly network: 'unix'; readonly dir: string }
  | { readonly network: 'tcp'; readonly from: number; readonly to: number };

export interface Listener {
  readonly address: Address;
  /** Takes the socket out of the file system, too. */
  close(): void;
}

export type Server = Http2Server | Http2SecureServer;

/** Windows of flow control and limits for messages of many megabytes. */
const SETTINGS = {
  settings: { initialWindowSize: 4 * 1024 * 1024, maxConcurrentStreams: 1000 },
  maxSessionMemory: 1024,
};

export function createPluginServer(encryption: Encryption | undefined): Server {
  if (!encryption) return createServer(SETTINGS);
  const { own, client } = encryption;
  const server = createSecureServer({
    ...SETTINGS,
    cert: own.cert,
    key: own.key,
    ca: client,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  });
  const { fingerprint256 } = new X509Certificate(client);
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    // A certificate that the client's key has signed is not the client's.
    if (socket.getPeerX509Certificate()?.fingerprint256 !== fingerprint256) socket.destroy();
  });
  server.on('tlsClientError', () => {});
  return server;
}

export async function listen(server: Server, where: Where): Promise<Listener> {
  if (where.network === 'tcp') return listenOnPort(server, where);
  const dir = mkdtempSync(join(where.dir, 'ztc-plugin-'));
  const path = join(dir, 'socket');
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  try {
    await bound(server, { path });
    chmodSync(path, 0o600);
  } catch (e) {
    remove();
    throw e;
  }
  const close = (): void => {
    server.close();
    remove();
  };
  return { address: { network: 'unix', path }, close };
}

const HOST = '127.0.0.1';

/** The first port that is free. */
async function listenOnPort(server: Server, { from, to }: { from: number; to: number }): Promise<Listener> {
  for (let port = from; ; port++) {
    try {
      await bound(server, { host: HOST, port });
      break;
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= to) throw e;
    }
  }
  const { port } = server.address() as AddressInfo;
  return { address: { network: 'tcp', host: HOST, port }, close: () => void server.close() };
}

function bound(server: Server, options: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(options, () => {
      server.off('error', fail);
      done();
    });
  });
}
