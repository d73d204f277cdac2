/** Real Terraform and ztc on the same folder: what one has applied, the other has nothing to do with. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanEnv, ROOT } from '../support/cli.ts';
import { setUpTerraform, terraform } from '../support/terraform.ts';

/** `ztc` in a folder, as a real process. */
function ztc(dir: string, ...args: string[]) {
  const done = spawnSync(join(ROOT, 'bin/ztc'), args, {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: cleanEnv(),
  });
  if (done.error) throw done.error;
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

type Json = Readonly<Record<string, unknown>>;

interface Scenario {
  readonly name: string;
  readonly steps: readonly Json[];
}

const data = (resources: Json, more: Json = {}): Json => ({
  resource: { terraform_data: resources },
  ...more,
});

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'references and an update that spreads',
    steps: ['one', 'two'].map((input) =>
      data(
        {
          a: { input },
          b: { input: '${terraform_data.a.output}-b' },
          c: { input: 1, depends_on: ['terraform_data.b'] },
        },
        { output: { all: { value: '${[terraform_data.a.output, terraform_data.b.output]}' } } },
      ),
    ),
  },
  {
    name: 'count grows and shrinks',
    steps: [2, 4, 1].map((count) =>
      data({ a: { count, input: '${count.index}' }, b: { input: '${terraform_data.a[*].output}' } }),
    ),
  },
  {
    name: 'for_each loses and gains keys',
    steps: [
      ['x', 'y'],
      ['y', 'z'],
    ].map((keys) =>
      data({ a: { for_each: `\${toset(${JSON.stringify(keys)})}`, input: { key: '${each.key}', n: 1.5 } } }),
    ),
  },
  {
    name: 'replacement through triggers, with create_before_destroy downstream',
    steps: ['1', '2'].map((trigger) =>
      data({
        a: { triggers_replace: [trigger], input: trigger },
        b: { triggers_replace: '${terraform_data.a.id}', lifecycle: { create_before_destroy: true } },
      }),
    ),
  },
  {
    name: 'numbers, nulls, escapes and sensitive values',
    steps: [
      data(
        {
          a: {
            input: {
              third: '${1/3}',
              big: '${12345678901234567890123}',
              none: null,
              text: 'a<b>&"\\u2028$${x}',
              secret: '${sensitive("s3cret")}',
            },
          },
        },
        {
          output: {
            secret: { value: '${terraform_data.a.input.secret}', sensitive: true },
            third: { value: '${1/3}' },
          },
        },
      ),
    ],
  },
  {
    name: 'locals, variables and functions',
    steps: ['blue', 'green'].map((colour) => ({
      variable: {
        colour: { type: 'string', default: colour },
        sizes: { type: 'map(number)', default: { s: 1, l: 3 } },
      },
      locals: { upper: '${upper(var.colour)}', doubled: '${{ for k, v in var.sizes : k => v * 2 }}' },
      ...data({
        a: { input: '${local.upper}' },
        b: { input: '${jsonencode(local.doubled)}' },
        c: { input: '${cidrsubnet("10.0.0.0/8", 8, 3)}' },
        d: { input: '${merge(local.doubled, { m = length(var.colour) })}' },
      }),
    })),
  },
  {
    name: 'something is taken out of the configuration',
    steps: [data({ a: { input: 1 }, b: { input: '${terraform_data.a.output}' } }), data({ a: { input: 1 } })],
  },
];

let folder = '';
beforeAll(setUpTerraform);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ztc-terraform-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (config: Json): void =>
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(config, null, 2));

function expectNothingToDo(engine: 'ztc' | 'terraform'): void {
  const done =
    engine === 'ztc'
      ? ztc(folder, 'plan', '--detailed-exitcode', '.')
      : terraform(folder, 'plan', '-detailed-exitcode', '-input=false');
  expect(done, `${engine} has nothing to do`).toMatchObject({ code: 0 });
}

function applyWith(engine: 'ztc' | 'terraform'): void {
  const done =
    engine === 'ztc'
      ? ztc(folder, 'apply', '--auto-approve', '.')
      : terraform(folder, 'apply', '-auto-approve', '-input=false');
  expect(done, `${engine} applies`).toMatchObject({ code: 0 });
}

/** Planned changes without what may differ: ids that each engine draws for itself are unknown or the same state's. */
function changes(json: string): unknown {
  const plan = JSON.parse(json) as { resource_changes?: readonly Json[]; output_changes?: Json };
  const shown = (plan.resource_changes ?? []).map(({ address, previous_address, action_reason, change }) => ({
    address,
    previous_address,
    action_reason,
    change,
  }));
  return { resources: shown, outputs: plan.output_changes ?? {} };
}

function terraformPlanJson(): string {
  const plan = terraform(folder, 'plan', '-out=tfplan', '-input=false');
  expect(plan.code, plan.stderr).toBe(0);
  const show = terraform(folder, 'show', '-json', 'tfplan');
  rmSync(join(folder, 'tfplan'));
  return show.stdout;
}

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, { steps }) => {
  it.each(['ztc', 'terraform'] as const)('is applied by %s and then left alone by both', (first) => {
    const second = first === 'ztc' ? 'terraform' : 'ztc';
    for (const [at, step] of steps.entries()) {
      write(step);
      if (at === 0) expect(terraform(folder, 'init', '-input=false')).toMatchObject({ code: 0 });
      applyWith(at % 2 === 0 ? first : second);
      expectNothingToDo('terraform');
      expectNothingToDo('ztc');
    }
  });

  it('is planned alike', () => {
    for (const [at, step] of steps.entries()) {
      write(step);
      if (at === 0) expect(terraform(folder, 'init', '-input=false')).toMatchObject({ code: 0 });
      const ours = ztc(folder, 'plan', '--json', '.');
      expect(ours.code, ours.stderr).toBe(0);
      expect(changes(ours.stdout)).toEqual(changes(terraformPlanJson()));
      applyWith('terraform');
    }
  });
});
