/** The provider's process as Terraform starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectEmbedded } from '../client/connect.ts';
import { createControlPlane } from '../controlplane/server.ts';
import type { Schema } from '../provider/provider-schema.ts';
import { ztcSchema } from '../provider/ztc/ztc-provider.ts';
import { loadRegistry } from '../schema/registry.ts';
import { asMap, nul, num, object, str } from '../values/value.ts';
import { PluginClient } from './testing/client.ts';
import { selfSigned } from './transport/certificate.ts';
import { type Address, terraformCookie } from './transport/handshake.ts';
import { decodeValue } from './values/decode.ts';
import { encodeValue } from './values/encode.ts';

let dir: string;
let children: ChildProcess[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ztc-plugin-test-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly first: Promise<string>;
  readonly exit: Promise<number | null>;
  stderr(): string;
}

function start(env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    cwd: dir,
    env: { PATH: process.env.PATH, PLUGIN_UNIX_SOCKET_DIR: dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  reader.on('line', (line) => lines.push(line));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    child,
    lines,
    first: once(reader, 'line').then(([line]) => String(line)),
    exit: once(child, 'close').then(([code]) => code as number | null),
    stderr: () => stderr,
  };
}

/** Asks for something that an operator has to do, and comes back when the platform waits for one. */
async function beginToWait() {
  const started = start({ ...terraformCookie(), ZTC_OPERATOR: 'manual', TF_LOG: 'info' });
  const [, , , path = ''] = (await started.first).split('|');
  const client = new PluginClient(addressOf(path));
  const { type } = ztcSchema(loadRegistry()).resources.get(TYPE) as Schema;
  const given = new Map([
    ['site', str('sh-jq')],
    ['prefix_length', num(24)],
  ]);
  const wanted = new Map([...type.attributes].map(([name, of]) => [name, given.get(name) ?? nul(of)]));
  const config = { msgpack: encodeValue(object(wanted, type), type) };
  const priorState = { msgpack: encodeValue(nul(type), type) };
  const request = { typeName: TYPE, priorState, config };
  const { plannedState } = await client.call('PlanResourceChange', { ...request, proposedNewState: config });
  const answer = client.call('ApplyResourceChange', {
    ...request,
    ...(plannedState ? { plannedState } : {}),
  });
  await vi.waitFor(() => expect(started.stderr()).toContain('waiting_for_operator'), { timeout: 60_000 });
  return { started, client, answer, type };
}

const TYPE = 'ztc_vpc_address_allocation';

const addressOf = (path: string): Address => ({ network: 'unix', path });

describe('the process of the provider', () => {
  it('explains itself to whoever starts it by hand', async () => {
    const started = start({});
    expect(await started.exit).toBe(1);
    expect(started.lines).toEqual([]);
    expect(started.stderr()).toContain("run 'terraform plan'");
  });

  it('says one line, serves without encryption where none is asked for, and ends on demand', async () => {
    const started = start(terraformCookie());
    const [core, plugin, network, path = '', protocol, certificate] = (await started.first).split('|');
    expect([core, plugin, network, protocol, certificate]).toEqual(['1', '6', 'unix', 'grpc', '']);
    using client = new PluginClient(addressOf(path));
    const { capabilities } = await client.call('GetMetadata', {});
    expect(capabilities).toEqual({ getProviderSchemaOptional: true, moveResourceState: true });
    started.child.kill('SIGINT');
    expect((await client.raw('/plugin.GRPCController/Shutdown')).status).toBe(0);
    expect(await started.exit).toBe(0);
    expect(started.lines).toHaveLength(1);
    expect(started.stderr()).toBe('');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('serves only the client whose certificate it was given, and ends when that one is gone', async () => {
    const own = selfSigned(new Date());
    const started = start({ ...terraformCookie(), PLUGIN_CLIENT_CERT: own.cert });
    const [, , , path = '', , certificate = ''] = (await started.first).split('|');
    expect(certificate).not.toMatch(/=$/);
    const server = Buffer.from(certificate, 'base64');
    expect(new X509Certificate(server).subjectAltName).toBe('DNS:localhost');

    using foreign = new PluginClient(addressOf(path), { own: selfSigned(new Date()), server });
    await expect(foreign.call('GetMetadata', {})).rejects.toThrow();
    using bare = new PluginClient(addressOf(path));
    await expect(bare.call('GetMetadata', {})).rejects.toThrow();

    const client = new PluginClient(addressOf(path), { own, server });
    expect((await client.call('GetMetadata', {})).resources?.length).toBeGreaterThan(10);
    expect(existsSync(path)).toBe(true);
    client[Symbol.dispose]();
    expect(await started.exit).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  it('stops waiting when it is asked to, and says what there is', async () => {
    const { started, client, answer, type } = await beginToWait();
    await client.call('StopProvider', {});
    const { newState, diagnostics } = await answer;
    const left = asMap(decodeValue(newState?.msgpack ?? new Uint8Array(), type));
    expect(left.get('id')?.raw).toMatch(/^vaa-/);
    expect(diagnostics?.[0]).toMatchObject({
      severity: 1,
      summary: expect.stringMatching(/^ZTC-API-CANCELLED/),
    });
    client[Symbol.dispose]();
    expect(await started.exit).toBe(0);
    for (const line of started.stderr().trim().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ '@level': 'info', '@module': 'ztc' });
  });

  it('ends when Terraform is killed, and what was asked for by then is there', async () => {
    const { started, client, answer } = await beginToWait();
    const lost = answer.catch(() => 'lost');
    client[Symbol.dispose]();
    expect(await lost).toBe('lost');
    expect(await started.exit).toBe(0);
    const controlPlane = createControlPlane({ dir: join(dir, '.ztc') });
    const reader = connectEmbedded(controlPlane);
    expect((await reader.list(TYPE)).items).toHaveLength(1);
    await reader.close();
    await controlPlane.close();
  });
});
