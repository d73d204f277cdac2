/** The example on both engines: the same plan, and each goes on where the other has stopped. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttachedProvider } from '../../support/attached.ts';
import { Project } from '../../support/cli.ts';
import { contents, keysIn, withServer } from '../../support/platform.ts';

interface Config {
  readonly terraform: { backend?: unknown };
  provider: unknown;
  resource: Record<string, Record<string, unknown>>;
}

interface PlanJson {
  readonly resource_changes: readonly { readonly address: string }[];
  readonly planned_values: unknown;
}

let project: Project;
let endpoint: string;
let attached: AttachedProvider;
let whole: Config;

beforeAll(async () => {
  project = Project.ofExample('landing-zone');
  await project.must(0, 'synth');
  const flags = ['--port', '0', '--timing', 'instant', '--operator', 'auto', '--json'];
  ({ endpoint } = await project.json<{ endpoint: string }>(0, 'controlplane', 'start', ...flags));
  const { accessKey, secretKey } = keysIn(project.path('.ztc')).tenant;
  whole = JSON.parse(project.read('cdktf.out/stacks/landing-zone/cdk.tf.json')) as Config;
  delete whole.terraform.backend;
  whole.provider = { ztc: { endpoint, access_key: accessKey, secret_key: secretKey } };
  attached = await AttachedProvider.ztc();
});

afterAll(async () => {
  attached[Symbol.dispose]();
  await project[Symbol.asyncDispose]();
});

const FOLDER = 'design';

const terraform = (code: number, ...args: string[]): Promise<string> =>
  attached.terraform(code, project.path(FOLDER), ...args);

const ztc = (code: number, command: string, ...args: string[]): Promise<string> =>
  project.must(code, command, FOLDER, ...args);

const byAddress = ({ resource_changes }: PlanJson) =>
  Object.fromEntries(resource_changes.map((change) => [change.address, change]));

describe('the landing zone under real Terraform and under ztc', () => {
  it('has one plan', async () => {
    project.writeJson(`${FOLDER}/main.tf.json`, whole);
    await terraform(0, 'init', '-input=false');
    await terraform(0, 'plan', '-out=saved');
    const theirs = JSON.parse(await terraform(0, 'show', '-json', 'saved')) as PlanJson;
    const ours = JSON.parse(await ztc(0, 'plan', '--json')) as PlanJson;
    expect(theirs.resource_changes.length).toBeGreaterThan(120);
    expect(byAddress(theirs)).toEqual(byAddress(ours));
    expect(theirs.planned_values).toEqual(ours.planned_values);
  });

  it('is begun by one engine and finished by the other, in both directions', async () => {
    const { ztc_security_group_rule: rules, ztc_slb_backend: backends, ...rest } = whole.resource;
    project.writeJson(`${FOLDER}/main.tf.json`, { ...whole, resource: rest });
    await terraform(0, 'apply', '-auto-approve');
    await ztc(0, 'plan', '--detailed-exitcode');

    project.writeJson(`${FOLDER}/main.tf.json`, {
      ...whole,
      resource: { ...rest, ztc_security_group_rule: rules },
    });
    await ztc(0, 'apply', '--auto-approve');
    await terraform(0, 'plan', '-detailed-exitcode');

    expect(Object.keys(backends ?? {})).not.toEqual([]);
    project.writeJson(`${FOLDER}/main.tf.json`, whole);
    await terraform(0, 'apply', '-auto-approve');
    await terraform(0, 'plan', '-detailed-exitcode');
    await ztc(0, 'plan', '--detailed-exitcode');
  });

  it('leaves nothing behind', async () => {
    await terraform(0, 'destroy', '-auto-approve');
    const left = await withServer(endpoint, project.path('.ztc'), contents);
    expect(left.filter(({ type }) => type in whole.resource)).toEqual([]);
  });
});
