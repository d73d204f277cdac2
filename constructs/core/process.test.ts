import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const from = (path: string): string => pathToFileURL(join(ROOT, path)).href;

const PROGRAM = `
import { App, Site, Stack } from '${from('index.ts')}';
import { Vpc } from '${from('network/index.ts')}';
const app = new App();
const site = new Site(new Stack(app, 'main'), 'jq', { code: 'sh-jq' });
const vpc = new Vpc(site, 'vpc', { cidr: '10.0.0.0/16' });
vpc.addSubnet('app', { cidr: process.env.RANGE });
app.synth();
`;

function folder(name = 'main.ts', text = PROGRAM): string {
  const made = mkdtempSync(join(tmpdir(), 'ztc-app-'));
  mkdirSync(join(made, 'lib'));
  writeFileSync(join(made, 'lib', name), text);
  return made;
}

function run(
  cwd: string,
  env: Record<string, string>,
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['lib/main.ts'], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

describe('a program as a process', () => {
  test('a violation shows line, path, value, allowed values, fix, rule and section; exit code 1; nothing written', () => {
    const cwd = folder();
    const { status, stderr } = run(cwd, { RANGE: '11.0.0.0/24', ZTC_LANG: 'en' });
    expect(status).toBe(1);
    expect(stderr).toContain('lib/main.ts:7:5  error  ZTC-VPC-003');
    expect(stderr).toContain('main/jq/vpc/app/Resource (ztc_vswitch.jq_vpc_app_');
    expect(stderr).toContain('cidr = 11.0.0.0/24');
    expect(stderr).toMatch(/allowed: 10\.0\.0\.0\/16\n {3}fix: .+\n {3}whitepaper §5\.2\.2\.1/);
    expect(stderr).not.toContain('    at ');
    expect(existsSync(join(cwd, 'cdktf.out'))).toBe(false);
  });

  test('it speaks Chinese where the locale does', () => {
    const { stderr } = run(folder(), {
      RANGE: '11.0.0.0/24',
      ZTC_LANG: '',
      LC_ALL: '',
      LC_MESSAGES: '',
      LANG: 'zh_CN.UTF-8',
    });
    expect(stderr).toContain('错误  ZTC-VPC-003');
    expect(stderr).toContain('未写出任何文件');
  });

  test('under the command line it prints nothing and leaves the findings in the file', () => {
    const cwd = folder();
    const file = join(cwd, 'findings.json');
    const { status, stdout, stderr } = run(cwd, { RANGE: '11.0.0.0/240', ZTC_FINDINGS_FILE: file });
    expect([status, stdout, stderr]).toEqual([1, '', '']);
    const { errors } = JSON.parse(readFileSync(file, 'utf8'));
    expect(errors).toMatchObject([{ code: 'CDK-309', where: 'lib/main.ts:7:5  main/jq/vpc/app/Resource' }]);
  });

  test('the same program gives the same bytes in another folder', () => {
    const [one, two] = [folder(), folder()].map((cwd) => {
      expect(run(cwd, { RANGE: '10.0.1.0/24' })).toMatchObject({ status: 0, stderr: '' });
      return ['cdktf.out/manifest.json', 'cdktf.out/ztc.json', 'cdktf.out/stacks/main/cdk.tf.json'].map(
        (name) => readFileSync(join(cwd, name), 'utf8'),
      );
    });
    expect(one).toEqual(two);
  });

  test('importing constructs loads neither rules nor catalogue', () => {
    const code = `await import('${from('network/index.ts')}'); await import('${from('index.ts')}');`;
    const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      env: { ...process.env, NODE_DEBUG: 'esm' },
      maxBuffer: 1e8,
    });
    expect(status).toBe(0);
    expect(stderr).toContain('constructs/network/vpc.ts');
    expect(stderr).not.toMatch(/src\/rules|src\/catalog\/catalog|core\/verify/);
  });
});
