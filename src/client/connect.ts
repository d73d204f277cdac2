import type { ControlPlane } from '../controlplane/api.ts';
import type { ControlPlaneClient } from './client.ts';

export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface ClientOptions {
  /** The tenant's key. Embedded: the control plane's own unless given. */
  readonly key?: AccessKey;
  /** The operator's key, for approvals and for changes behind the tenant's back. */
  readonly operatorKey?: AccessKey;
  /** Attempts per request, the first included (6). */
  readonly attempts?: number;
  /** Requests at the same time (16). */
  readonly concurrency?: number;
}

export interface HttpOptions extends ClientOptions {
  /** `http://127.0.0.1:8443`. Only loopback addresses are accepted. */
  readonly endpoint: string;
  readonly key: AccessKey;
}

/** A client that talks HTTP to a control plane on this machine. */
export function connectHttp(_options: HttpOptions): ControlPlaneClient {
  throw new Error('not written yet');
}

/** A client of a control plane in this process: same signatures, serialization and errors, no socket. */
export function connectEmbedded(
  _controlPlane: ControlPlane,
  _options: ClientOptions = {},
): ControlPlaneClient {
  throw new Error('not written yet');
}
