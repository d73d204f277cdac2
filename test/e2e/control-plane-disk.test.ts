/** `ztc controlplane start` on disks that are not as they should be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectHttp } from '../../src/client/connect.ts';
import { ApiError } from '../../src/client/error.ts';
import { Project, ROOT } from '../support/cli.ts';
import { keysIn } from '../support/platform.ts';

const NOBODY = 65534;

/** The command in the foreground, under what the shell sets before it. */
function start(dir: string, before: string, as: { uid?: number; gid?: number } = {}) {
  const command = `${before}exec "$0" controlplane start --foreground --port 0 --dir "$1"`;
  const child: ChildProcess = spawn('sh', ['-c', command, join(ROOT, 'bin/ztc'), dir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (data: Buffer) => {
    said.out += data.toString();
  });
  child.stderr?.on('data', (data: Buffer) => {
    said.err += data.toString();
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, code };
}

describe('ztc controlplane start', () => {
  it('says that the disk failed and ends with 1', async () => {
    await using project = new Project();
    const dir = join(project.dir, 'data');
    // No file may grow beyond this: the write that would fails as on a broken disk.
    const server = start(dir, 'ulimit -f 1500; ');
    while (!server.said.out.includes('http')) await new Promise((next) => setTimeout(next, 20));
    const endpoint = server.said.out.trim();
    const client = connectHttp({ endpoint, key: keysIn(dir).tenant, attempts: 1 });
    let failure: unknown;
    for (let at = 0; at < 5000 && failure === undefined; at += 1) {
      const attributes = { site: 'sh-jq', cidr: '10.0.0.0/16', name: `v${at}` };
      await client.create('ztc_vpc', attributes, { token: `t${at}` }).catch((error: unknown) => {
        failure = error;
      });
    }
    expect(failure).toBeInstanceOf(ApiError);
    expect(await server.code).toBe(1);
    expect(server.said.err).toContain('ZTC-API-STORE_FAILED');
    expect(server.said.err).toContain(dir);
    await client.close();
    expect(() => readFileSync(join(dir, 'server.json'))).toThrow('ENOENT');
  });

  it('says that it may not write to the folder', async () => {
    await using project = new Project();
    const dir = join(project.dir, 'data');
    mkdirSync(dir);
    chmodSync(dir, 0o555);
    chmodSync(project.dir, 0o755);
    // Root may write anywhere.
    const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const server = start(dir, '', as);
    expect(await server.code).toBe(1);
    expect(server.said.err).toContain('ZTC-API-STORE_UNUSABLE');
    expect(server.said.err).toContain(dir);
  });
});
