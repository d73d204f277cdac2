/** The event stream and exit codes of ztc beside those of real Terraform, command by command. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TerraformPool } from '../../support/terraform-pool.ts';
import { Folder } from '../oracle/harness/folder.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { eventsOf, histories, inventory, isProblem, phases } from './stream.ts';
import { ztc } from './ztc.ts';

let pool: TerraformPool;
beforeAll(() => {
  pool = new TerraformPool();
});
afterAll(() => pool[Symbol.dispose]());

async function play({ steps }: Scenario): Promise<void> {
  using theirs = new Folder();
  using ours = new Folder();
  for (const { files = {}, command, early, more } of steps) {
    for (const folder of [theirs, ours]) folder.write(files);
    if (Object.keys(files).some((name) => name.includes('/')))
      await pool.run(theirs.dir, 'init', '-input=false');
    const [terraform, own] = await Promise.all([pool.run(theirs.dir, ...command), ztc(ours.dir, ...command)]);
    const wanted = early ? isProblem : () => true;
    const expected = eventsOf(terraform.stdout).filter(wanted);
    const actual = eventsOf(own.stdout, more).filter(wanted);
    const title = `ztc ${command.join(' ')}\n${own.stderr}`;
    expect(inventory(actual), title).toEqual(inventory(expected));
    expect(phases(actual), title).toEqual(phases(expected));
    expect(histories(actual), title).toEqual(histories(expected));
    expect(own.code, title).toBe(terraform.code);
  }
}

describe.concurrent('events and exit codes', () => {
  for (const scenario of SCENARIOS) it(scenario.name, () => play(scenario));
});
