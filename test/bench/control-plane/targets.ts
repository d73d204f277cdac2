/** Two control planes, each in a process of its own on loopback, and how a disk is created and looked up on each. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectHttp } from '../../../src/client/connect.ts';
import { PYTHON } from './moto.ts';

export interface Target {
  /** The id of the new disk. */
  create(n: number): Promise<string>;
  describe(id: string): Promise<void>;
  close(): Promise<void>;
}

const LONGEST_START_MS = 30_000;

/** Ours: durable, signed, and every request judged by all rules. */
export async function ztcTarget(connections: number): Promise<Target> {
  const dir = mkdtempSync(join(tmpdir(), 'ztc-bench-control-plane-'));
  const port = await freePort();
  const flags = [
    '--foreground',
    '--dir',
    dir,
    '--port',
    String(port),
    '--operator',
    'auto',
    '--timing',
    'instant',
  ];
  const child = spawn(join(import.meta.dirname, '../../../bin/ztc'), ['controlplane', 'start', ...flags], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(child, endpoint);
  const { tenant } = JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8'));
  const client = connectHttp({ endpoint, key: tenant, concurrency: connections });
  return {
    async create(n) {
      const attributes = { site: 'sh-jq', category: 'ssd', size_gib: 100, name: `bench-${n}` };
      return (await client.create('ztc_disk', attributes, { token: `bench-${n}` })).object.id;
    },
    async describe(id) {
      if (!(await client.read('ztc_disk', id))) throw new Error(`no disk ${id}`);
    },
    async close() {
      await client.close();
      await ended(child);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** moto's EC2 volumes: in memory, unsigned. */
export async function motoTarget(connections: number): Promise<Target> {
  const port = await freePort();
  const child = spawn(PYTHON, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  await answering(child, `http://127.0.0.1:${port}`);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const call = (action: string, parameters: string): Promise<string> =>
    post(port, agent, `Action=${action}&Version=2016-11-15&${parameters}`);
  return {
    async create() {
      const answer = await call('CreateVolume', 'Size=100&AvailabilityZone=us-east-1a');
      const id = /<volumeId>(vol-\w+)</.exec(answer)?.[1];
      if (id === undefined) throw new Error(`no volume: ${answer.slice(0, 500)}`);
      return id;
    },
    async describe(id) {
      const answer = await call('DescribeVolumes', `VolumeId.1=${id}`);
      if (!answer.includes(id)) throw new Error(`no volume ${id}: ${answer.slice(0, 500)}`);
    },
    async close() {
      agent.destroy();
      await ended(child);
    },
  };
}

/** It finds the service by the scope of the credential; the signature is not looked at. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0';

function post(port: number, agent: Agent, body: string): Promise<string> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    authorization: AUTHORIZATION,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function answering(child: ChildProcess, endpoint: string): Promise<void> {
  for (const start = Date.now(); Date.now() - start < LONGEST_START_MS; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`the server at ${endpoint} ended with ${child.exitCode}`);
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return;
  }
  child.kill();
  throw new Error(`the server at ${endpoint} does not answer`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
