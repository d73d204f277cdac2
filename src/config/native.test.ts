import { describe, expect, it } from 'vitest';
import { writeJson } from '../values/json.ts';
import { valueToJson } from '../values/json-value.ts';
import { loadFolder } from './load.ts';
import type { ModuleConfig, OutputConfig, ResourceConfig } from './model.ts';
import { evaluatorFor, loadNative, shortly, withFolder } from './testing.ts';

const problems = (text: string) =>
  loadNative(text).diagnostics.map(
    ({ code, severity, line, column }) => `${severity} ${code} ${line}:${column}`,
  );

function resource(text: string, name = 'ztc_vpc.a'): ResourceConfig {
  const { module, diagnostics } = loadNative(text);
  expect(diagnostics).toEqual([]);
  return module?.resources.get(name) as ResourceConfig;
}

describe('the native syntax', () => {
  it('reads the arguments of the language and leaves the others to the body', () => {
    const a = resource(`
      provider "ztc" {}
      provider "ztc" {
        alias = "bj"
        site  = "bj-aw"
      }
      resource "ztc_vpc" "a" {
        provider   = ztc.bj
        count      = 2
        cidr       = "10.0.0.0/8"
        tags       = { x = var.v, "y" = [local.l] }
        depends_on = [ztc_vpc.b]
        lifecycle {
          create_before_destroy = true
          prevent_destroy       = "true"
          ignore_changes        = [tags["a"], name]
          replace_triggered_by  = [ztc_vpc.b[count.index].id]
          precondition {
            condition     = var.v == "x"
            error_message = "no"
          }
        }
      }
      resource ztc_vpc b {
        count = 2
        lifecycle { ignore_changes = all }
      }
      variable "v" { type = string }
      locals { l = 1 }`);
    expect(a.provider).toBe('ztc.bj');
    expect(a.body.names()).toEqual(['cidr', 'tags']);
    expect(a.body.literal('cidr')).toBe('10.0.0.0/8');
    expect(a.body.literal('tags')).toBeUndefined();
    expect([...a.body.dynamic()].map(([name]) => name)).toEqual(['tags']);
    expect(a.dependsOn.map(({ text }) => text)).toEqual(['ztc_vpc.b']);
    expect(a.lifecycle).toMatchObject({ createBeforeDestroy: true, preventDestroy: true });
    expect(a.lifecycle.ignoreChanges).toMatchObject([{ text: 'tags["a"]' }, { text: 'name' }]);
    expect(a.lifecycle.preconditions).toHaveLength(1);
    expect(a.lifecycle.replaceTriggeredBy).toHaveLength(1);
  });

  it('evaluates', () => {
    const { module } = loadNative(
      'locals {\n  a = "x-${local.b[0]}"\n  b = [1, -2.5, { k = null }]\n}\noutput "o" {\n  value = [local.a, local.b]\n}',
    ) as { module: ModuleConfig };
    const { value } = module.outputs.get('o') as OutputConfig;
    expect(writeJson(valueToJson(evaluatorFor(module).expression(value)))).toBe(
      '["x-1",[1,-2.5,{"k":null}]]',
    );
  });

  it('takes what Terraform takes with a warning', () => {
    expect(
      problems(
        'resource "ztc_vpc" "a" {\n  provider   = "ztc"\n  depends_on = ["ztc_vpc.b"]\n}\nresource "ztc_vpc" "b" {}',
      ),
    ).toEqual(['warning ZTC-E-CONFIG-QUOTED 2:16', 'warning ZTC-E-CONFIG-QUOTED 3:17']);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['a syntax error', 'locals {\n  a = = 1\n}', 'error ZTC-E-HCL-SYNTAX 2:7'],
    ['an argument at the top', 'locals = {}', 'error ZTC-E-CONFIG-BLOCK-TYPE 1:1'],
    ['an unknown block', 'resources "a" "b" {}', 'error ZTC-E-CONFIG-BLOCK-TYPE 1:1'],
    ['missing labels', 'resource "a" {}', 'error ZTC-E-CONFIG-LABELS 1:1'],
    ['too many labels', 'locals "a" {}', 'error ZTC-E-CONFIG-LABELS 1:1'],
    ['a wrong name', 'output "1a" {\n  value = 1\n}', 'error ZTC-E-CONFIG-NAME 1:1'],
    [
      'a reference as a setting',
      'output "a" {\n  value = 1\n  sensitive = var.x\n}',
      'error ZTC-E-CONFIG-VALUE 3:15',
    ],
    [
      'a function as a setting',
      'output "a" {\n  value = 1\n  description = upper("x")\n}',
      'error ZTC-E-FUNC-UNKNOWN 3:17',
    ],
    ['a quoted type', 'variable "a" {\n  type = "string"\n}', 'error ZTC-E-TYPE-CONSTRAINT 2:10'],
    ['a templated type', 'variable "a" {\n  type = "${string}"\n}', 'error ZTC-E-TYPE-CONSTRAINT 2:10'],
    ['a default with a reference', 'variable "a" {\n  default = [var.b]\n}', 'error ZTC-E-CONFIG-VALUE 2:14'],
    [
      'a default of another type',
      'variable "a" {\n  type = list(number)\n  default = ["x"]\n}',
      'error ZTC-E-CONFIG-DEFAULT 3:13',
    ],
    ['quoted moves', 'moved {\n  from = "ztc_vpc.a"\n  to = ztc_vpc.b\n}', 'error ZTC-E-CONFIG-ADDRESS 2:10'],
    [
      'ignoring "all"',
      'resource "ztc_vpc" "a" {\n  lifecycle {\n    ignore_changes = "all"\n  }\n}',
      'error ZTC-E-CONFIG-VALUE 3:22',
    ],
    [
      'ignoring ["*"]',
      'resource "ztc_vpc" "a" {\n  lifecycle {\n    ignore_changes = ["*"]\n  }\n}',
      'error ZTC-E-CONFIG-VALUE 3:23',
    ],
    [
      'a quoted trigger',
      'resource "ztc_vpc" "a" {\n  lifecycle {\n    replace_triggered_by = ["ztc_vpc.b"]\n  }\n}',
      'error ZTC-E-CONFIG-STATIC-REFERENCE 3:29',
    ],
    [
      'a computed dependency',
      'resource "ztc_vpc" "a" {\n  depends_on = [upper("a")]\n}',
      'error ZTC-E-CONFIG-STATIC-REFERENCE 2:17',
    ],
    [
      'an undeclared alias',
      'resource "ztc_vpc" "a" {\n  provider = ztc.x\n}',
      'error ZTC-E-CONFIG-PROVIDER 2:14',
    ],
    ['a nested block in locals', 'locals {\n  a {}\n}', 'error ZTC-E-CONFIG-BLOCK-TYPE 2:3'],
  ];
  it.each(refused)('refuses %s at its place', (_, text, wanted) => {
    expect(problems(text)).toEqual([wanted]);
  });

  it('shares a folder with JSON', () => {
    const files = {
      'a.tf': 'resource "ztc_vpc" "a" {}\nlocals { l = 1 }',
      'b.tf.json': '{"resource": {"ztc_vpc": {"a": {}, "b": {}}}, "locals": {"l": 2}}',
    };
    const loaded = withFolder(files, (dir) => loadFolder(dir, { purpose: 'execute' }));
    expect(shortly(loaded)).toEqual(['ZTC-E-CONFIG-DUPLICATE 1:27', 'ZTC-E-CONFIG-DUPLICATE 1:58']);
    expect([...(loaded.module?.resources.keys() ?? [])]).toEqual(['ztc_vpc.a', 'ztc_vpc.b']);
  });
});
