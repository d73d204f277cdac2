/**
 * The provider's process: tells Terraform where it listens, then loads what answers the calls. It ends when it is asked
 * to, or when nobody is connected any more; what is under way is finished first.
 */

import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { logTo } from './log.ts';
import { servePlugin } from './server.ts';
import type { ProviderService } from './service.ts';
import { selfSigned } from './transport/certificate.ts';
import {
  clientCertificate,
  type Env,
  handshakeLine,
  portRange,
  wasStartedByTerraform,
} from './transport/handshake.ts';
import type { Where } from './transport/listen.ts';

/** Terraform gives up waiting for the first line after 60 seconds. */
const PATIENCE_MS = 120_000;

const EXPLANATION =
  'terraform-provider-ztc is started by Terraform or OpenTofu, not by hand.\n' +
  "  fix: declare the provider ztc-cdk/ztc in a configuration and run 'terraform plan'.\n";

async function main(): Promise<void> {
  const { env } = process;
  if (!wasStartedByTerraform(env)) {
    process.stderr.write(EXPLANATION);
    process.exitCode = 1;
    return;
  }
  // Ctrl-C and the end of a terminal reach the whole group. Terraform tells us itself when it wants to stop.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  // Whoever reads our output may be gone before us.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const client = clientCertificate(env);
  const encryption = client === undefined ? undefined : { own: selfSigned(new Date()), client };
  const service = loaderOf(env);
  const end = endOf(service);
  const listener = await servePlugin({
    service,
    where: whereToListen(env),
    ...(encryption ? { encryption } : {}),
    patienceMs: PATIENCE_MS,
    onShutdown: end,
    onDeserted: end,
  });
  process.on('exit', () => listener.close());
  process.on('SIGTERM', end);
  process.stdout.write(handshakeLine(listener.address, encryption?.own.der, env));
  await service();
}

/** The part that knows the provider is loaded once, after the first line. */
function loaderOf(env: Env): () => Promise<ProviderService> {
  const log = logTo(
    env,
    (line) => void process.stderr.write(line),
    () => new Date(),
  );
  let loading: Promise<ProviderService> | undefined;
  return () => {
    loading ??= import('./ztc-host.ts').then(({ ztcService }) => ztcService(process, log));
    return loading;
  };
}

function endOf(service: () => Promise<ProviderService>): () => void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    const provider = await service();
    await provider.settled();
    await provider.close();
    process.exit(0);
  };
  return () => void end();
}

/** Paths of sockets are limited to about a hundred characters. */
const LONGEST_DIR = 70;

function whereToListen(env: Env): Where {
  const dir = env.PLUGIN_UNIX_SOCKET_DIR || tmpdir();
  if (process.platform === 'win32' || Buffer.byteLength(dir) > LONGEST_DIR)
    return { network: 'tcp', ...portRange(env) };
  return { network: 'unix', dir };
}

enableCompileCache();
await main();
