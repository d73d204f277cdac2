/** Real Terraform with the real provider, against a control plane in another process. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logTo } from '../../../src/plugin/log.ts';
import { type Attached, serveInProcess } from '../../../src/plugin/reattach.ts';
import { ztcService } from '../../../src/plugin/ztc-host.ts';
import { type Env, type Outcome, Project, ROOT } from '../../support/cli.ts';
import { contents, keysIn, withServer } from '../../support/platform.ts';
import { setUpTerraform, startTerraformWith } from '../../support/terraform.ts';

const VERSION = '0.1.0';

let platform: Project;
let endpoint: string;
let attached: Attached;
let sockets: string;

beforeAll(async () => {
  setUpTerraform();
  platform = new Project();
  const started = ['controlplane', 'start', '--port', '0', '--timing', 'instant', '--json'];
  ({ endpoint } = await platform.json<{ endpoint: string }>(0, ...started));
  sockets = mkdtempSync(join(tmpdir(), 'ztc-reattach-'));
  const silent = logTo(
    {},
    () => {},
    () => new Date(),
  );
  attached = await serveInProcess(ztcService(process, silent), sockets);
});

afterAll(async () => {
  attached.close();
  rmSync(sockets, { recursive: true, force: true });
  await platform[Symbol.asyncDispose]();
});

const objects = () => withServer(endpoint, platform.path('.ztc'), contents);

/** How Terraform comes by the provider. */
interface Way {
  readonly name: string;
  /** Prepares a project; gives the variables that Terraform needs there. */
  prepare(project: Project): Env;
}

const WAYS: readonly Way[] = [
  {
    name: 'started by Terraform from a mirror',
    prepare: (project) => {
      const platformName = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
      const at = `mirror/registry.terraform.io/ztc-cdk/ztc/${VERSION}/${platformName}`;
      const file = `${at}/terraform-provider-ztc_v${VERSION}`;
      project.write(file, `#!/bin/sh\nexec '${join(ROOT, 'bin/terraform-provider-ztc')}' "$@"\n`);
      chmodSync(project.path(file), 0o755);
      const mirror = `filesystem_mirror { path = ${JSON.stringify(project.path('mirror'))} }`;
      project.write('terraform.rc', `provider_installation {\n  ${mirror}\n}\n`);
      return { TF_CLI_CONFIG_FILE: project.path('terraform.rc') };
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

async function must(code: number, running: Promise<Outcome>): Promise<string> {
  const { code: ended, stdout, stderr } = await running;
  if (ended !== code) throw new Error(`ended with ${ended}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`);
  return stdout;
}

describe.each(WAYS)('the provider, $name', ({ prepare }) => {
  it('plans, makes, keeps, replaces, hands over to ztc and removes a design', async () => {
    await using project = new Project();
    const env = prepare(project);
    const run = (...args: string[]) => startTerraformWith(env, project.dir, ...args).ended;
    configure(project, '172.16.1.0/24');
    await must(0, run('init', '-input=false'));
    await must(2, run('plan', '-detailed-exitcode', '-out=saved'));
    await must(0, run('apply', '-auto-approve', 'saved'));
    expect((await objects()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ztc_vpc', 'ztc_vswitch', 'ztc_security_group']),
    );
    await must(0, run('plan', '-detailed-exitcode'));
    await must(0, project.ztc('plan', '--detailed-exitcode'));

    configure(project, '172.16.2.0/24');
    const plan = await must(2, run('plan', '-detailed-exitcode', '-no-color'));
    expect(plan).toMatch(/cidr .*"172\.16\.1\.0\/24" -> "172\.16\.2\.0\/24" # forces replacement/);
    await must(0, run('apply', '-auto-approve'));
    await must(0, run('plan', '-detailed-exitcode'));

    await must(0, run('destroy', '-auto-approve'));
    expect((await objects()).filter(({ type }) => type === 'ztc_vswitch' || type === 'ztc_vpc')).toEqual([]);
  });

  it('says at validation which rule refuses what, and where', async () => {
    await using project = new Project();
    const env = prepare(project);
    configure(project, '172.16.1.0/40');
    project.write('more.tf', 'resource "ztc_vpc" "b" {\n  cidr = "172.17.0.0/16"\n  site = "nowhere"\n}\n');
    await must(0, startTerraformWith(env, project.dir, 'init', '-input=false').ended);
    const told = await must(1, startTerraformWith(env, project.dir, 'validate', '-json').ended);
    const { diagnostics } = JSON.parse(told) as { diagnostics: readonly Told[] };
    const all = diagnostics.map(({ summary, range }) => [summary, range?.filename, range?.start.line]);
    expect(all).toContainEqual(['ZTC-E-CONFIG-REFUSED: Invalid value', 'main.tf.json', expect.any(Number)]);
    expect(all).toContainEqual(['ZTC-REG-001: The platform does not allow this', 'more.tf', 3]);
    expect(diagnostics.find(({ summary }) => summary.startsWith('ZTC-REG'))?.detail).toContain(
      '(whitepaper 1.6.1)',
    );
  });
});

interface Told {
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}
