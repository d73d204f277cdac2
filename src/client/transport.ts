/** How a request gets to the control plane: over a socket, or by a call. */
import type { ApiRequest, ApiResponse, ControlPlane } from '../controlplane/api.ts';

export interface Transport {
  /** The value of the `host` header; it is signed. */
  readonly host: string;
  /** Where messages say the control plane is. */
  readonly endpoint: string;
  /** Throws a `ConnectionLost` when no whole answer came back. */
  send(request: ApiRequest, signal?: AbortSignal): Promise<ApiResponse>;
  close(): Promise<void>;
}

/** There was no answer. Whether the request was carried out is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  /** Nothing listens there; the request was certainly not carried out. */
  readonly refused: boolean;

  constructor(message: string, refused: boolean, cause?: unknown) {
    super(message, { cause });
    this.refused = refused;
  }
}

export function embeddedTransport(controlPlane: ControlPlane): Transport {
  return {
    host: 'embedded',
    endpoint: 'the embedded control plane',
    async send(request, signal) {
      signal?.throwIfAborted();
      const answer = await controlPlane.handle(request);
      if (answer.reset) throw new ConnectionLost('the connection was reset', false);
      return answer;
    },
    close: () => Promise.resolve(),
  };
}
