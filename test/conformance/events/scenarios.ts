/** Configurations and the commands that both programs run on them. */

import type { Files } from '../oracle/harness/scenario.ts';

export interface Step {
  readonly files?: Files;
  /** In Terraform's own words; `-json` stands for the stream. */
  readonly command: readonly string[];
  /** Terraform finds these problems before it looks at any object, ztc when it comes to them: only they are compared. */
  readonly early?: true;
  /** Warnings that only ztc gives, by code. */
  readonly more?: readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

const plan = (...more: string[]): readonly string[] => ['plan', '-json', '-detailed-exitcode', ...more];
const apply = (...more: string[]): readonly string[] => ['apply', '-json', '-auto-approve', ...more];

const CHAIN = `
variable "size" { default = "1" }
resource "terraform_data" "a" { input = var.size }
resource "terraform_data" "b" {
  count            = 2
  input            = terraform_data.a.output
  triggers_replace = var.size
}
module "m" {
  source   = "./m"
  for_each = toset(["x", "y"])
  input    = each.key
}
output "known" { value = "constant" }
output "late" { value = terraform_data.a.output }
output "secret" {
  value     = [var.size]
  sensitive = true
}
`;

const MODULE = `
variable "input" {}
resource "terraform_data" "inside" { input = var.input }
`;

const whole: Scenario = {
  name: 'create, nothing to do, change, replace, remove, destroy',
  steps: [
    { files: { 'main.tf': CHAIN, 'm/main.tf': MODULE }, command: plan() },
    { command: apply() },
    { command: plan() },
    { command: apply() },
    { command: plan('-var', 'size=2') },
    { command: apply('-var', 'size=2') },
    {
      files: { 'main.tf': CHAIN.replace('count            = 2', 'count = 1').replace(', "y"', '') },
      command: apply('-var', 'size=2'),
    },
    { command: plan('-destroy') },
    { command: ['destroy', '-json', '-auto-approve'] },
    { command: ['destroy', '-json', '-auto-approve'] },
  ],
};

const reasons: Scenario = {
  name: 'reasons: moved, imported, forgotten, requested, triggered, no configuration any more',
  steps: [
    {
      files: {
        'main.tf': `
resource "terraform_data" "old" { input = 1 }
resource "terraform_data" "root" { input = 1 }
resource "terraform_data" "follower" {
  lifecycle { replace_triggered_by = [terraform_data.root] }
}
resource "terraform_data" "gone" {}
resource "terraform_data" "left" {}
resource "terraform_data" "spare" {}
`,
      },
      command: apply(),
    },
    {
      files: {
        'main.tf': `
resource "terraform_data" "new" { input = 1 }
moved {
  from = terraform_data.old
  to   = terraform_data.new
}
resource "terraform_data" "root" { input = 1 }
resource "terraform_data" "follower" {
  lifecycle { replace_triggered_by = [terraform_data.root] }
}
removed {
  from = terraform_data.left
  lifecycle { destroy = false }
}
resource "terraform_data" "taken" { input = "x" }
import {
  to = terraform_data.taken
  id = "its-id"
}
resource "terraform_data" "spare" { count = 1 }
`,
      },
      command: plan('-replace=terraform_data.root'),
    },
    { command: apply('-replace=terraform_data.root') },
    { command: plan() },
  ],
};

const data: Scenario = {
  name: 'data sources: read at once, read later',
  steps: [
    {
      files: {
        'empty.tfstate': '{"version":4,"serial":1,"lineage":"x","outputs":{},"resources":[]}',
        'main.tf': `
resource "terraform_data" "a" {}
data "terraform_remote_state" "now" {
  backend = "local"
  config  = { path = "empty.tfstate" }
}
data "terraform_remote_state" "later" {
  backend    = "local"
  config     = { path = "empty.tfstate" }
  depends_on = [terraform_data.a]
}
`,
      },
      command: plan(),
    },
    { command: apply() },
    { command: plan() },
  ],
};

const provisioners: Scenario = {
  name: 'provisioners: output, failure, failure that does not matter, of destruction',
  steps: [
    {
      files: {
        'main.tf': `
resource "terraform_data" "talks" {
  provisioner "local-exec" { command = "echo one; echo two" }
}
resource "terraform_data" "fails" {
  provisioner "local-exec" { command = "exit 3" }
}
resource "terraform_data" "waits" { input = terraform_data.fails.id }
resource "terraform_data" "goes_on" {
  provisioner "local-exec" {
    command    = "exit 4"
    on_failure = continue
  }
}
resource "terraform_data" "stays" {
  provisioner "local-exec" {
    when    = destroy
    command = "exit 5"
  }
}
output "kept" { value = "k" }
`,
      },
      command: apply(),
      more: ['ZTC-E-PROVISIONER'],
    },
    { command: plan() },
    { command: ['destroy', '-json', '-auto-approve'] },
  ],
};

const problems: Scenario = {
  name: 'problems: a failed condition, a failed check, values that cannot be read',
  steps: [
    {
      files: {
        'main.tf': `
variable "colour" { default = "red" }
resource "terraform_data" "a" {
  input = var.colour
  lifecycle {
    precondition {
      condition     = var.colour != "blue"
      error_message = "no blue"
    }
  }
}
check "colour" {
  assert {
    condition     = terraform_data.a.input != "red"
    error_message = "red is old"
  }
}
`,
      },
      command: plan(),
    },
    { command: plan('-var', 'colour=blue') },
    { command: plan('-var', 'size=1') },
    { command: apply() },
    {
      files: { 'main.tf': 'resource "terraform_data" "a" {\n  input = "x"\n  nonsense = 1\n}\n' },
      command: plan(),
      early: true,
    },
    { files: { 'main.tf': 'resource "terraform_data" "a" {\n  input = \n}\n' }, command: plan() },
    { files: { 'main.tf': 'variable "must" {}\n' }, command: plan() },
    { files: { 'main.tf': 'output "o" { value = 1 }\n' }, command: ['apply', '-json'] },
  ],
};

const outputs: Scenario = {
  name: 'outputs alone, refresh only, targets',
  steps: [
    {
      files: { 'main.tf': 'resource "terraform_data" "a" {}\noutput "o" { value = "1" }\n' },
      command: apply(),
    },
    {
      files: { 'main.tf': 'resource "terraform_data" "a" {}\noutput "o" { value = "2" }\n' },
      command: plan(),
    },
    { command: plan('-refresh-only') },
    { command: apply('-refresh-only') },
    { files: { 'main.tf': 'resource "terraform_data" "a" {}\n' }, command: plan('-refresh-only') },
    { command: plan() },
    { command: plan('-refresh=false') },
    { command: plan('-target=terraform_data.nothing') },
    { command: plan('-target=terraform_data.a') },
    { command: apply() },
  ],
};

const saved: Scenario = {
  name: 'a saved plan',
  steps: [
    {
      files: { 'main.tf': 'variable "v" {}\nresource "terraform_data" "a" { input = var.v }\n' },
      command: plan('-var', 'v=1', '-out=saved.plan'),
    },
    { command: ['apply', '-json', 'saved.plan'] },
    { command: ['apply', '-json', 'saved.plan'] },
    { command: ['apply', '-json', 'nothing.plan'] },
  ],
};

const one = (name: string, more = ''): Step['files'] => ({
  'main.tf': `resource "terraform_data" "${name}" { input = 1 }\n${more}`,
});

const quiet: Scenario = {
  name: 'plans without an action: moves, imports, objects that are let go, flags that only the state has',
  steps: [
    { files: one('a'), command: apply() },
    {
      files: one('b', 'moved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}\n'),
      command: plan(),
    },
    { command: plan('-refresh-only') },
    { command: apply('-refresh-only') },
    { command: plan() },
    {
      files: one(
        'b',
        'resource "terraform_data" "bare" {}\nimport {\n  to = terraform_data.bare\n  id = "known"\n}\n',
      ),
      command: plan(),
    },
    { command: apply() },
    { command: plan() },
    {
      files: {
        'main.tf':
          'removed {\n  from = terraform_data.b\n  lifecycle { destroy = false }\n}\nresource "terraform_data" "bare" {}\n',
      },
      command: plan(),
    },
    { command: apply() },
    {
      files: {
        'main.tf':
          'resource "terraform_data" "bare" {\n  lifecycle {\n    create_before_destroy = true\n    ignore_changes        = all\n  }\n  input = 2\n}\n',
      },
      command: plan(),
    },
    { command: plan('-destroy') },
    { command: plan('-destroy', '-refresh-only') },
    { command: plan('-target=terraform_data.'), early: true },
  ],
};

export const SCENARIOS: readonly Scenario[] = [
  whole,
  reasons,
  data,
  provisioners,
  problems,
  outputs,
  saved,
  quiet,
];
