/** The production provider for all runs of all simulations; a run is known by the endpoint of its configuration. */

import type { ControlPlaneClient } from '../../../src/client/client.ts';
import type { ProviderFactory } from '../../../src/engine/providers.ts';
import { ztcProviderFactory } from '../../../src/provider/ztc/ztc-provider.ts';
import { loadRegistry } from '../../../src/schema/registry.ts';

const WAIT_MS = 60_000;

export class ProviderBench {
  readonly #clients = new Map<string, ControlPlaneClient>();
  readonly factory: ProviderFactory = ztcProviderFactory({
    registry: loadRegistry(),
    connect: ({ endpoint = '' }) => this.#clients.get(endpoint) as ControlPlaneClient,
    waitTimeoutMs: WAIT_MS,
  });

  enter(endpoint: string, client: ControlPlaneClient): void {
    this.#clients.set(endpoint, client);
  }

  leave(endpoint: string): void {
    this.#clients.delete(endpoint);
  }
}
