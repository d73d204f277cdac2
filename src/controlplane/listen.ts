import type { ControlPlane } from './api.ts';

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

/** Serves a control plane over HTTP on this machine. */
export function listen(_controlPlane: ControlPlane, _options: ListenOptions = {}): Promise<Listener> {
  throw new Error('not written yet');
}
