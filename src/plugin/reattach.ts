/** Serves the provider from this very process: Terraform is told where, starts nothing, and asks for no certificate. */

import { servePlugin } from './server.ts';
import type { ProviderService } from './service.ts';
import { formatAddress } from './transport/handshake.ts';
import type { Listener } from './transport/listen.ts';

/** As configurations name the provider in `required_providers`, in full. */
export const PROVIDER_ADDRESS = 'registry.terraform.io/ztc-cdk/ztc';

export interface Attached extends Listener {
  /** What Terraform's command line has to find in its environment. */
  readonly env: { readonly TF_REATTACH_PROVIDERS: string };
}

/** `dir` is where the socket shall be. Each run of Terraform has a configuration of its own. */
export async function serveInProcess(
  service: ProviderService,
  dir: string,
  name = PROVIDER_ADDRESS,
): Promise<Attached> {
  const where = { network: 'unix', dir } as const;
  const listener = await servePlugin({ service: async () => service, where });
  const { address } = listener;
  const entry = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    // The process is not Terraform's to end.
    Test: true,
    Addr: { Network: address.network, String: formatAddress(address) },
  };
  return { ...listener, env: { TF_REATTACH_PROVIDERS: JSON.stringify({ [name]: entry }) } };
}
