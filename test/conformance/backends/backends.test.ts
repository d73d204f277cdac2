/** One state, two engines: what one keeps in a backend the other takes over, and each respects the other's lock. */

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Project, type Running } from '../../support/cli.ts';
import { PASSWORD, Postgres } from '../../support/postgres.ts';
import { StateServer } from '../../support/state-server.ts';
import { setUpTerraform, startTerraform } from '../../support/terraform.ts';

interface Place {
  readonly type: string;
  /** A state of its own each time. */
  settings(name: string): Record<string, string>;
  /** Whether Terraform knows that a run of ztc is under way. */
  readonly seen: boolean;
  readonly holder: RegExp;
}

let database: Postgres;
let server: StateServer;
beforeAll(async () => {
  setUpTerraform();
  database = await Postgres.start();
  server = await StateServer.start();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const PLACES: readonly Place[] = [
  { type: 'local', settings: () => ({}), seen: false, holder: /Terraform \(process \d+\)/ },
  {
    type: 'http',
    settings: (name) => {
      const address = `${server.url}/${name}`;
      return { address, lock_address: address, unlock_address: address };
    },
    seen: true,
    holder: /@.*apply since/,
  },
  {
    type: 'pg',
    settings: (name) => ({ conn_str: database.url, schema_name: name }),
    seen: true,
    holder: /database user owner .*connection \d+/,
  },
];

/** Its creation waits until there is a file `go`. */
const WAITING = {
  'local-exec': { command: 'touch waiting; while [ ! -e go ]; do sleep 0.05; done' },
};

function configure(project: Project, place: Place, name: string, input: number, waits = false): void {
  project.writeJson('main.tf.json', {
    terraform: { backend: { [place.type]: place.settings(name) } },
    resource: {
      terraform_data: {
        a: { input },
        ...(waits ? { waiting: { input, provisioner: [WAITING] } } : {}),
      },
    },
    output: { a: { value: '${terraform_data.a.output}' } },
  });
}

/** Watched, not waited for: the server of states lives in this process. */
async function must(project: Project, code: number, ...args: string[]): Promise<string> {
  const outcome = await startTerraform(project.dir, ...args).ended;
  expect({ args, ...outcome }).toMatchObject({ code });
  return outcome.stdout;
}

async function appears(project: Project, file: string, running: Running): Promise<void> {
  let over = false;
  void running.ended.then(() => {
    over = true;
  });
  while (!project.has(file)) {
    if (over) throw new Error(JSON.stringify(await running.ended));
    await setTimeout(20);
  }
}

describe.each(PLACES)('a state in the backend $type', (place) => {
  it('goes from Terraform to ztc and back', async () => {
    await using project = new Project();
    configure(project, place, 'there_and_back', 1);
    await must(project, 0, 'init', '-input=false');
    await must(project, 0, 'apply', '-input=false', '-auto-approve');
    await project.must(0, 'plan', '--detailed-exitcode');
    expect(await project.json(0, 'state', 'list', '--json')).toEqual(['terraform_data.a']);

    configure(project, place, 'there_and_back', 2);
    const said = await project.must(0, 'apply', '--auto-approve', '--json');
    expect(said).not.toContain(PASSWORD);
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
    expect(await must(project, 0, 'output', '-raw', 'a')).toBe('2');
    expect(await project.must(0, 'output', 'a')).toBe('2\n');

    await must(project, 0, 'destroy', '-input=false', '-auto-approve');
    expect(await project.json(0, 'state', 'list', '--json')).toEqual([]);
  });

  it('begins with ztc and goes on with Terraform', async () => {
    await using project = new Project();
    configure(project, place, 'begun_by_ztc', 1);
    await project.must(0, 'apply', '--auto-approve');
    await must(project, 0, 'init', '-input=false');
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
    configure(project, place, 'begun_by_ztc', 2);
    await must(project, 0, 'apply', '-input=false', '-auto-approve');
    await project.must(0, 'plan', '--detailed-exitcode');
  });

  it.each([
    ['the first', false],
    ['a later', true],
  ])('is left alone during %s run of Terraform', async (_which, later) => {
    await using project = new Project();
    const name = later ? 'later_terraform' : 'first_terraform';
    configure(project, place, name, 1);
    await must(project, 0, 'init', '-input=false');
    if (later) await must(project, 0, 'apply', '-input=false', '-auto-approve');
    configure(project, place, name, 2, true);
    const running = startTerraform(project.dir, 'apply', '-input=false', '-auto-approve');
    try {
      await appears(project, 'waiting', running);
      const refused = await project.ztc('apply', '--auto-approve');
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('ZTC-E-STATE-LOCKED') });
      expect(refused.stderr).toMatch(place.holder);
      expect(refused.stderr).not.toContain(PASSWORD);
      const waiting = project.ztc('apply', '--auto-approve', '--lock-timeout', '60s');
      project.write('go', '');
      expect(await running.ended).toMatchObject({ code: 0 });
      expect(await waiting).toMatchObject({ code: 0 });
    } finally {
      await running.stop();
    }
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
  });

  it('gives its outputs to other configurations', async () => {
    await using project = new Project();
    configure(project, place, 'outputs', 7);
    await project.must(0, 'apply', '--auto-approve');
    const config = place.type === 'local' ? { path: '../terraform.tfstate' } : place.settings('outputs');
    project.writeJson('other/main.tf.json', {
      data: { terraform_remote_state: { base: { backend: place.type, config } } },
      output: { a: { value: '${data.terraform_remote_state.base.outputs.a}' } },
    });
    await project.must(0, 'apply', 'other', '--auto-approve');
    expect(await project.must(0, 'output', 'a', '--path', 'other')).toBe('7\n');
  });
});

/** Real Terraform does not look at our lock of a file. */
describe.each(PLACES.filter(({ seen }) => seen))('a state in the backend $type', (place) => {
  it.each([
    ['the first', false],
    ['a later', true],
  ])('is left alone by Terraform during %s run of ztc', async (_which, later) => {
    await using project = new Project();
    const name = later ? 'later_ztc' : 'first_ztc';
    configure(project, place, name, 1);
    await must(project, 0, 'init', '-input=false');
    if (later) await project.must(0, 'apply', '--auto-approve');
    configure(project, place, name, 2, true);
    const running = project.start(['apply', '--auto-approve']);
    await appears(project, 'waiting', running);
    const refused = await startTerraform(project.dir, 'apply', '-input=false', '-auto-approve').ended;
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Error acquiring the state lock'),
    });
    expect(await project.ztc('apply', '--auto-approve')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/ZTC-E-STATE-LOCKED.*process \d+/),
    });
    project.write('go', '');
    expect(await running.ended).toMatchObject({ code: 0 });
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
  });

  it('is free again after a run of ztc was killed: at once, or when somebody says so', async () => {
    await using project = new Project();
    configure(project, place, 'killed_ztc', 1);
    await must(project, 0, 'init', '-input=false');
    configure(project, place, 'killed_ztc', 1, true);
    const running = project.start(['apply', '--auto-approve']);
    await appears(project, 'waiting', running);
    const alive = await project.ztc('state', 'unlock');
    expect(alive).toMatchObject({ code: 1, stderr: expect.stringContaining('ZTC-CLI-LOCK_HELD') });
    running.signal('SIGKILL');
    await running.ended;
    project.write('go', '');
    if (place.type === 'http') {
      const refused = await project.ztc('apply', '--auto-approve');
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('ztc state unlock') });
      expect(await project.must(0, 'state', 'unlock', '--force', '--auto-approve')).toContain('unlocked');
    }
    await project.must(0, 'apply', '--auto-approve', '--lock-timeout', '60s');
    await must(project, 0, 'plan', '-input=false', '-detailed-exitcode');
    expect(await project.must(0, 'state', 'unlock')).toContain('not locked');
  });
});

describe('workspaces', () => {
  it('other than the default one are refused', async () => {
    await using project = new Project({ TF_WORKSPACE: 'blue' });
    project.writeJson('main.tf.json', {});
    expect((await project.ztc('plan')).stderr).toContain('ZTC-CLI-WORKSPACE');
  });
});
