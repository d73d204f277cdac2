import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Backend } from 'cdktf';
import { beforeEach, describe, expect, test } from 'vitest';
import { ZtcProvider } from '../l1/provider.ts';
import { ZtcVpc, type ZtcVpcConfig } from '../l1/vpc.ts';
import { ZtcVswitch } from '../l1/vswitch.ts';
import { App } from './app.ts';
import { Annotations, type Construct, EngineApp, TerraformStack } from './engine.ts';
import type { ErrorData } from './errors.ts';
import type { JsonObject } from './resolve.ts';
import { Rules } from './rules.ts';
import { Site } from './site.ts';
import { Stack } from './stack.ts';

let outdir: string;
let app: App;
let stack: Stack;

beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'ztc-')), 'cdktf.out');
  app = new App({ outdir, asOf: '2026-11-22' });
  stack = new Stack(app, 'main');
});

const ALLOCATED: ZtcVpcConfig = { site: 'sh-jq', allocationId: 'vaa-1' };
const OWN: ZtcVpcConfig = { site: 'sh-jq', cidr: '10.0.0.0/16' };

function vpc(scope: Construct, id: string, config: ZtcVpcConfig = ALLOCATED): ZtcVpc {
  return new ZtcVpc(scope, id, config);
}

function codes(errors: readonly ErrorData[]): string[] {
  return errors.map(({ code }) => code);
}

function resource(type: string, name: string, at = 0): JsonObject {
  const { json } = app.synthesize().stacks[at] as { json: JsonObject };
  return ((json.resource as JsonObject)[type] as JsonObject)[name] as JsonObject;
}

describe('output', () => {
  test('all errors of all stacks come at once, and nothing is written', () => {
    const other = new Stack(app, 'other');
    stack.node.addValidation({ validate: () => ['first'] });
    other.node.addValidation({ validate: () => ['second'] });
    Annotations.of(other).addError('third');
    expect(() => app.synth()).toThrow(/first[\s\S]*second[\s\S]*third/);
    expect(existsSync(outdir)).toBe(false);
  });

  test('an output of before stays as it was when there are errors', () => {
    vpc(stack, 'a');
    app.synth();
    const path = join(outdir, 'stacks/main/cdk.tf.json');
    const before = readFileSync(path, 'utf8');
    vpc(stack, 'a.');
    expect(() => app.synth()).toThrow('CDK-301');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('folders of stacks that are gone disappear; what the engine keeps stays', () => {
    vpc(stack, 'a');
    mkdirSync(join(outdir, 'stacks/gone'), { recursive: true });
    writeFileSync(join(outdir, 'stacks/gone/cdk.tf.json'), '{}');
    mkdirSync(join(outdir, 'stacks/main'), { recursive: true });
    writeFileSync(join(outdir, 'stacks/main/.terraform.lock.hcl'), 'lock');
    app.synth();
    expect(readdirSync(join(outdir, 'stacks'))).toEqual(['main']);
    expect(readdirSync(join(outdir, 'stacks/main')).sort()).toEqual(['.terraform.lock.hcl', 'cdk.tf.json']);
  });

  test('no path of this machine is in it', () => {
    vpc(stack, 'a');
    app.synth();
    const text = ['manifest.json', 'ztc.json', 'stacks/main/cdk.tf.json'].map((name) =>
      readFileSync(join(outdir, name), 'utf8'),
    );
    expect(text.join()).not.toContain(process.cwd());
    expect(text.join()).not.toContain(tmpdir());
    expect(text[2]).toContain('"path": "../../../terraform.main.tfstate"');
  });

  test('an unwritten app leaves no folder behind', () => {
    expect(existsSync(outdir)).toBe(false);
  });

  test('findings go to the file that the command line names', () => {
    const file = join(outdir, '..', 'findings.json');
    process.env.ZTC_FINDINGS_FILE = file;
    try {
      const a = vpc(stack, 'a', OWN);
      new ZtcVswitch(stack, 's', { vpcId: a.id, cidr: '11.0.0.0/24' });
      expect(() => app.synth()).toThrow('ZTC-VPC-003');
    } finally {
      delete process.env.ZTC_FINDINGS_FILE;
    }
    const { findings, errors } = JSON.parse(readFileSync(file, 'utf8'));
    expect(errors).toEqual([]);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('ZTC-VPC-003');
  });
});

describe('providers and sites', () => {
  test('a stack gets one provider, and only where it is needed', () => {
    vpc(stack, 'a');
    vpc(stack, 'b');
    new Stack(app, 'empty');
    const [main, empty] = app.synthesize().stacks.map(({ json }) => json.provider);
    expect(main).toEqual({ ztc: [{}] });
    expect(empty).toBeUndefined();
  });

  test('the nearest site or stack gives the provider', () => {
    const provider = new ZtcProvider(stack, 'audit', { alias: 'audit', profile: 'audit' });
    const site = new Site(stack, 'jq', { code: 'sh-jq', provider });
    const inside = vpc(site, 'a');
    vpc(stack, 'b');
    expect(resource('ztc_vpc', inside.friendlyUniqueId).provider).toBe('ztc.audit');
    expect(resource('ztc_vpc', 'b').provider).toBeUndefined();
  });

  test('without a site above, the error says what to do', () => {
    expect(() => Site.of(stack)).toThrow(/CDK-101[\s\S]*pass `site`/);
  });
});

describe('waivers', () => {
  test('a waived violation is written with its waiver; an expired one is an error', () => {
    const a = vpc(stack, 'a', OWN);
    const subnet = new ZtcVswitch(stack, 's', { vpcId: a.id, cidr: '11.0.0.0/24' });
    const waiver = { rule: 'ZTC-VPC-003', reason: 'agreed in CR-7', owner: 'net@' };
    Rules.of(subnet).waive({ ...waiver, until: '2026-12-31' });
    app.synth();
    const { findings } = JSON.parse(readFileSync(join(outdir, 'ztc.json'), 'utf8'));
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'ZTC-VPC-003', status: 'waived' }));
    const json = JSON.parse(readFileSync(join(outdir, 'stacks/main/cdk.tf.json'), 'utf8'));
    expect(json['//'].ztc.waivers).toMatchObject([{ ...waiver, scope: 'main/s', until: '2026-12-31' }]);
    const other = new Stack(app, 'other');
    Rules.of(other).waive({ ...waiver, until: '2020-01-01' });
    expect(codes(app.synthesize().errors)).toEqual(['CDK-311']);
  });

  test('a waiver needs a reason, an owner, a rule and a day', () => {
    const good = { rule: 'ZTC-VPC-003', reason: 'r', owner: 'o', until: '2026-12-31' };
    for (const bad of [{ rule: 'VPC-003' }, { reason: ' ' }, { owner: '' }, { until: '2026-02-31' }]) {
      expect(() => Rules.of(stack).waive({ ...good, ...bad })).toThrow('CDK-107');
    }
  });
});

describe('in other programs', () => {
  test('a stack of ours works in a plain app', () => {
    const plain = new EngineApp({ outdir: mkdtempSync(join(tmpdir(), 'ztc-plain-')) });
    const ours = new Stack(plain, 'main');
    const [a, b] = [vpc(ours, 'a'), vpc(ours, 'b')];
    b.node.addDependency(a);
    plain.synth();
    const json = JSON.parse(readFileSync(join(plain.outdir, 'stacks/main/cdk.tf.json'), 'utf8'));
    expect(json.resource.ztc_vpc.b.depends_on).toEqual(['ztc_vpc.a']);
    expect(json.provider.ztc).toEqual([{}]);
    expect(json.terraform.backend.local.path).toBe('../../../terraform.main.tfstate');
  });

  test('a plain stack works in an app of ours', () => {
    const plain = new TerraformStack(app, 'plain');
    const a = vpc(plain, 'a');
    vpc(stack, 'b', { ...ALLOCATED, name: a.id });
    const { errors, stacks } = app.synthesize();
    expect(errors).toEqual([]);
    expect(stacks.map(({ name }) => name)).toEqual(['main', 'plain']);
  });

  test('credentials of a backend do not cross stacks', () => {
    const other = new Stack(app, 'other');
    new S3Backend(other, { bucket: 'b', key: 'k', accessKey: 'id', secretKey: 'secret' });
    vpc(stack, 'a', { ...ALLOCATED, name: vpc(other, 'b').id });
    const [error] = app.synthesize().errors;
    expect(error?.code).toBe('CDK-307');
    expect(error?.what.en).toContain('access_key, secret_key');
    expect(JSON.stringify(error)).not.toContain('"secret"');
  });
});
