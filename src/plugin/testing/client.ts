/** What Terraform's side of a connection does, for tests. */

import { type ClientHttp2Session, connect } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { frame, unframe } from '../grpc/frame.ts';
import { METHODS, type Method, type MethodName, type RequestOf, type ResponseOf } from '../proto/calls.ts';
import { decodeMessage } from '../proto/decode.ts';
import { encodeMessage } from '../proto/encode.ts';
import type { Certificate } from '../transport/certificate.ts';
import type { Address } from '../transport/handshake.ts';

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Buffer;
}

export interface Secured {
  readonly own: Certificate;
  /** DER of the server's certificate: no other one is accepted. */
  readonly server: Buffer;
}

export class PluginClient implements Disposable {
  readonly session: ClientHttp2Session;

  constructor(address: Address, secured?: Secured) {
    const where = address.network === 'unix' ? { path: address.path } : address;
    const pem = (der: Buffer): string =>
      `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    this.session = connect(`${secured ? 'https' : 'http'}://localhost`, {
      createConnection: () =>
        secured
          ? connectTls({
              ...where,
              servername: 'localhost',
              ALPNProtocols: ['h2'],
              cert: secured.own.cert,
              key: secured.own.key,
              ca: pem(secured.server),
            })
          : connectSocket(where),
    });
    this.session.on('error', () => {});
  }

  /** Fails when the connection does. */
  raw(path: string, message: Uint8Array = new Uint8Array()): Promise<RawAnswer> {
    return new Promise((done, fail) => {
      const stream = this.session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      let headers: Readonly<Record<string, unknown>> = {};
      const parts: Buffer[] = [];
      stream.on('response', (given) => {
        headers = { ...headers, ...given };
      });
      stream.on('trailers', (given) => {
        headers = { ...headers, ...given };
      });
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.once('error', fail);
      stream.once('close', () => {
        if (headers['grpc-status'] === undefined) fail(new Error('the connection ended without an answer'));
        const text = decodeURIComponent(String(headers['grpc-message'] ?? ''));
        done({ status: Number(headers['grpc-status']), text, body: Buffer.concat(parts) });
      });
      stream.end(frame(message));
    });
  }

  async call<N extends MethodName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
    const method = METHODS[name] as unknown as Method<RequestOf<N>, ResponseOf<N>>;
    const { status, text, body } = await this.raw(
      `/tfplugin6.Provider/${name}`,
      encodeMessage(method.request, request),
    );
    if (status !== 0) throw new Error(`${name}: status ${status}: ${text}`);
    return decodeMessage(method.response, unframe(body));
  }

  [Symbol.dispose](): void {
    this.session.destroy();
  }
}
