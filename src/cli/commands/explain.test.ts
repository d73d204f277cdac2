import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../report/language.ts';
import { paintFor } from '../../report/paint.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import explain from './explain.ts';

const ROOT = join(import.meta.dirname, '../../..');

async function explained(
  id: string,
  options: { readonly language?: Language; readonly json?: boolean } = {},
): Promise<string> {
  const written: string[] = [];
  const context: Context = {
    cwd: ROOT,
    env: {},
    language: options.language ?? 'en',
    paint: paintFor(false),
    progressPaint: paintFor(false),
    quiet: false,
    json: options.json ?? false,
    interactive: false,
    out: (text) => written.push(text),
    note: () => {},
    write: () => {},
    draw: () => {},
  };
  expect(await explain(context, [id], {})).toBe(0);
  return written.join('\n');
}

async function refusal(id: string): Promise<CliError> {
  const error: unknown = await explained(id).catch((thrown: unknown) => thrown);
  if (!(error instanceof CliError)) throw new Error('no error was thrown');
  return error;
}

describe('ztc explain', () => {
  it('shows a rule with its section, messages, fix and both examples', async () => {
    const text = await explained('ZTC-VPC-003');
    expect(text).toMatch(/^ZTC-VPC-003 {2}error {2}Subnets lie inside the VPC range/);
    expect(text).toContain('whitepaper §5.2.2.1 · clause ');
    expect(text).toContain('subnet {cidr} is outside the range {range} of network {vpc}');
    expect(text).toContain('fix: choose a range inside the network');
    expect(text).toContain('✗ wrong: ztc_vswitch.app\n    resource "ztc_vpc" "a" {');
    expect(text).toContain('vpc_id = ztc_vpc.a.id');
    expect(text).toContain('✓ right');
  });

  it('speaks Chinese', async () => {
    const text = await explained('ztc-vpc-003', { language: 'zh' });
    expect(text).toContain('子网须在 VPC 网段内且互不重叠');
    expect(text).toContain('修正: 改用专有网络网段内');
  });

  it('says why there is no rule', async () => {
    const text = await explained('ZTC-ACC-001');
    expect(text).toContain('no rule decides this: attested by people');
    expect(text).toContain('an attestation records it');
  });

  it('shows a rule as data, examples in the shape of cdk.tf.json', async () => {
    const data = JSON.parse(await explained('ZTC-VPC-003', { json: true })) as {
      kind: string;
      title: { zh: string };
      rule: { wrong: { at: string; given: { resource: Record<string, Record<string, unknown>> } } };
    };
    expect(data.kind).toBe('rule');
    expect(data.title.zh).toBe('子网须在 VPC 网段内且互不重叠');
    expect(data.rule.wrong.given.resource.ztc_vswitch).toHaveProperty('app');
  });

  it.each(['ztc_vswitch', 'vswitch', 'ZTC_VSWITCH'])('shows a resource type by %s', async (name) => {
    const text = await explained(name);
    expect(text).toMatch(/^ztc_vswitch {2}vSwitch/);
    expect(text).toMatch(/vpc_id .* required · string · refers to ztc_vpc · a change replaces the object/);
    expect(text).toContain('creation: creating → available');
    expect(text).toContain('ZTC-VPC-003  Subnets lie inside');
  });

  it('shows work orders and data sources', async () => {
    expect(await explained('ztc_vpc_address_allocation')).toMatch(
      /work order, completed by the operator: .* fills in cidr/,
    );
    expect(await explained('data.ztc_sites', { language: 'zh' })).toContain('数据源');
  });

  it('shows an error code of every layer', async () => {
    expect(await explained('ZTC-CLI-NO_STACK')).toContain('fix: name one of the stacks');
    expect(await explained('ZTC-API-QUOTA_EXCEEDED', { language: 'zh' })).toContain('HTTP 状态码 409');
    expect(await explained('ZTC-E-STATE-LOCKED')).toContain('another run holds the state');
    expect(await explained('cdk-101')).toContain('no site in scope');
    expect(JSON.parse(await explained('ZTC-API-THROTTLED', { json: true }))).toMatchObject({
      kind: 'error',
      status: 429,
      retryable: true,
    });
  });

  it.each([
    ['ztc_vcp', 'ztc_vpc'],
    ['instnace', 'ztc_instance'],
    ['ZTC-VPC-OO3', 'ZTC-VPC-003'],
    ['ZTC-CLI-NOSTACK', 'ZTC-CLI-NO_STACK'],
  ])('suggests for %s what was meant', async (typed, meant) => {
    const { data, exitCode } = await refusal(typed);
    expect([data.code, exitCode]).toEqual(['ZTC-CLI-UNKNOWN_ID', 1]);
    expect(data.fix.en).toBe(`did you mean ${meant}?`);
  });

  it('suggests nothing for what is like nothing', async () => {
    expect((await refusal('???')).data.fix.en).toContain('docs/reference');
  });

  it('loads one rule and neither engine nor control plane for a rule', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
      const { run } = await import('./src/cli/program.ts');
      const code = await run(['explain', 'ZTC-VPC-003', '--lang', 'en'], process);
      console.log('LOADED ' + loaded.join(' '));
      process.exitCode = code;`;
    const node = join(ROOT, 'node_modules/node/bin/node');
    const result = spawnSync(node, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
    expect(result.status, result.stderr).toBe(0);
    const loaded = result.stdout.split('LOADED ')[1] ?? '';
    expect(loaded).toContain('src/rules/network/ZTC-VPC-003.ts');
    expect(loaded).not.toContain('ZTC-VPC-004');
    expect(loaded).not.toMatch(/src\/(controlplane\/server|engine|provider|config\/load)/);
    expect(loaded).not.toContain('node_modules/cdktf');
  });
});
