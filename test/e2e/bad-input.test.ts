/** What is wrong is refused: by a stable code on stderr, with exit code 1, and nothing has changed anywhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/schema/source.ts';
import { compileTexts } from '../../src/schema/testing.ts';
import { type Outcome, Project } from '../support/cli.ts';
import { contents, keysIn, withData, withServer } from '../support/platform.ts';
import { type Body, CONFIGURATIONS, config, ENDPOINTS, GOOD, STATES, USAGE, vpc } from './bad-input-cases.ts';

let base: Project;

beforeAll(async () => {
  base = new Project();
  base.writeJson('main.tf.json', GOOD);
  await base.must(0, 'apply', '--auto-approve');
});

afterAll(() => base?.[Symbol.asyncDispose]());

/** The state's bytes and everything on the platform. */
async function everything(project: Project): Promise<unknown> {
  const objects = await withData(project.path('.ztc'), contents);
  return { state: project.has('terraform.tfstate') && project.read('terraform.tfstate'), objects };
}

function expectRefusal(outcome: Outcome, code: string, names?: RegExp): void {
  expect(outcome.stderr).toMatch(new RegExp(`^(error )?${code}\\b`, 'm'));
  expect(outcome.stderr).not.toContain('ZTC-CLI-INTERNAL');
  if (names) expect(outcome.stderr).toMatch(names);
  expect(outcome.code).toBe(1);
}

describe.each([
  ['a configuration', CONFIGURATIONS],
  ['a state', STATES],
  ['usage', USAGE],
  ['an endpoint', ENDPOINTS],
] as const)('%s that is wrong', (_group, cases) => {
  it.concurrent.each(cases)('$name is refused: $code', async ({ code, names, main, prepare, args, env }) => {
    await using project = base.copy();
    if (main) project.writeJson('main.tf.json', main);
    prepare?.(project);
    const before = await everything(project);
    const outcome = await project.start(args ?? ['apply', '--auto-approve'], env).ended;
    expectRefusal(outcome, code, names);
    expect(await everything(project)).toEqual(before);
  });
});

describe.concurrent('what is right at another moment', () => {
  it('a plan that was saved before the state changed is stale', async () => {
    await using project = base.copy();
    await project.must(0, 'plan', '--out', 'plan.json');
    project.writeJson('main.tf.json', vpc({ name: 'renamed' }));
    await project.must(0, 'apply', '--auto-approve');
    const before = await everything(project);
    expectRefusal(await project.ztc('apply', 'plan.json'), 'ZTC-E-PLAN-STALE', /state has changed/);
    expect(await everything(project)).toEqual(before);
  });

  it('a plan that was saved before the platform changed is stale', async () => {
    await using project = base.copy();
    project.writeJson('main.tf.json', vpc({ name: 'renamed' }));
    await project.must(0, 'plan', '--out', 'plan.json');
    await withData(project.path('.ztc'), async (client) => {
      const [network] = (await client.list('ztc_vpc')).items;
      await client.mutate('ztc_vpc', network?.id ?? '', { name: 'somebody else' });
    });
    const before = await everything(project);
    expectRefusal(await project.ztc('apply', 'plan.json'), 'ZTC-E-PLAN-STALE', /platform has changed/);
    expect(await everything(project)).toEqual(before);
  });

  it('a saved plan that is cut off is no plan', async () => {
    await using project = base.copy();
    await project.must(0, 'plan', '--out', 'plan.json');
    project.write('plan.json', project.read('plan.json').slice(0, 200));
    const before = await everything(project);
    expectRefusal(await project.ztc('apply', 'plan.json'), 'ZTC-E-JSON-SYNTAX');
    expect(await everything(project)).toEqual(before);
  });

  it('a second apply on the same state names who holds it, and the first goes on', async () => {
    await using project = base.copy();
    const range = { site: 'sh-jq', prefix_length: 20 };
    project.writeJson(
      'main.tf.json',
      config({ ...(GOOD.resource as Body), ztc_vpc_address_allocation: { range } }),
    );
    const first = project.start(['apply', '--auto-approve', '--operator', 'manual']);
    const [, order = ''] = await first.says(/work order (wo-\S+)/);
    const before = await everything(project);
    const outcome = await project.ztc('apply', '--auto-approve', '--operator', 'manual');
    expectRefusal(outcome, 'ZTC-E-STATE-LOCKED', /locked by \S+@\S+ \(process \d+, apply since/);
    expect(await everything(project)).toEqual(before);
    await project.must(0, 'operator', 'approve', order);
    expect((await first.ended).code).toBe(0);
    expect(await project.must(0, 'state', 'list')).toContain('ztc_vpc_address_allocation.range');
  });

  it('a wrong key and an unknown key are refused by a running control plane', async () => {
    await using project = base.copy();
    const endpoint = (await project.must(0, 'controlplane', 'start', '--port', '0')).trim();
    const read = () => withServer(endpoint, project.path('.ztc'), contents);
    const before = { objects: await read(), state: project.read('terraform.tfstate') };
    expect(before.objects).toHaveLength(2);
    const { tenant } = keysIn(project.path('.ztc'));
    const attempts = [
      [{ ZTC_ACCESS_KEY: tenant.accessKey, ZTC_SECRET_KEY: 'wrong' }, 'ZTC-API-SIGNATURE_MISMATCH'],
      [{ ZTC_ACCESS_KEY: 'nobody', ZTC_SECRET_KEY: 'wrong' }, 'ZTC-API-UNKNOWN_ACCESS_KEY'],
    ] as const;
    for (const [keys, code] of attempts) {
      const env = { ZTC_ENDPOINT: endpoint, ...keys };
      expectRefusal(await project.start(['apply', '--auto-approve'], env).ended, code);
      expect({ objects: await read(), state: project.read('terraform.tfstate') }).toEqual(before);
    }
    await project.must(0, 'controlplane', 'stop');
  });
});

describe('the schema loader', () => {
  it.each([
    ['malformed YAML', 'type: ztc_thing\nattributes: {a: [1\n', /^thing\.yaml:\d+:\d+: /],
    ['a tab for indentation', 'type: ztc_thing\nattributes:\n\ta: 1\n', /^thing\.yaml:3:1: /],
    ['a document that is a list', '- type: ztc_thing\n', /^thing\.yaml:1:1: /],
  ])('names the place of %s and gives no type', (_name, text, place) => {
    const { types, problems } = compileTexts({ 'thing.yaml': text });
    expect(types).toEqual([]);
    expect(formatProblem(problems[0] as (typeof problems)[number])).toMatch(place);
  });
});
