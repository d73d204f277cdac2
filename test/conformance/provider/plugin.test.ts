/** Real Terraform with the real provider, against a control plane in another process. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttachedProvider, mustTerraform } from '../../support/attached.ts';
import { type Env, Project } from '../../support/cli.ts';
import { contents, keysIn, withServer } from '../../support/platform.ts';
import { terraformCommand } from '../../support/terraform.ts';

let platform: Project;
let endpoint: string;
let attached: AttachedProvider;

beforeAll(async () => {
  platform = new Project();
  const started = ['controlplane', 'start', '--port', '0', '--timing', 'instant', '--json'];
  ({ endpoint } = await platform.json<{ endpoint: string }>(0, ...started));
  attached = await AttachedProvider.ztc();
});

afterAll(async () => {
  attached[Symbol.dispose]();
  await platform[Symbol.asyncDispose]();
});

const objects = () => withServer(endpoint, platform.path('.ztc'), contents);

/** How Terraform comes by the provider. */
interface Way {
  readonly name: string;
  /** Prepares a project; gives the variables that Terraform needs there. */
  prepare(project: Project): Env | Promise<Env>;
}

const WAYS: readonly Way[] = [
  {
    name: 'started by Terraform from where ztc has installed it',
    prepare: async (project) => {
      const to = ['--dir', project.path('terraform'), '--json'];
      const { config } = await project.json<{ config: string }>(0, 'provider', 'install', ...to);
      return { TF_CLI_CONFIG_FILE: config };
    },
  },
  { name: 'in a process that it does not start', prepare: () => attached.env },
];

function configure(project: Project, subnet: string): void {
  const { accessKey, secretKey } = keysIn(platform.path('.ztc')).tenant;
  project.writeJson('main.tf.json', {
    terraform: { required_providers: { ztc: { source: 'ztc-cdk/ztc' } } },
    provider: { ztc: { endpoint, access_key: accessKey, secret_key: secretKey } },
    resource: {
      ztc_vpc: { main: { site: 'sh-jq', cidr: '172.16.0.0/16' } },
      ztc_vswitch: { app: { vpc_id: '${ztc_vpc.main.id}', cidr: subnet } },
      ztc_security_group: { app: { vpc_id: '${ztc_vpc.main.id}', name: 'app' } },
    },
    data: { ztc_account: { me: {} } },
    output: { vpc: { value: '${ztc_vpc.main.id}' }, account: { value: '${data.ztc_account.me.id}' } },
  });
}

describe.each(WAYS)('the provider, $name', ({ prepare }) => {
  it('plans, makes, keeps, replaces, hands over to ztc and removes a design', async () => {
    await using project = new Project();
    const env = await prepare(project);
    const run = (code: number, ...args: string[]) => mustTerraform(code, env, project.dir, ...args);
    configure(project, '172.16.1.0/24');
    await run(0, 'init', '-input=false');
    await run(2, 'plan', '-detailed-exitcode', '-out=saved');
    await run(0, 'apply', '-auto-approve', 'saved');
    expect((await objects()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ztc_vpc', 'ztc_vswitch', 'ztc_security_group']),
    );
    await run(0, 'plan', '-detailed-exitcode');
    await project.must(0, 'plan', '--detailed-exitcode');

    configure(project, '172.16.2.0/24');
    const plan = await run(2, 'plan', '-detailed-exitcode', '-no-color');
    expect(plan).toMatch(/cidr .*"172\.16\.1\.0\/24" -> "172\.16\.2\.0\/24" # forces replacement/);
    await run(0, 'apply', '-auto-approve');
    await run(0, 'plan', '-detailed-exitcode');

    await run(0, 'destroy', '-auto-approve');
    expect((await objects()).filter(({ type }) => type === 'ztc_vswitch' || type === 'ztc_vpc')).toEqual([]);
  });

  it('says at validation which rule refuses what, and where', async () => {
    await using project = new Project();
    const env = await prepare(project);
    configure(project, '172.16.1.0/40');
    project.write('more.tf', 'resource "ztc_vpc" "b" {\n  cidr = "172.17.0.0/16"\n  site = "nowhere"\n}\n');
    await mustTerraform(0, env, project.dir, 'init', '-input=false');
    const told = await mustTerraform(1, env, project.dir, 'validate', '-json');
    const { diagnostics } = JSON.parse(told) as { diagnostics: readonly Told[] };
    const all = diagnostics.map(({ summary, range }) => [summary, range?.filename, range?.start.line]);
    expect(all).toContainEqual(['ZTC-E-CONFIG-REFUSED: Invalid value', 'main.tf.json', expect.any(Number)]);
    expect(all).toContainEqual(['ZTC-REG-001: The platform does not allow this', 'more.tf', 3]);
    expect(diagnostics.find(({ summary }) => summary.startsWith('ZTC-REG'))?.detail).toContain(
      '(whitepaper 1.6.1)',
    );
  });
});

it('ztc provider reattach runs a command whose Terraform uses the provider in that process', async () => {
  await using project = new Project();
  configure(project, '172.16.1.0/24');
  // No installation and no configuration: the provider is already there.
  const [program = '', ...args] = terraformCommand(project.dir, 'plan', '-input=false', '-detailed-exitcode');
  const told = await project.must(2, 'provider', 'reattach', '--', program, ...args);
  expect(told).toContain('3 to add');
  await project.must(1, 'provider', 'reattach', '--', 'no-such-program-anywhere');
});

interface Told {
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}
