import { describe, expect, it } from 'vitest';
import { loadFolder } from './load.ts';
import type { ModuleConfig } from './model.ts';
import { withFolder } from './testing.ts';
import { ConfigTree } from './tree.ts';

type Files = Readonly<Record<string, string>>;

const load = (files: Files, purpose: 'execute' | 'audit' = 'execute') =>
  withFolder(files, (dir) => {
    const { module, diagnostics } = loadFolder(dir, { purpose });
    const problems = diagnostics.map(
      ({ severity, code, file, line, column }) =>
        `${severity} ${code} ${file?.slice(dir.length + 1)} ${line}:${column}`,
    );
    const dirs =
      module && [...new ConfigTree(module).modules.values()].map((one) => one.dir.slice(dir.length));
    return { module: module as ModuleConfig, problems, dirs };
  });

const CALL = 'module "m" {\n  source = "./m"\n}';
const REQUIRES = (more: string) =>
  `terraform {\n  required_providers {\n    ztc = {\n      source = "ztc-cdk/ztc"\n${more}\n    }\n  }\n}`;

describe('called modules', () => {
  it('are a tree with addresses and folders', () => {
    const { module, problems, dirs } = load({
      'main.tf': `module "a" {
        source     = "./modules/a"
        count      = 2
        name       = "x"
        depends_on = [ztc_vpc.r]
      }
      resource "ztc_vpc" "r" {}`,
      'modules/a/main.tf':
        'variable "name" {}\nmodule "b" {\n  source = "../b"\n}\nmodule "c" {\n  source = "../b"\n}',
      'modules/b/main.tf.json': '{"resource": {"ztc_vpc": {"v": {}}}, "data": {"ztc_account": {"me": {}}}}',
    });
    expect(problems).toEqual([]);
    const tree = new ConfigTree(module);
    expect([...tree.modules.keys()]).toEqual(['', 'module.a', 'module.a.module.b', 'module.a.module.c']);
    expect([...tree.resources.keys()]).toEqual([
      'ztc_vpc.r',
      'module.a.module.b.ztc_vpc.v',
      'module.a.module.b.data.ztc_account.me',
      'module.a.module.c.ztc_vpc.v',
      'module.a.module.c.data.ztc_account.me',
    ]);
    expect(dirs).toEqual(['', '/modules/a', '/modules/b', '/modules/b']);
    const call = module.calls.get('a');
    expect(call).toMatchObject({ name: 'a', source: './modules/a', dependsOn: [{ text: 'ztc_vpc.r' }] });
    expect(call?.body.names()).toEqual(['name']);
    expect(call?.count?.place.where()).toMatchObject({ line: 3 });
  });

  it('are called from JSON as well, and may be empty', () => {
    const { module, problems } = load({
      'main.tf.json': '{"module": {"m": {"source": "./m", "providers": {"ztc": "ztc"}}}}',
      'm/readme.md': '',
    });
    expect(problems).toEqual([]);
    expect(module.calls.get('m')?.providers).toEqual(new Map([['ztc', 'ztc']]));
  });

  it('have their problems told once', () => {
    const files = { 'main.tf': `${CALL}\nmodule "n" {\n  source = "./m"\n}`, 'm/main.tf': 'output "o" {}' };
    expect(load(files).problems).toEqual(['error ZTC-E-CONFIG-MISSING m/main.tf 1:1']);
  });

  it('decide neither about the state nor about imports', () => {
    const child =
      'terraform {\n  backend "local" {}\n}\nresource "ztc_vpc" "a" {}\nimport {\n  to = ztc_vpc.a\n  id = "x"\n}';
    expect(load({ 'main.tf': CALL, 'm/main.tf': child }).problems).toEqual([
      'warning ZTC-E-CONFIG-IGNORED m/main.tf 2:3',
      'warning ZTC-E-CONFIG-IGNORED m/main.tf 5:1',
    ]);
  });

  const refused: readonly (readonly [string, Files, readonly string[]])[] = [
    ['no source', { 'main.tf': 'module "m" {}' }, ['error ZTC-E-CONFIG-MISSING main.tf 1:1']],
    ['a missing folder', { 'main.tf': CALL }, ['error ZTC-E-CONFIG-FOLDER main.tf 2:12']],
    [
      'a computed source',
      { 'main.tf': 'module "m" {\n  source = "./${var.x}"\n}' },
      ['error ZTC-E-CONFIG-VALUE main.tf 2:12'],
    ],
    [
      'a registry',
      { 'main.tf': 'module "m" {\n  source = "example/m/ztc"\n  version = "1.0"\n}' },
      ['error ZTC-E-CONFIG-UNSUPPORTED main.tf 2:3'],
    ],
    [
      'a version of a folder',
      { 'main.tf': 'module "m" {\n  source = "./m"\n  version = "1.0"\n}', 'm/main.tf': '' },
      ['error ZTC-E-CONFIG-ARGUMENT main.tf 3:3'],
    ],
    [
      'itself',
      { 'main.tf': CALL, 'm/main.tf': 'module "n" {\n  source = "../"\n}' },
      ['error ZTC-E-CONFIG-MODULE-CYCLE m/main.tf 2:12'],
    ],
    [
      'wrong arguments',
      {
        'main.tf': 'module "m" {\n  source = "./m"\n  x = 1\n  y {}\n}',
        'm/main.tf': 'variable "need" {}\nvariable "may" {\n  default = 1\n}',
      },
      [
        'error ZTC-E-CONFIG-ARGUMENT main.tf 3:3',
        'error ZTC-E-CONFIG-BLOCK-TYPE main.tf 4:3',
        'error ZTC-E-CONFIG-MISSING main.tf 1:1',
      ],
    ],
    [
      'a name twice',
      { 'main.tf': `${CALL}\n${CALL}`, 'm/main.tf': '' },
      ['error ZTC-E-CONFIG-DUPLICATE main.tf 4:1'],
    ],
    [
      'count and for_each',
      { 'main.tf': 'module "m" {\n  source = "./m"\n  count = 1\n  for_each = {}\n}', 'm/main.tf': '' },
      ['error ZTC-E-CONFIG-ARGUMENT main.tf 4:3'],
    ],
  ];
  it.each(refused)('are refused with %s', (_, files, wanted) => {
    expect(load(files).problems).toEqual(wanted);
  });

  it('hide nothing from an audit silently', () => {
    const files = { 'main.tf': 'module "m" {\n  source = "example/m/ztc"\n}' };
    expect(load(files, 'audit').problems).toEqual(['error ZTC-E-CONFIG-UNSUPPORTED main.tf 2:3']);
  });
});

describe('providers of modules', () => {
  const served = (files: Files) => {
    const { module, problems } = load(files);
    expect(problems).toEqual([]);
    return Object.fromEntries(
      [...new ConfigTree(module).resources.values()].map(({ address, provider, localProvider }) => [
        address,
        `${localProvider} → ${provider}`,
      ]),
    );
  };

  it('are inherited without alias, whatever their local name', () => {
    const resource = 'resource "ztc_vpc" "v" {}';
    expect(
      served({
        'main.tf': `terraform {\n  required_providers {\n    cloud = {\n      source = "ztc-cdk/ztc"\n    }\n  }\n}\n${CALL}`,
        'm/main.tf': `${REQUIRES('')}\n${resource}\nmodule "deep" {\n  source = "./deep"\n}`,
        'm/deep/main.tf': resource,
      }),
    ).toEqual({ 'module.m.ztc_vpc.v': 'ztc → cloud', 'module.m.module.deep.ztc_vpc.v': 'ztc → cloud' });
  });

  it('are passed by name', () => {
    expect(
      served({
        'main.tf': `provider "ztc" {}\nprovider "ztc" {\n  alias = "x"\n}\nmodule "m" {\n  source = "./m"\n  providers = { ztc = ztc.x, ztc.q = ztc }\n}`,
        'm/main.tf': `${REQUIRES('configuration_aliases = [ztc.q]')}\nresource "ztc_vpc" "a" {}\nresource "ztc_vpc" "b" {\n  provider = ztc.q\n}\nmodule "deep" {\n  source = "./deep"\n}`,
        'm/deep/main.tf': 'resource "ztc_vpc" "c" {}',
      }),
    ).toEqual({
      'module.m.ztc_vpc.a': 'ztc → ztc.x',
      'module.m.ztc_vpc.b': 'ztc.q → ztc',
      'module.m.module.deep.ztc_vpc.c': 'ztc → ztc.x',
    });
  });

  it('are their own where a block says something', () => {
    expect(
      served({
        'main.tf': CALL,
        'm/main.tf':
          'provider "ztc" {\n  site = "bj"\n}\nprovider "ztc" {\n  alias = "z"\n}\nresource "ztc_vpc" "a" {}\nresource "ztc_vpc" "b" {\n  provider = ztc.z\n}\nmodule "deep" {\n  source = "./deep"\n}',
        'm/deep/main.tf': 'provider "ztc" {}\nresource "ztc_vpc" "c" {}',
      }),
    ).toEqual({
      'module.m.ztc_vpc.a': 'ztc → module.m.ztc',
      'module.m.ztc_vpc.b': 'ztc.z → module.m.ztc.z',
      'module.m.module.deep.ztc_vpc.c': 'ztc → module.m.ztc',
    });
  });

  const own = 'provider "ztc" {\n  site = "bj"\n}';
  it.each([
    [
      'an alias that is not passed',
      CALL,
      `${REQUIRES('configuration_aliases = [ztc.q]')}`,
      ['error ZTC-E-CONFIG-PROVIDER main.tf 1:1'],
    ],
    [
      'an alias that nobody wants',
      'provider "ztc" {}\nmodule "m" {\n  source = "./m"\n  providers = { ztc.q = ztc }\n}',
      '',
      ['error ZTC-E-CONFIG-PROVIDER main.tf 2:1'],
    ],
    [
      'a configuration that is not declared',
      'module "m" {\n  source = "./m"\n  providers = { ztc = ztc.q }\n}',
      '',
      ['error ZTC-E-CONFIG-PROVIDER main.tf 3:23'],
    ],
    [
      'one of their own beside a passed one',
      'module "m" {\n  source = "./m"\n  providers = { ztc = ztc }\n}',
      own,
      ['error ZTC-E-CONFIG-PROVIDER main.tf 1:1'],
    ],
    [
      'one of their own and count',
      'module "m" {\n  source = "./m"\n  count = 2\n}',
      own,
      ['error ZTC-E-CONFIG-PROVIDER main.tf 3:3'],
    ],
    [
      'one of their own and depends_on',
      'resource "ztc_vpc" "a" {}\nmodule "m" {\n  source = "./m"\n  depends_on = [ztc_vpc.a]\n}',
      own,
      ['error ZTC-E-CONFIG-PROVIDER main.tf 4:3'],
    ],
  ])('are refused with %s', (_, root, child, wanted) => {
    expect(load({ 'main.tf': root, 'm/main.tf': child }).problems).toEqual(wanted);
  });
});
