import type { Catalog } from '../catalog/catalog.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import type { Clock } from './clock.ts';
import type { Enforcement } from './enforce.ts';
import type { Store } from './store/port.ts';

/** A request as plain data, whether it came over a socket or not. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark, as it was sent. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** An injected fault: the connection is cut instead of the answer being sent. */
  readonly reset?: true;
}

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Credentials {
  readonly accountId: string;
  readonly tenant: KeyPair;
  readonly operator: KeyPair;
}

export type Profile = 'instant' | 'fast' | 'realistic';

export interface ControlPlaneOptions {
  /** Folder of the data, made when missing; `:memory:` keeps nothing. */
  readonly dir: string;
  /** `auto` (default) decides work orders the moment they are filed. */
  readonly operator?: 'auto' | 'manual';
  /** How long operations take; `instant` unless given. */
  readonly profile?: Profile;
  /** Everything random follows from it; kept with the data. */
  readonly seed?: number;
  /** The platform's time. Signatures are always checked against the time of day. */
  readonly clock?: Clock;
  /** A clock that nobody sets, for locks that run out; only tests give one. */
  readonly monotonic?: Clock;
  /** Time of day for signatures; only tests give one. */
  readonly wallClock?: Clock;
  readonly registry?: SchemaRegistry;
  readonly catalog?: Catalog;
  /** Rules that requests are judged by; none when left out. */
  readonly rules?: Enforcement;
  /** Told once when the disk has failed: nothing is served any more, and the process had better end. */
  readonly onFailure?: (error: unknown) => void;
  /** In the place of the database of the folder; only simulations give one. */
  readonly store?: Store;
  /** In the place of those of the folder. */
  readonly credentials?: Credentials;
  readonly surroundings?: Surroundings;
}

/** What a control plane takes from the world besides its store and its clocks. Only simulations give another. */
export interface Surroundings {
  /** Never the same twice. */
  requestId(): string;
  sleep(ms: number): Promise<void>;
}

export interface ControlPlane {
  handle(request: ApiRequest): Promise<ApiResponse>;
  /** Keys of the first account and of the operator. */
  readonly credentials: Credentials;
  close(): Promise<void>;
}
