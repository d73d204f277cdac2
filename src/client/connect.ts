import type { ControlPlane } from '../controlplane/api.ts';
import type { Clock } from '../controlplane/clock.ts';
import { Caller } from './caller.ts';
import type { ControlPlaneClient } from './client.ts';
import { httpTransport } from './http-transport.ts';
import { RestClient } from './rest-client.ts';
import { REAL } from './surroundings.ts';
import { embeddedTransport } from './transport.ts';

export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface ClientOptions {
  /** The tenant's key. Embedded: the control plane's own unless given. */
  readonly key?: AccessKey;
  /** The operator's key, for approvals, `/_ztc` doors and changes behind the tenant's back. */
  readonly operatorKey?: AccessKey;
  /** Attempts per request, the first included (6). */
  readonly attempts?: number;
  /** Requests at the same time (16). */
  readonly concurrency?: number;
  /** The time of day that requests are dated with; only tests give one. */
  readonly clock?: Clock;
}

export interface HttpOptions extends ClientOptions {
  /** `http://127.0.0.1:8443`. Only loopback addresses are accepted. */
  readonly endpoint: string;
  readonly key: AccessKey;
}

const ATTEMPTS = 6;
const CONCURRENCY = 16;

/** A client that talks HTTP to a control plane on this machine. */
export function connectHttp(options: HttpOptions): ControlPlaneClient {
  const { endpoint, key, operatorKey, attempts = ATTEMPTS, concurrency = CONCURRENCY } = options;
  const transport = httpTransport(endpoint, concurrency);
  const surroundings = options.clock ? { ...REAL, clock: options.clock } : REAL;
  return new RestClient(new Caller({ transport, key, operatorKey, attempts, concurrency, surroundings }));
}

/** A client of a control plane in this process: same signatures, serialization and errors, no socket. */
export function connectEmbedded(controlPlane: ControlPlane, options: ClientOptions = {}): ControlPlaneClient {
  const { credentials } = controlPlane;
  const { key = credentials.tenant, operatorKey = credentials.operator, attempts = ATTEMPTS } = options;
  const concurrency = options.concurrency ?? CONCURRENCY;
  const transport = embeddedTransport(controlPlane);
  const surroundings = options.clock ? { ...REAL, clock: options.clock } : REAL;
  return new RestClient(new Caller({ transport, key, operatorKey, attempts, concurrency, surroundings }));
}
