/** What a plugin and the program that starts it tell each other before the first call: variables in, one line out. */

export type Env = Readonly<Record<string, string | undefined>>;

/** The variable, and what Terraform and OpenTofu put there: people who start the program by hand get an explanation. */
const COOKIE = [
  'TF_PLUGIN_MAGIC_COOKIE',
  'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
] as const;

const CORE_PROTOCOL = 1;
const PLUGIN_PROTOCOL = 6;

export type Address =
  | { readonly network: 'unix'; readonly path: string }
  | { readonly network: 'tcp'; readonly host: string; readonly port: number };

export const wasStartedByTerraform = (env: Env): boolean => env[COOKIE[0]] === COOKIE[1];

/** For tests and tools that stand in for Terraform. */
export const terraformCookie = (): Readonly<Record<string, string>> => ({ [COOKIE[0]]: COOKIE[1] });

/** PEM of the only client that may connect; without one the connection is not encrypted. */
export const clientCertificate = (env: Env): string | undefined => env.PLUGIN_CLIENT_CERT || undefined;

/** Ports that the other side allows, where sockets have ports. */
export function portRange(env: Env): { readonly from: number; readonly to: number } {
  const [from, to] = [Number(env.PLUGIN_MIN_PORT), Number(env.PLUGIN_MAX_PORT)];
  const given = Number.isInteger(from) && Number.isInteger(to) && from > 0 && to >= from && to < 65_536;
  return given ? { from, to } : { from: 0, to: 0 };
}

export const formatAddress = (address: Address): string =>
  address.network === 'unix' ? address.path : `${address.host}:${address.port}`;

/** The line that the other side waits for: versions, address, protocol, and the certificate to expect. */
export function handshakeLine(address: Address, certificate: Buffer | undefined, env: Env): string {
  const shown = certificate?.toString('base64').replace(/=+$/, '') ?? '';
  const parts = [CORE_PROTOCOL, PLUGIN_PROTOCOL, address.network, formatAddress(address), 'grpc', shown];
  // Asked for by clients that can have several connections; this server does not need them.
  if (env.PLUGIN_MULTIPLEX_GRPC !== undefined) parts.push('false');
  return `${parts.join('|')}\n`;
}
