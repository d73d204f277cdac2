/** Designs of Terraform's syntax with ztc's own resources, used as their owners would: audit, plan, apply, drift, destroy. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Edit, foldersIn, readEdits } from '../conformance/designs/read-design.ts';
import { Project } from '../support/cli.ts';

interface Notes {
  /** `rule address file:line` of every violation that the audit has to find. Such a step is not applied. */
  readonly violations: readonly string[];
  /** `address: actions` of what the plan has to do. */
  readonly actions: readonly string[];
}

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly subject: {
    readonly address: string;
    readonly source: { readonly file: string; readonly line: number };
  };
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

interface State {
  readonly serial: number;
  readonly resources: readonly {
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Record<string, unknown> }[];
  }[];
}

const DESIGNS = join(import.meta.dirname, 'designs');

describe.concurrent.each(foldersIn(DESIGNS))('%s', (name) => {
  it('is carried out step by step, and nothing is left of it', async () => {
    await using project = new Project();
    for (const edit of readEdits<Notes>(join(DESIGNS, name))) await step(project, edit);
    await project.must(0, 'drift');
    const renamed = renameInState(project);
    expect(await project.must(2, 'drift')).toContain(renamed);
    await project.must(0, 'apply', '--refresh-only', '--auto-approve');
    await project.must(0, 'plan', '--detailed-exitcode');
    await project.must(0, 'destroy', '--auto-approve');
    expect(JSON.parse(project.read('terraform.tfstate')).resources).toEqual([]);
  });
});

async function step(project: Project, { files, notes: { violations, actions } }: Edit<Notes>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    if (text === null) project.remove(file);
    else project.write(file, text as string);
  }
  if (violations) {
    expect(await found(project)).toEqual(violations);
    expect((await project.ztc('apply', '--auto-approve')).code).not.toBe(0);
    return;
  }
  const plan = await project.json<Plan>(0, 'plan', '--json');
  if (actions) expect(planned(plan)).toEqual(actions);
  await project.must(0, 'apply', '--auto-approve');
  await project.must(0, 'plan', '--detailed-exitcode');
}

async function found(project: Project): Promise<readonly string[]> {
  const { findings } = await project.json<{ findings: readonly Finding[] }>(3, 'audit', '--json');
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, subject: { address, source } }) => `${rule} ${address} ${source.file}:${source.line}`)
    .sort();
}

const planned = ({ resource_changes: changes = [] }: Plan): readonly string[] =>
  changes
    .map(({ address, change: { actions } }) => `${address}: ${actions.join()}`)
    .filter((line) => !line.endsWith(': no-op'))
    .sort();

/** As if somebody had changed the name of a network on the platform: the state remembers another. */
function renameInState(project: Project): string {
  const state = JSON.parse(project.read('terraform.tfstate')) as State;
  const network = state.resources.find(({ type }) => type === 'ztc_vpc');
  const [instance] = network?.instances ?? [];
  if (!network || !instance) throw new Error('the design has no network');
  instance.attributes.name = 'remembered';
  project.writeJson('terraform.tfstate', { ...state, serial: state.serial + 1 });
  return `${network.module ?? ''}.${network.type}.${network.name}`;
}
