/** Makes real Terraform and OpenTofu find the provider: a mirror folder, and a configuration that points to it. */

import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { VERSION } from '../version.ts';

interface Options {
  readonly dir?: string;
}

/** A configuration that says `ztc-cdk/ztc` means the host that its engine looks at first. */
const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'] as const;
const NAME = 'ztc-cdk/ztc';

/** As Go, and so Terraform, calls them. */
const SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows' };
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

export default async function install(
  context: Context,
  _args: readonly [],
  options: Options,
): Promise<number> {
  const dir = options.dir === undefined ? defaultDir(context) : resolve(context.cwd, options.dir);
  const program = providerProgram();
  const mirror = join(dir, 'mirror');
  for (const host of HOSTS) link(join(mirror, host, ...NAME.split('/'), VERSION, platform()), program);
  const config = join(dir, 'terraform.rc');
  writeFileSync(config, configuration(mirror));
  if (context.json) context.out(JSON.stringify({ mirror, config, version: VERSION }, null, 2));
  else context.out(nextSteps(context, config));
  return 0;
}

/** Of this installation, whether it runs from sources or from what was built of them. */
function providerProgram(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    const program = join(at, 'bin', 'terraform-provider-ztc');
    if (existsSync(program)) return program;
    if (at === dirname(at)) throw notThere(import.meta.dirname);
  }
}

/** A link, not a copy: what Terraform locks is the same on every machine and after every build. */
function link(folder: string, program: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `terraform-provider-ztc_v${VERSION}`);
  rmSync(path, { force: true });
  symlinkSync(program, path);
}

function platform(): string {
  const system = SYSTEMS[process.platform] ?? process.platform;
  return `${system}_${PROCESSORS[process.arch] ?? process.arch}`;
}

/** Where programs of this user keep their data. */
function defaultDir({ env }: Context): string {
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'ztc', 'terraform');
}

function configuration(mirror: string): string {
  const ours = HOSTS.map((host) => JSON.stringify(`${host}/${NAME}`)).join(', ');
  return [
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = [${ours}]`,
    '  }',
    '  direct {',
    `    exclude = [${ours}]`,
    '  }',
    '}',
    '',
  ].join('\n');
}

function nextSteps({ language }: Context, config: string): string {
  const set = `export TF_CLI_CONFIG_FILE=${/^[\w./-]+$/.test(config) ? config : JSON.stringify(config)}`;
  const source = 'ztc = { source = "ztc-cdk/ztc" }';
  return language === 'zh'
    ? `已安装。下一步：\n  ${set}\n  terraform init     # 或 tofu init；required_providers 中写 ${source}`
    : `installed. Next:\n  ${set}\n  terraform init     # or tofu init; required_providers says ${source}`;
}

function notThere(from: string): CliError {
  return new CliError({
    code: 'ZTC-CLI-NO_PROVIDER',
    what: { en: 'the provider is not part of this installation', zh: '此安装中没有 provider 程序' },
    where: from,
    fix: { en: 'install from a built clone of the project', zh: '请使用已构建的项目副本' },
  });
}
