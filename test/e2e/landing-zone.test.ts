/** The example from its program to an empty platform, by real processes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Project, ROOT } from '../support/cli.ts';
import { contents, withData, withServer } from '../support/platform.ts';

interface PlanJson {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

interface Config {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  output?: unknown;
}

interface Status {
  readonly running: boolean;
  readonly objects: number;
}

const STACK = 'cdktf.out/stacks/landing-zone/cdk.tf.json';
const STATE = 'terraform.landing-zone.tfstate';

const changes = (plan: PlanJson, action: string) =>
  plan.resource_changes.filter(({ change }) => change.actions.join('+') === action);

/** Adds outputs to what was synthesized; the example has none. */
function addOutputs(project: Project): void {
  const config = JSON.parse(project.read(STACK)) as Config;
  const first = (type: string) => `${type}.${Object.keys(config.resource[type] ?? {}).sort()[0]}`;
  config.output = {
    network: { value: `\${${first('ztc_vpc')}.id}` },
    password: { value: `\${${first('ztc_instance')}.initial_password}`, sensitive: true },
    subnets: { value: `\${[for n in [${first('ztc_vswitch')}] : n.cidr]}` },
  };
  project.writeJson(STACK, config);
}

describe('the landing zone on the embedded control plane', () => {
  let project: Project;
  beforeAll(() => {
    project = Project.ofExample('landing-zone');
  });
  afterAll(() => project?.[Symbol.asyncDispose]());

  it('is synthesized without a violation', async () => {
    expect((await project.must(0, 'synth')).trim()).toBe(project.path('cdktf.out'));
    const report = await project.json<{ findings: { status: string }[]; exit: { code: number } }>(
      0,
      'audit',
      '--format',
      'json',
    );
    expect(report.exit.code).toBe(0);
    expect(report.findings.filter(({ status }) => status === 'violated')).toEqual([]);
    addOutputs(project);
  });

  it('plans to create everything, and planning creates nothing', async () => {
    const plan = await project.json<PlanJson>(0, 'plan', '--json');
    expect(changes(plan, 'create').length).toBeGreaterThanOrEqual(120);
    expect(changes(plan, 'create').length + changes(plan, 'read').length).toBe(plan.resource_changes.length);
    expect((await project.ztc('plan', '--detailed-exitcode')).code).toBe(2);
    expect(project.has(STATE)).toBe(false);
    expect(await withData(project.path('.ztc'), contents)).toEqual([]);
  });

  it('is applied, and then there is nothing left to do', async () => {
    expect(await project.must(0, 'apply', '--auto-approve')).toMatch(
      /done: 1[2-9]\d added, 0 changed, 0 destroyed/,
    );
    const before = project.read(STATE);
    await project.must(0, 'plan', '--detailed-exitcode');
    expect(await project.must(0, 'drift')).toContain('no drift');
    expect(await project.must(0, 'apply', '--auto-approve')).toContain('0 added, 0 changed, 0 destroyed');
    const [lineage, after] = [before, project.read(STATE)].map((text) => JSON.parse(text).lineage);
    expect(after).toBe(lineage);
  });

  it('shows a change of somebody else as drift, and apply takes it back', async () => {
    const name = await withData(project.path('.ztc'), async (client) => {
      const [host] = (await client.list('ztc_instance')).items;
      if (!host) throw new Error('there is no host');
      await client.mutate('ztc_instance', host.id, { name: 'renamed-by-hand' }, 'somebody');
      return host.attributes.name;
    });
    expect(await project.must(2, 'drift')).toMatch(/~ ztc_instance\.\S+\n\s+name: ".*" -> "renamed-by-hand"/);
    const drift = await project.json<{ drifted: { type: string; fields: { path: string }[] }[] }>(
      2,
      'drift',
      '--format',
      'json',
    );
    expect(drift.drifted).toMatchObject([{ type: 'ztc_instance', fields: [{ path: 'name' }] }]);
    await project.must(2, 'plan', '--detailed-exitcode');
    expect(await project.must(0, 'apply', '--auto-approve')).toContain('0 added, 1 changed, 0 destroyed');
    await project.must(0, 'drift');
    await project.must(0, 'plan', '--detailed-exitcode');
    const names = await withData(project.path('.ztc'), async (client) =>
      (await client.list('ztc_instance')).items.map(({ attributes }) => attributes.name),
    );
    expect(names).toContain(name);
    expect(names).not.toContain('renamed-by-hand');
  });

  it('creates again what somebody else has deleted', async () => {
    await withData(project.path('.ztc'), async (client) => {
      const [rule] = (await client.list('ztc_security_group_rule')).items;
      await client.mutate('ztc_security_group_rule', rule?.id ?? '', null);
    });
    expect(await project.must(2, 'drift')).toMatch(/- ztc_security_group_rule\.\S+ {2}is gone/);
    expect(await project.must(0, 'apply', '--auto-approve')).toContain('1 added, 0 changed, 0 destroyed');
    await project.must(0, 'drift');
  });

  it('lists and shows the state, and outputs', async () => {
    const listed = (await project.must(0, 'state', 'list')).trim().split('\n');
    const config = JSON.parse(project.read(STACK)) as Config;
    const written = Object.entries(config.resource).flatMap(([type, all]) =>
      Object.keys(all).map((name) => `${type}.${name}`),
    );
    expect(listed.filter((address) => !address.startsWith('data.')).sort()).toEqual(written.sort());
    const host = listed.find((address) => address.startsWith('ztc_instance.')) ?? '';
    const shown = await project.json<Record<string, unknown>>(0, 'state', 'show', host);
    expect(shown).toMatchObject({ status: 'running', initial_password: '(sensitive)', site: 'sh-jq' });
    expect((await project.must(0, 'output', 'network')).trim()).toMatch(/^vpc-\w+$/);
    expect(await project.must(0, 'output')).toContain('password = (sensitive)');
    const outputs = await project.json<Record<string, { sensitive: boolean; value: unknown }>>(
      0,
      'output',
      '--json',
    );
    expect(outputs).toMatchObject({
      password: { sensitive: true },
      subnets: { value: [expect.any(String)] },
    });
  });

  it('draws the topology as Mermaid, Graphviz and SVG', async () => {
    const [mermaid, dot, svg, live] = await Promise.all([
      project.must(0, 'graph'),
      project.must(0, 'graph', '--format', 'dot'),
      project.must(0, 'graph', '--format', 'svg'),
      project.must(0, 'graph', STATE),
    ]);
    expect(mermaid).toMatch(/^flowchart /);
    expect(dot).toMatch(/^digraph /);
    expect(svg.includes('<svg ')).toBe(true);
    for (const text of [mermaid, dot, svg.replaceAll('&#45;', '-'), live]) {
      expect(text.includes('sh-jq')).toBe(true);
      expect(text.includes('quotes-1')).toBe(true);
    }
  });

  it('is destroyed without a remainder', async () => {
    expect(await project.must(0, 'destroy', '--auto-approve')).toMatch(
      /0 added, 0 changed, 1[2-9]\d destroyed/,
    );
    expect(await project.json<Status>(0, 'controlplane', 'status', '--json')).toMatchObject({ objects: 0 });
    expect((await project.must(0, 'state', 'list')).trim()).toBe('');
  });
});

describe('the landing zone on a server with an operator', () => {
  it('waits for work orders by name, goes on when they are approved, and can be destroyed', async () => {
    await using project = Project.ofExample('landing-zone');
    await project.must(0, 'synth');
    const endpoint = (
      await project.must(0, 'controlplane', 'start', '--port', '0', '--operator', 'manual')
    ).trim();
    const env = { ZTC_ENDPOINT: endpoint };
    const ztc = async (code: number, ...args: string[]) => {
      const outcome = await project.start(args, env).ended;
      expect(outcome, args.join(' ')).toMatchObject({ code });
      return outcome.stdout;
    };

    const apply = project.start(['apply', '--auto-approve'], env);
    const [said, address = '', first = ''] = await apply.says(
      /(ztc_vpc_address_allocation\.\S+): waiting for an operator, work order (wo-\S+)/,
    );
    expect(said).toContain(first);
    expect(await ztc(0, 'operator', 'list')).toContain(first);
    await ztc(0, 'operator', 'approve', first, '--set', 'cidr=10.64.0.0/16');

    let over = false;
    const ended = apply.ended.finally(() => {
      over = true;
    });
    let decided = 1;
    while (!over) {
      decided += await withServer(endpoint, project.path('.ztc'), async (client) => {
        const { items } = await client.workOrders({ state: 'pending' });
        for (const { id } of items) await client.approve(id);
        return items.length;
      });
      await Promise.race([ended, new Promise((next) => setTimeout(next, 50))]);
    }
    const outcome = await ended;
    expect(outcome.stderr).not.toContain('failed');
    expect(outcome).toMatchObject({ code: 0 });
    expect(decided).toBeGreaterThan(10);
    expect(JSON.parse(await ztc(0, 'state', 'show', address))).toMatchObject({ cidr: '10.64.0.0/16' });

    await ztc(0, 'plan', '--detailed-exitcode');
    await ztc(0, 'drift');
    const status = await project.json<Status>(0, 'controlplane', 'status', '--json');
    expect(status).toMatchObject({ running: true, endpoint, operator: 'manual' });
    expect(status.objects).toBeGreaterThanOrEqual(120);
    await ztc(0, 'destroy', '--auto-approve');
    expect(await withServer(endpoint, project.path('.ztc'), contents)).toEqual([]);
    await project.must(0, 'controlplane', 'stop');
    expect(await project.json<Status>(0, 'controlplane', 'status', '--json')).toMatchObject({
      running: false,
      objects: 0,
    });
  });
});

describe('the broken landing zone', () => {
  const source = readFileSync(join(ROOT, 'examples/broken-landing-zone/mistakes.ts'), 'utf8');
  const mistakes = [...source.matchAll(/^\s*\/\/ (\d+) (ZTC-[A-Z]+-\d{3}):/gm)];
  const expected = mistakes.map(([, , rule]) => rule).sort();

  interface Report {
    readonly findings: readonly {
      readonly rule: string;
      readonly status: string;
      readonly message: string;
      readonly messages: { readonly zh: string; readonly en: string };
      readonly subject: { readonly source?: { readonly file: string; readonly line: number } };
    }[];
  }
  const violated = ({ findings }: Report) => findings.filter(({ status }) => status === 'violated');

  it('documents fifteen different mistakes', () => {
    expect(mistakes.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 15 }, (_, at) => at + 1),
    );
    expect(new Set(expected).size).toBe(15);
  });

  it('is refused for exactly these, each once and with its line, and nothing is written', async () => {
    await using project = Project.ofExample('broken-landing-zone');
    const report = await project.json<Report & { ok: boolean; errors: unknown[] }>(1, 'synth', '--json');
    expect(report).toMatchObject({ ok: false, errors: [] });
    expect(
      violated(report)
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(expected);
    for (const { messages, message, subject } of violated(report)) {
      expect(message).toBe(messages.en);
      expect(messages.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(subject.source?.line).toBeGreaterThan(0);
    }
    expect(project.has('cdktf.out')).toBe(false);
  });

  it.each([
    ['en', 'error', 'nothing was written'],
    ['zh', '错误', '没有写入任何文件'],
  ] as const)('is explained in %s', async (language, word, ending) => {
    await using project = Project.ofExample('broken-landing-zone');
    const { code, stdout, stderr } = await project.ztc('synth', '--lang', language);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const rule of expected) expect(stderr).toMatch(new RegExp(`^\\S+ ${rule} {2}\\S`, 'm'));
    expect(stderr).toContain(`${word} ZTC-`);
    expect(stderr).toContain(ending);
    expect(project.has('cdktf.out')).toBe(false);
  });

  it('is audited the same where the program judges nothing itself', async () => {
    await using project = Project.ofExample('broken-landing-zone');
    const app = `node ${JSON.stringify(join(ROOT, 'test/support/bare-broken-landing-zone.ts'))}`;
    expect((await project.ztc('synth', '--app', app)).code).toBe(1);
    const report = await project.json<Report>(3, 'audit', 'cdktf.out', '--format', 'json');
    expect(
      violated(report)
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(expected);
  });
});
