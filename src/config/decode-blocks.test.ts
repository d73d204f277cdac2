import { describe, expect, it } from 'vitest';
import { load, loadNative, moduleOf, shortly } from './testing.ts';

const problems = (text: string) => shortly(loadNative(text));

describe('removed', () => {
  it('names resources and modules, and what becomes of their objects', () => {
    const { module, diagnostics } = loadNative(`
      removed {
        from = module.m.ztc_vpc.a
        lifecycle { destroy = false }
      }
      removed { from = module.m }
      removed {
        from = null_resource.a
        provisioner "local-exec" {
          when    = destroy
          command = "true"
        }
      }`);
    expect(diagnostics).toEqual([]);
    expect(module?.removed).toMatchObject([
      { from: { module: [{ name: 'm' }], resource: { type: 'ztc_vpc', name: 'a' } }, destroy: false },
      { from: { module: [{ name: 'm' }] }, destroy: true },
      { from: { module: [] }, destroy: true, provisioners: [{ type: 'local-exec', when: 'destroy' }] },
    ]);
    const json = moduleOf({ removed: [{ from: 'ztc_vpc.a', lifecycle: { destroy: true } }] });
    expect(json.removed).toMatchObject([{ from: { resource: { name: 'a' } }, destroy: true }]);
  });

  it.each([
    ['instances', 'removed {\n  from = ztc_vpc.a[0]\n}', 'ZTC-E-CONFIG-ADDRESS 2:10'],
    ['instances of modules', 'removed {\n  from = module.m["a"].ztc_vpc.a\n}', 'ZTC-E-CONFIG-ADDRESS 2:10'],
    ['data sources', 'removed {\n  from = data.ztc_account.a\n}', 'ZTC-E-CONFIG-ADDRESS 2:10'],
    ['texts', 'removed {\n  from = "ztc_vpc.a"\n}', 'ZTC-E-CONFIG-ADDRESS 2:10'],
    ['nothing', 'removed {}', 'ZTC-E-CONFIG-MISSING 1:1'],
    ['other arguments', 'removed {\n  from = ztc_vpc.a\n  x = 1\n}', 'ZTC-E-CONFIG-ARGUMENT 3:3'],
    [
      'commands at creation',
      'removed {\n  from = ztc_vpc.a\n  provisioner "local-exec" {}\n}',
      'ZTC-E-CONFIG-ADDRESS 3:3',
    ],
    [
      'commands of modules',
      'removed {\n  from = module.a\n  provisioner "local-exec" {\n    when = destroy\n  }\n}',
      'ZTC-E-CONFIG-ADDRESS 3:3',
    ],
  ])('cannot name %s', (_, text, wanted) => {
    expect(problems(text)).toEqual([wanted]);
  });

  it('takes no templates in JSON', () => {
    expect(shortly(load('{"removed": {"from": "${ztc_vpc.a}"}}'))).toEqual(['ZTC-E-CONFIG-ADDRESS 1:22']);
  });
});

describe('import', () => {
  it('may have computed keys', () => {
    const { module, diagnostics } = loadNative(`
      import {
        for_each = { a = "x" }
        to       = module.m.ztc_vpc.a[each.key]
        id       = each.value
        provider = ztc
      }
      import {
        to = ztc_vpc.b
        id = "x"
      }`);
    expect(diagnostics).toEqual([]);
    expect(module?.imports.map(({ to, provider }) => [to.expression.root.kind, provider])).toEqual([
      ['index', 'ztc'],
      ['traversal', undefined],
    ]);
    const json = moduleOf({ import: { to: 'ztc_vpc.a[each.key]', id: '${each.key}', for_each: { x: 1 } } });
    expect(json.imports[0]?.to.expression.root.kind).toBe('index');
  });

  it.each([
    ['data sources', 'import {\n  to = data.ztc_account.a\n  id = "x"\n}', 'ZTC-E-CONFIG-ADDRESS 2:8'],
    ['attributes', 'import {\n  to = ztc_vpc.a.id\n  id = "x"\n}', 'ZTC-E-CONFIG-ADDRESS 2:8'],
    ['texts', 'import {\n  to = "ztc_vpc.a"\n  id = "x"\n}', 'ZTC-E-CONFIG-ADDRESS 2:8'],
    ['nothing', 'import {\n  id = "x"\n}', 'ZTC-E-CONFIG-MISSING 1:1'],
    [
      'the same twice',
      'import {\n  to = ztc_vpc.a\n  id = "x"\n}\nimport {\n  to = ztc_vpc.a\n  id = "y"\n}',
      'ZTC-E-CONFIG-DUPLICATE 6:8',
    ],
    ['something without id', 'import {\n  to = ztc_vpc.a\n}', 'ZTC-E-CONFIG-MISSING 1:1'],
  ])('cannot name %s', (_, text, wanted) => {
    expect(problems(text)).toEqual([wanted]);
  });
});

describe('check', () => {
  it('has assertions, and a data source of its own', () => {
    const { module, diagnostics } = loadNative(`
      check "c" {
        data "ztc_account" "me" {}
        assert {
          condition     = data.ztc_account.me.id != ""
          error_message = "x"
        }
      }`);
    expect(diagnostics).toEqual([]);
    expect(module?.checks.get('c')).toMatchObject({ address: 'check.c', data: 'data.ztc_account.me' });
    expect(module?.checks.get('c')?.assertions).toHaveLength(1);
    expect([...(module?.resources.keys() ?? [])]).toEqual(['data.ztc_account.me']);
  });

  const assertion = 'assert {\n  condition = path.root == ""\n  error_message = "x"\n}';
  it.each([
    ['no assertion', 'check "c" {}', 'ZTC-E-CONFIG-MISSING 1:1'],
    ['an argument', `check "c" {\n  x = 1\n${assertion}\n}`, 'ZTC-E-CONFIG-ARGUMENT 2:3'],
    [
      'two of its name',
      `check "c" {\n${assertion}\n}\ncheck "c" {\n${assertion}\n}`,
      'ZTC-E-CONFIG-DUPLICATE 7:1',
    ],
    [
      'many data sources',
      `check "c" {\ndata "a" "a" {\n  count = 1\n}\n${assertion}\n}`,
      'ZTC-E-CONFIG-ARGUMENT 3:3',
    ],
    [
      'two data sources',
      `check "c" {\ndata "a" "a" {}\ndata "a" "b" {}\n${assertion}\n}`,
      'ZTC-E-CONFIG-DUPLICATE 3:1',
    ],
  ])('cannot have %s', (_, text, wanted) => {
    expect(shortly(loadNative(text, 'audit'))).toEqual([wanted]);
  });
});

describe('provisioners', () => {
  it('run commands behind the creation and before the destruction', () => {
    const { module, diagnostics } = loadNative(`
      resource "null_resource" "a" {
        provisioner "local-exec" {
          command = "echo \${self.id}"
        }
        provisioner "local-exec" {
          when       = destroy
          on_failure = "continue"
          command    = "true"
        }
      }`);
    expect(diagnostics).toEqual([]);
    const [create, destroy] = module?.resources.get('null_resource.a')?.provisioners ?? [];
    expect(create).toMatchObject({ type: 'local-exec', when: 'create', onFailure: 'fail' });
    expect(destroy).toMatchObject({ when: 'destroy', onFailure: 'continue' });
    expect(destroy?.body.names()).toEqual(['command']);
  });

  it('have no other times', () => {
    const text = 'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    when = never\n  }\n}';
    expect(problems(text)).toEqual(['ZTC-E-CONFIG-VALUE 3:12']);
  });
});

describe('required_version', () => {
  it.each(['>= 1.5', '~> 1', '~> 1.15.0', '1.15.5', '!= 1.15.4, < 2', '> 1.15.4', '<= 1.15.5', 'v1.15.5'])(
    'takes %s',
    (version) => {
      expect(problems(`terraform {\n  required_version = "${version}"\n}`)).toEqual([]);
    },
  );

  it.each(['>= 1.16', '~> 1.14.0', '~> 0.15', '1.15', '!= 1.15.5', '> 1.15.5', '< 1.15.5', '>= 1, < 1.15'])(
    'refuses %s',
    (version) => {
      const { diagnostics } = loadNative(`terraform {\n  required_version = "${version}"\n}`);
      expect(shortly({ diagnostics })).toEqual(['ZTC-E-CONFIG-VERSION 2:22']);
      expect(diagnostics[0]?.detail).toContain(version);
      expect(diagnostics[0]?.detail).toContain('1.15.5');
    },
  );

  it.each(['latest', '1.x', '', '1.15.5-beta1'])('does not understand "%s"', (version) => {
    expect(problems(`terraform {\n  required_version = "${version}"\n}`)).toEqual([
      'ZTC-E-CONFIG-VALUE 2:22',
    ]);
  });
});

describe('conditions', () => {
  const wrong = (condition: string) =>
    problems(`variable "v" {\n  validation {\n    condition = ${condition}\n    error_message = "x"\n  }\n}`);
  it('look at something', () => {
    expect(wrong('length("x") == 1')).toEqual(['ZTC-E-CONFIG-CONDITION 3:17']);
    expect(wrong('var.w == 1')).toEqual(['ZTC-E-CONFIG-CONDITION 3:17']);
    expect(wrong('var.v == var.w')).toEqual([]);
  });
});

it('knows ephemeral variables and outputs, these in called modules only', () => {
  expect(moduleOf({ variable: { v: { ephemeral: true } } }).variables.get('v')?.ephemeral).toBe(true);
  expect(problems('output "o" {\n  value = 1\n  ephemeral = true\n}')).toEqual([
    'ZTC-E-CONFIG-EPHEMERAL-OUTPUT 1:1',
  ]);
});
