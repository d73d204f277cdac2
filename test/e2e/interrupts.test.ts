/** Interrupts, locks and lost outputs of real processes: nothing is lost, nothing stays locked. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { cleanEnv, Project, ROOT, Running } from '../support/cli.ts';

const LOCK = '.terraform.tfstate.ztc-lock';

/** A state on a server that takes its time: whoever reads it waits until it is let go. */
class SlowServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #asked = Promise.withResolvers<void>();
  readonly #free = Promise.withResolvers<void>();

  private constructor() {
    this.#server = createServer((_request, response) => {
      this.#asked.resolve();
      void this.#free.promise.then(() => response.end(STATE));
    });
  }

  static async start(): Promise<SlowServer> {
    const server = new SlowServer();
    await once(server.#server.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Somebody waits. */
  get asked(): Promise<void> {
    return this.#asked.promise;
  }

  letGo(): void {
    this.#free.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.letGo();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

const STATE = JSON.stringify({ version: 4, serial: 1, lineage: 'x', outputs: {}, resources: [] });

/** `a`, then reading what takes its time, then `c`. The reading is part of the plan when `a` is not needed for it. */
function configure(project: Project, { url }: SlowServer, when: 'plan' | 'apply'): void {
  const username = when === 'apply' ? '${terraform_data.a.id}' : 'me';
  project.writeJson('main.tf.json', {
    data: { terraform_remote_state: { slow: { backend: 'http', config: { address: url, username } } } },
    resource: {
      terraform_data: { a: {}, c: { input: '${data.terraform_remote_state.slow.outputs}' } },
    },
  });
}

/** Of what is made, not of what is read. */
function names(project: Project): string[] {
  const { resources } = JSON.parse(project.read('terraform.tfstate')) as {
    resources: { mode: string; name: string }[];
  };
  return resources.filter(({ mode }) => mode === 'managed').map(({ name }) => name);
}

interface UnderWay extends AsyncDisposable {
  readonly project: Project;
  readonly server: SlowServer;
  readonly running: Running;
}

/** A run that cannot go on until the server lets it. */
async function underWay(...args: readonly string[]): Promise<UnderWay> {
  const project = new Project();
  const server = await SlowServer.start();
  const command = args.length === 0 ? ['apply', '--auto-approve'] : args;
  configure(project, server, command[0] === 'apply' ? 'apply' : 'plan');
  const running = project.start(command);
  await Promise.race([server.asked, running.ended]);
  return {
    project,
    server,
    running,
    [Symbol.asyncDispose]: async () => {
      await project[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What was left out is done, once, and then nothing is left to do. */
async function expectGoesOn({ project, server }: UnderWay): Promise<void> {
  server.letGo();
  expect(project.has(LOCK)).toBe(false);
  await project.must(0, 'apply', '--auto-approve');
  expect(names(project)).toEqual(['a', 'c']);
  await project.must(0, 'plan', '--detailed-exitcode');
}

describe('an apply', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: ends its calls, records them, unlocks',
    async (signal) => {
      await using work = await underWay();
      const { project, server, running } = work;
      running.signal(signal);
      await running.says(/stopping/);
      expect(project.has(LOCK)).toBe(true);
      server.letGo();
      const ended = await running.ended;
      expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('ZTC-E-INTERRUPTED') });
      expect(names(project)).toEqual(['a']);
      await expectGoesOn(work);
    },
  );

  test.each(['SIGINT', 'SIGTERM'] as const)('a second %s ends it at once, unlocked', async (signal) => {
    await using work = await underWay();
    const { running } = work;
    running.signal('SIGINT');
    await running.says(/stopping/);
    running.signal(signal);
    expect(await running.ended).toMatchObject({ code: 130 });
    await expectGoesOn(work);
  });

  test('is not ended by a terminal that closes twice', async () => {
    await using work = await underWay();
    const { running, server } = work;
    running.signal('SIGHUP');
    await running.says(/stopping/);
    running.signal('SIGHUP');
    server.letGo();
    expect(await running.ended).toMatchObject({ code: 1 });
    await expectGoesOn(work);
  });

  test.each([
    { flags: ['--events'], stops: 'when it speaks' },
    { flags: ['--quiet'], stops: 'never, when it is silent' },
  ])('of which nobody sees the output any more stops $stops', async ({ flags }) => {
    await using project = new Project();
    const lines = 'while [ ! -e go ]; do echo waiting; sleep 0.05; done';
    const talking = { provisioner: [{ 'local-exec': { command: `touch begun; ${lines}` } }] };
    project.writeJson('main.tf.json', {
      resource: { terraform_data: { a: {}, b: talking, c: { input: '${terraform_data.b.id}' } } },
    });
    const child = spawn(join(ROOT, 'bin/ztc'), ['apply', '--auto-approve', ...flags], {
      cwd: project.dir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnv(),
    });
    while (!project.has('begun')) await sleep(20);
    const over = once(child, 'exit');
    for (const output of [child.stdout, child.stderr]) output.destroy();
    const speaks = flags.includes('--events');
    if (!speaks) project.write('go', '');
    const [code] = await over;
    expect({ code, names: names(project) }).toEqual(
      speaks ? { code: 1, names: ['a', 'b'] } : { code: 0, names: ['a', 'b', 'c'] },
    );
    expect(project.has(LOCK)).toBe(false);
    project.write('go', '');
    await project.must(0, 'apply', '--auto-approve');
    expect(names(project)).toEqual(['a', 'b', 'c']);
  });
});

describe('a question on a terminal', () => {
  test.each([
    { answer: 'yes', keys: Buffer.from('yes\r').toString('hex'), code: 0 },
    { answer: 'no', keys: Buffer.from('no\r').toString('hex'), code: 1 },
    { answer: 'Ctrl-C', keys: '03', code: 1 },
    { answer: 'the end of the input', keys: '04', code: 1 },
    { answer: 'a closed terminal', keys: 'hangup', code: 1 },
  ])('is answered by $answer', async ({ keys, code }) => {
    await using project = new Project();
    project.writeJson('main.tf.json', { resource: { terraform_data: { a: {} } } });
    const script = join(ROOT, 'test/support/terminal.py');
    const child = spawn(
      'python3',
      [script, project.dir, "Only 'yes'", keys, join(ROOT, 'bin/ztc'), 'apply'],
      { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnv() },
    );
    const { stdout, ...ended } = await new Running(child).ended;
    expect(ended).toEqual({ code, stderr: '' });
    expect(stdout).not.toContain('INTERNAL');
    expect(project.has(LOCK)).toBe(false);
    expect(project.has('terraform.tfstate')).toBe(code === 0);
  });
});

describe('a run that waits', () => {
  test('for a lock stops waiting, and names the holder', async () => {
    await using work = await underWay();
    const { project, server, running } = work;
    const waiting = project.start(['apply', '--auto-approve', '--lock-timeout', '10m']);
    await waiting.says(/waiting for/);
    waiting.signal('SIGINT');
    const { code, stderr } = await waiting.ended;
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ZTC-E-STATE-LOCKED'),
    });
    expect(stderr).toMatch(/process \d+, apply since/);
    server.letGo();
    expect(await running.ended).toMatchObject({ code: 0 });
  });

  test.each(['plan', 'drift'])('for what it reads while it plans does nothing more (%s)', async (command) => {
    await using work = await underWay(command);
    const { project, server, running } = work;
    running.signal('SIGINT');
    await sleep(100);
    server.letGo();
    expect(await running.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ZTC-E-INTERRUPTED'),
    });
    expect(project.has('terraform.tfstate')).toBe(false);
  });
});

describe('a lock', () => {
  test('of a killed run is taken over, with a word', async () => {
    await using work = await underWay();
    const { project, server, running } = work;
    running.signal('SIGKILL');
    await running.ended;
    expect(project.has(LOCK)).toBe(true);
    server.letGo();
    const next = await project.ztc('apply', '--auto-approve');
    expect(next).toMatchObject({ code: 0, stderr: expect.stringContaining('ZTC-W-LOCK-TAKEN') });
    expect(names(project)).toEqual(['a', 'c']);
  });

  test('of a stopped run is not: it ends with force and a yes, and that run writes nothing more', async () => {
    await using work = await underWay();
    const { project, server, running } = work;
    // Nothing is on its way to the disk any more.
    while (!project.has('terraform.tfstate')) await sleep(20);
    while (!project.read('terraform.tfstate.journal').includes('"saved"')) await sleep(20);
    running.signal('SIGSTOP');
    const refused = await project.ztc('apply', '--auto-approve');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('ZTC-E-STATE-LOCKED') });
    expect(await project.ztc('state', 'unlock')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ZTC-CLI-LOCK_HELD'),
    });
    expect(await project.ztc('state', 'unlock', '--force')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ZTC-CLI-NO_TERMINAL'),
    });
    const unlocked = await project.must(0, 'state', 'unlock', '--force', '--auto-approve');
    expect(unlocked).toContain('apply since');
    expect(await project.must(0, 'state', 'unlock')).toContain('not locked');
    const kept = ['terraform.tfstate', 'terraform.tfstate.journal'].map((file) => [file, project.read(file)]);
    server.letGo();
    running.signal('SIGCONT');
    expect(await running.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ZTC-E-STATE-LOCK-LOST'),
    });
    for (const [file = '', before] of kept) expect(project.read(file)).toBe(before);
  });

  test('of a dead run ends without force', async () => {
    await using work = await underWay();
    work.running.signal('SIGKILL');
    await work.running.ended;
    expect(await work.project.must(0, 'state', 'unlock')).toContain('unlocked');
    expect(work.project.has(LOCK)).toBe(false);
  });
});

const manyOf = (count: number): Record<string, object> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`r${i}`, { input: i }]));

test('10 times: two applies at the same time, one waits or is told who holds the state', async () => {
  for (let round = 0; round < 10; round++) {
    await using project = new Project();
    project.writeJson('main.tf.json', { resource: { terraform_data: manyOf(20) } });
    const waits = round % 2 === 0 ? ['--lock-timeout', '5m'] : [];
    const ends = await Promise.all([0, 1].map(() => project.ztc('apply', '--auto-approve', ...waits)));
    const failures = ends.filter(({ code }) => code !== 0);
    expect(failures.length, JSON.stringify(failures)).toBeLessThanOrEqual(waits.length > 0 ? 0 : 1);
    for (const { stderr } of failures) expect(stderr).toMatch(/ZTC-E-STATE-LOCKED.*process \d+, apply since/);
    const { resources } = JSON.parse(readFileSync(project.path('terraform.tfstate'), 'utf8'));
    expect(resources.length).toBe(20);
    await project.must(0, 'plan', '--detailed-exitcode');
  }
});
