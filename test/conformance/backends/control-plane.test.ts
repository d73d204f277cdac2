/** The control plane as the place of states: real Terraform, ztc, and both. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlaneClient } from '../../../src/client/client.ts';
import { connectEmbedded } from '../../../src/client/connect.ts';
import type { ControlPlane } from '../../../src/controlplane/api.ts';
import { type Listener, listen } from '../../../src/controlplane/listen.ts';
import { createControlPlane } from '../../../src/controlplane/server.ts';
import { Project } from '../../support/cli.ts';
import { setUpTerraform, startTerraform } from '../../support/terraform.ts';

const dir = mkdtempSync(join(tmpdir(), 'ztc-states-'));
let controlPlane: ControlPlane;
let client: ControlPlaneClient;
let listener: Listener;
let name = '';
let count = 0;

beforeAll(async () => {
  setUpTerraform();
  controlPlane = createControlPlane({ dir });
  client = connectEmbedded(controlPlane);
  listener = await listen(controlPlane);
});
afterAll(async () => {
  await listener.close();
  await controlPlane.close();
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  count += 1;
  name = `team/test-${count}`;
});

function settings(): Record<string, string> {
  const address = `${listener.endpoint}/state/${name}`;
  const { accessKey: username, secretKey: password } = controlPlane.credentials.tenant;
  return { address, lock_address: address, unlock_address: address, username, password };
}

/** Its creation says which process waits for it, and waits until there is a file `go`. */
const WAITING = {
  'local-exec': { command: 'echo $PPID > waiting; while [ ! -e go ]; do sleep 0.05; done' },
};

function configure(
  project: Project,
  input: number,
  more: { readonly backend?: object; waits?: boolean } = {},
) {
  project.writeJson('main.tf.json', {
    terraform: { backend: { http: more.backend ?? settings() } },
    resource: {
      terraform_data: {
        a: { input },
        ...(more.waits ? { waiting: { input, provisioner: [WAITING] } } : {}),
      },
    },
  });
}

/** Watched, not waited for: the server lives in this process. */
async function must(project: Project, code: number, ...args: string[]): Promise<string> {
  const outcome = await startTerraform(project.dir, ...args).ended;
  expect({ args, ...outcome }).toMatchObject({ code });
  return outcome.stdout;
}
const apply = (project: Project) => must(project, 0, 'apply', '-input=false', '-auto-approve');

async function appears(project: Project, file: string): Promise<void> {
  while (!project.has(file)) await setTimeout(20);
}

const history = async () =>
  (await client.states.versions(name)).items.map(({ version, serial }) => [version, serial]);

describe('Terraform', () => {
  it('is told where by -backend-config, and finds its state again; every version is kept', async () => {
    await using project = new Project();
    configure(project, 1, { backend: {} });
    const given = Object.entries(settings()).map(([key, value]) => `-backend-config=${key}=${value}`);
    await must(project, 0, 'init', '-input=false', ...given);
    await apply(project);
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
    configure(project, 2, { backend: {} });
    await apply(project);
    expect(await history()).toEqual([
      [2, 2],
      [1, 1],
    ]);
    expect((await client.states.versions(name)).items[0]?.who).toMatch(/@/);
    expect(`${await client.states.content(name, 2)}\n`).toBe(await must(project, 0, 'state', 'pull'));
    expect(await client.states.lock(name)).toBeNull();

    await client.states.restore(name, 1);
    expect(await must(project, 2, 'plan', '-input=false', '-detailed-exitcode')).toContain('1 to change');
    await apply(project);
    expect(await history()).toEqual([
      [4, 4],
      [3, 3],
      [2, 2],
      [1, 1],
    ]);
  });

  it('and another Terraform wait for each other', async () => {
    await using first = new Project();
    await using second = new Project();
    for (const project of [first, second]) configure(project, 1);
    await must(first, 0, 'init', '-input=false');
    await must(second, 0, 'init', '-input=false');
    configure(first, 1, { waits: true });
    const running = startTerraform(first.dir, 'apply', '-input=false', '-auto-approve');
    await appears(first, 'waiting');
    const refused = await startTerraform(second.dir, 'apply', '-input=false', '-auto-approve').ended;
    expect(refused.code).toBe(1);
    const holder = await client.states.lock(name);
    expect(refused.stderr).toContain(holder?.id);
    expect(refused.stderr).toContain(holder?.who);
    const waiting = startTerraform(second.dir, 'plan', '-input=false', '-lock-timeout=60s');
    first.write('go', '');
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(await waiting.ended).toMatchObject({ code: 0 });
  });

  it('that was killed leaves a lock which force-unlock removes', async () => {
    await using project = new Project();
    configure(project, 1, { waits: true });
    await must(project, 0, 'init', '-input=false');
    const running = startTerraform(project.dir, 'apply', '-input=false', '-auto-approve');
    await appears(project, 'waiting');
    process.kill(Number(project.read('waiting')), 'SIGKILL');
    await running.stop();
    project.write('go', '');
    expect((await startTerraform(project.dir, 'plan', '-input=false').ended).code).toBe(1);
    const lock = await client.states.lock(name);
    await must(project, 0, 'force-unlock', '-force', lock?.id ?? '');
    await apply(project);
    const unlocked = (await client.audit({ limit: 200 })).items.find(
      ({ action, resourceId }) => action === 'unlock' && resourceId === name,
    );
    expect(unlocked?.changes.lock).toMatchObject({ ID: lock?.id });
  });

  it('may not put an older state, or another one, over what is there', async () => {
    await using project = new Project();
    configure(project, 1);
    await must(project, 0, 'init', '-input=false');
    await apply(project);
    const before = await must(project, 0, 'state', 'pull');
    configure(project, 2);
    await apply(project);
    project.write('old.tfstate', before);
    project.write('other.tfstate', before.replace(/"lineage": "[^"]+"/, '"lineage": "other"'));
    for (const file of ['old', 'other']) await must(project, 1, 'state', 'push', '-force', `${file}.tfstate`);
    expect(await history()).toHaveLength(2);
  });
});

describe('ztc', () => {
  it('takes over from Terraform and gives back', async () => {
    await using project = new Project();
    configure(project, 1);
    await must(project, 0, 'init', '-input=false');
    await apply(project);
    await project.must(0, 'plan', '--detailed-exitcode');
    configure(project, 2);
    await project.must(0, 'apply', '--auto-approve');
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
    configure(project, 3);
    await apply(project);
    await project.must(0, 'plan', '--detailed-exitcode');
    expect(await history()).toHaveLength(3);
    expect(await client.states.lock(name)).toBeNull();
  });

  it('and Terraform keep each other out', async () => {
    await using project = new Project();
    configure(project, 1);
    await must(project, 0, 'init', '-input=false');
    configure(project, 1, { waits: true });
    const running = project.start(['apply', '--auto-approve']);
    await appears(project, 'waiting');
    const refused = await startTerraform(project.dir, 'apply', '-input=false', '-auto-approve').ended;
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain((await client.states.lock(name))?.id);
    project.write('go', '');
    expect(await running.ended).toMatchObject({ code: 0 });
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
  });
});
