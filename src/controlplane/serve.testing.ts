/** A control plane in a process of its own, for tests that kill it or take its disk away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlaneClient } from '../client/client.ts';
import { connectHttp } from '../client/connect.ts';
import type { Credentials } from './api.ts';

const WORKER = join(import.meta.dirname, 'crash-worker.ts');

interface Served {
  readonly child: ChildProcess;
  readonly client: ControlPlaneClient;
  readonly endpoint: string;
  readonly ended: Promise<number | null>;
}

/** With `blocks`, no file may grow beyond so many blocks of 512 bytes: a write beyond fails as on a broken disk. */
export async function serve(dir: string, limits: { readonly blocks?: number } = {}): Promise<Served> {
  const limit = limits.blocks === undefined ? '' : `ulimit -f ${limits.blocks}; `;
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, WORKER, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  const credentials = JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8')) as Credentials;
  return { child, endpoint, ended, client: connectHttp({ endpoint, key: credentials.tenant, attempts: 1 }) };
}
