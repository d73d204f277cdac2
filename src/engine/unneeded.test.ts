/** What is wrong although nothing fails by itself: values nobody uses, values that come late, providers that are gone. */
import { describe, expect, test } from 'vitest';
import { Lab } from './testing/lab.ts';

const codes = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  diagnostics.map(({ code }) => code);

describe('what nothing needs', () => {
  test.each([
    ['a local', 'locals {\n  unused = upper(1, 2)\n}', 'ZTC-E-FUNC-ARGUMENT'],
    ['an argument', 'module "m" {\n  source = "./m"\n  list   = "text"\n}', 'ZTC-E-VARIABLE-VALUE'],
    [
      'the keys of a call',
      'module "m" {\n  source   = "./m"\n  for_each = ["a"]\n}',
      'ZTC-E-CONFIG-FOR-EACH',
    ],
  ])('%s is valid all the same', async (_what, main, code) => {
    using lab = new Lab();
    const called = 'variable "list" {\n  type    = list(string)\n  default = []\n}';
    expect(codes(await lab.plan(lab.write({ 'main.tf': main, 'm/main.tf': called })))).toEqual([code]);
  });

  test('is looked at by a plan that only refreshes, too', async () => {
    using lab = new Lab();
    const called =
      'resource "terraform_data" "a" { count = 2 }\noutput "o" { value = terraform_data.a[1].id }';
    const files = { 'main.tf': 'module "m" {\n  source = "./m"\n}', 'm/main.tf': called };
    expect(codes(await lab.plan(lab.write(files), { mode: 'refresh-only' }))).toEqual(['ZTC-E-EVAL-INDEX']);
  });

  test('is evaluated again when more is known', async () => {
    using lab = new Lab();
    const made = 'resource "terraform_data" "made" {\n  input = "x"\n}\n';
    const main = `${made}locals {\n  late = tonumber(terraform_data.made.output)\n}`;
    expect(codes(await lab.apply(lab.write({ 'main.tf': main })))).toEqual(['ZTC-E-FUNC-ARGUMENT']);
  });
});

describe('a value that is known at apply only', () => {
  const called = `
variable "id" {
  validation {
    condition     = length(var.id) > 100
    error_message = "too short"
  }
}
resource "terraform_data" "user" {
  input = var.id
}
resource "terraform_data" "other" {}
output "id" {
  value = var.id
}`;
  const main = `
resource "terraform_data" "made" {}
module "m" {
  source = "./m"
  id     = terraform_data.made.id
}
output "id" {
  value = module.m.id
}`;

  test('is validated before anything uses it', async () => {
    using lab = new Lab();
    const result = await lab.apply(lab.write({ 'main.tf': main, 'm/main.tf': called }));
    expect(codes(result)).toEqual(['ZTC-E-VARIABLE-INVALID']);
    expect(result.skipped).toEqual(['module.m.terraform_data.user']);
    expect(lab.done().sort()).toEqual(['create made', 'create module.m.terraform_data.other']);
    expect(lab.state().outputs).toEqual({});
  });
});

describe('an object whose provider is not configured any more', () => {
  const made =
    'provider "terraform" {\n  alias = "b"\n}\nresource "terraform_data" "a" {\n  provider = terraform.b\n}';

  test('is not handed to another one, but can be let go', async () => {
    using lab = new Lab();
    await lab.apply(lab.write({ 'main.tf': made }));
    expect(codes(await lab.plan(lab.write({ 'main.tf': '' })))).toEqual(['ZTC-E-CONFIG-PROVIDER']);
    const letGo = 'removed {\n  from = terraform_data.a\n  lifecycle {\n    destroy = false\n  }\n}';
    expect(codes(await lab.apply(lab.write({ 'main.tf': letGo })))).toEqual([]);
    expect(lab.state().resources).toEqual([]);
  });
});
