import { describe, expect, it } from 'vitest';
import { valueToJson } from '../values/json-value.ts';
import { loadFolder } from './load.ts';
import type { ModuleConfig } from './model.ts';
import { evaluatorFor, withFolder } from './testing.ts';

const load = (files: Readonly<Record<string, string>>) =>
  withFolder(files, (dir) => {
    const { module, diagnostics } = loadFolder(dir, { purpose: 'execute' });
    const problems = diagnostics.map(
      ({ code, file, line, column }) => `${code} ${file?.slice(dir.length + 1)} ${line}:${column}`,
    );
    return { module: module as ModuleConfig, problems };
  });

describe('override files', () => {
  it('change what the other files say, argument by argument', () => {
    const { module, problems } = load({
      'main.tf': `
        resource "ztc_vpc" "a" {
          count = 1
          name  = "base"
          cidr  = "base"
          lifecycle {
            prevent_destroy = true
            ignore_changes  = [name]
          }
        }
        variable "v" {
          type    = string
          default = "base"
        }
        locals {
          l = "base"
          k = "base"
        }
        output "o" {
          value = local.l
        }
        provider "ztc" {
          alias = "x"
          site  = "base"
        }
        terraform {
          required_providers {
            ztc = {
              source = "ztc-cdk/ztc"
            }
          }
          backend "local" {
            path = "base"
          }
        }
        module "m" {
          source = "./m"
          a      = 1
        }`,
      'm/main.tf': 'variable "a" {}\nvariable "b" {}',
      'z_override.tf.json':
        '{"resource": {"ztc_vpc": {"a": {"cidr": "json"}}}, "terraform": {"backend": {"local": {"path": "json"}}}, "module": {"m": {"b": 2}}}',
      'override.tf': `
        resource "ztc_vpc" "a" {
          name = "over"
          cidr = "over"
          lifecycle { create_before_destroy = true }
        }
        variable "v" {
          type = number
          default = 7
        }
        locals { l = "over" }
        output "o" { sensitive = true }
        provider "ztc" {
          alias = "x"
          site  = "over"
        }
        provider "ztc" { site = "new" }
        terraform {
          required_providers {
            null = { source = "hashicorp/null" }
          }
        }`,
    });
    expect(problems).toEqual([]);
    const a = module.resources.get('ztc_vpc.a');
    expect([a?.body.literal('name'), a?.body.literal('cidr'), a?.count?.literal]).toEqual([
      'over',
      'json',
      true,
    ]);
    expect(a?.lifecycle).toMatchObject({
      preventDestroy: true,
      createBeforeDestroy: true,
      ignoreChanges: [{ text: 'name' }],
    });
    expect(module.variables.get('v')?.default?.raw).toBe(7);
    const local = module.locals.get('l')?.value;
    expect(local && valueToJson(evaluatorFor(module).expression(local))).toBe('over');
    expect(module.outputs.get('o')?.sensitive).toBe(true);
    expect(module.providers.get('ztc.x')?.body.literal('site')).toBe('over');
    expect(module.providers.get('ztc')?.body.literal('site')).toBe('new');
    expect([...module.terraform.requiredProviders.keys()]).toEqual(['ztc', 'null']);
    expect(module.terraform.backend?.settings).toEqual({ path: 'json' });
    expect(module.calls.get('m')?.body.names()).toEqual(['a', 'b']);
  });

  it.each([
    ['something that is not there', 'resource "ztc_vpc" "b" {}', '1:1'],
    ['a variable that is not there', 'variable "b" {}', '1:1'],
    ['a local that is not there', 'locals {\n  b = 1\n}', '2:3'],
    ['an alias that is not there', 'provider "ztc" {\n  alias = "q"\n}', '1:1'],
    ['dependencies', 'resource "ztc_vpc" "a" {\n  depends_on = []\n}', '2:3'],
    [
      'conditions',
      'resource "ztc_vpc" "a" {\n  lifecycle {\n    precondition {\n      condition = path.root == ""\n      error_message = "x"\n    }\n  }\n}',
      '3:5',
    ],
    ['moves', 'moved {\n  from = ztc_vpc.x\n  to = ztc_vpc.a\n}', '1:1'],
    ['checks', 'check "c" {}', '1:1'],
  ])('cannot change %s', (_, text, at) => {
    const files = { 'main.tf': 'resource "ztc_vpc" "a" {}', 'x_override.tf': text };
    expect(load(files).problems).toEqual([`ZTC-E-CONFIG-OVERRIDE x_override.tf ${at}`]);
  });
});
