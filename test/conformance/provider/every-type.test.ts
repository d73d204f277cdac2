/** Every attribute of every type through real Terraform: made, changed, and never planned again without a reason. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectHttp } from '../../../src/client/connect.ts';
import { AttachedProvider } from '../../support/attached.ts';
import { Project } from '../../support/cli.ts';
import { type Design, objects, synthesize } from '../../support/design.ts';
import { everyType } from '../../support/every-type.ts';
import { makePeer } from '../../support/peer.ts';
import { keysIn, withServer } from '../../support/platform.ts';

interface Config {
  readonly terraform: { backend?: unknown };
  provider: unknown;
}

const FOLDER = 'design';

let project: Project;
let design: Design;
let endpoint: string;
let attached: AttachedProvider;

beforeAll(async () => {
  project = new Project();
  const flags = ['--port', '0', '--timing', 'instant', '--operator', 'auto', '--json'];
  ({ endpoint } = await project.json<{ endpoint: string }>(0, 'controlplane', 'start', ...flags));
  design = await withServer(endpoint, project.path('.ztc'), async (operator) =>
    everyType(await makePeer(operator, (key) => connectHttp({ endpoint, key }))),
  );
  attached = await AttachedProvider.ztc();
});

afterAll(async () => {
  attached[Symbol.dispose]();
  await project[Symbol.asyncDispose]();
});

function write(version: 1 | 2): void {
  const { stacks } = synthesize(objects(design, version), project.path('cdktf.out'));
  const config = stacks[0]?.json as unknown as Config;
  const { accessKey, secretKey } = keysIn(project.path('.ztc')).tenant;
  const { backend: _own, ...terraform } = config.terraform;
  const provider = { ztc: { endpoint, access_key: accessKey, secret_key: secretKey } };
  project.writeJson(`${FOLDER}/main.tf.json`, { ...config, terraform, provider });
}

const terraform = (code: number, ...args: string[]): Promise<string> =>
  attached.terraform(code, project.path(FOLDER), ...args);

it('has no attribute that Terraform and the platform see differently', async () => {
  write(1);
  await terraform(0, 'init', '-input=false');
  expect(await terraform(0, 'apply', '-auto-approve', '-no-color')).toMatch(/1\d\d added, 0 changed/);
  await terraform(0, 'plan', '-detailed-exitcode');
  write(2);
  expect(await terraform(0, 'apply', '-auto-approve', '-no-color')).toMatch(/0 added, \d+ changed, 0 destr/);
  await terraform(0, 'plan', '-detailed-exitcode');
  await project.must(0, 'plan', FOLDER, '--detailed-exitcode');
  await terraform(0, 'destroy', '-auto-approve');
});
