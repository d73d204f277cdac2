/** A provider in the process of the tests, and real Terraform that uses it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logTo } from '../../src/plugin/log.ts';
import { type Attached, PROVIDER_ADDRESS, serveInProcess } from '../../src/plugin/reattach.ts';
import { ProviderService } from '../../src/plugin/service.ts';
import { ztcService } from '../../src/plugin/ztc-host.ts';
import type { Provider } from '../../src/provider/provider.ts';
import type { Env } from './cli.ts';
import { setUpTerraform, startTerraformWith } from './terraform.ts';

const silent = logTo(
  {},
  () => {},
  () => new Date(),
);

export class AttachedProvider implements Disposable {
  readonly env: Env;
  readonly #attached: Attached;
  readonly #sockets: string;

  private constructor(attached: Attached, sockets: string) {
    this.env = attached.env;
    this.#attached = attached;
    this.#sockets = sockets;
  }

  /** The `ztc` provider; configurations have to say where the control plane is. */
  static ztc = (): Promise<AttachedProvider> =>
    AttachedProvider.#serve(ztcService(process, silent), PROVIDER_ADDRESS);

  /** Any provider under any name. */
  static of(create: () => Provider, name: string): Promise<AttachedProvider> {
    const host = { create, readyToValidate: async () => {}, close: async () => {} };
    return AttachedProvider.#serve(new ProviderService(host, silent), name);
  }

  static async #serve(service: ProviderService, name: string): Promise<AttachedProvider> {
    setUpTerraform();
    const sockets = mkdtempSync(join(tmpdir(), 'ztc-reattach-'));
    return new AttachedProvider(await serveInProcess(service, sockets, name), sockets);
  }

  /** What a command says; ending otherwise than with this code is a failure that shows it. */
  terraform = (code: number, folder: string, ...args: string[]): Promise<string> =>
    mustTerraform(code, this.env, folder, ...args);

  [Symbol.dispose](): void {
    this.#attached.close();
    rmSync(this.#sockets, { recursive: true, force: true });
  }
}

export async function mustTerraform(
  code: number,
  env: Env,
  folder: string,
  ...args: string[]
): Promise<string> {
  const outcome = await startTerraformWith(env, folder, ...args).ended;
  const { stdout, stderr } = outcome;
  if (outcome.code !== code)
    throw new Error(`${args.join(' ')}: ${outcome.code}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`);
  // Without diagnostics where a program reads the rest.
  return args.includes('-json') ? stdout : stdout + stderr;
}
