/** Row 34: an apply that is stopped or killed midway leaves nothing behind that the next one does not know. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/values/json.ts';
import { Project } from '../../support/cli.ts';
import { TerraformPool } from '../../support/terraform-pool.ts';
import { data } from './scenarios/building-blocks.ts';

/** `c` waits for `b`, whose command takes its time and says when it has begun. */
const slow = (command: string): JsonObject =>
  data({
    a: { input: 1 },
    b: { input: '${terraform_data.a.id}', provisioner: [{ 'local-exec': { command } }] },
    c: { input: '${terraform_data.b.id}' },
  });

const addresses = (project: Project): string[] =>
  (JSON.parse(project.read('terraform.tfstate')) as { resources: { name: string }[] }).resources.map(
    ({ name }) => name,
  );

describe('34 an apply that is interrupted', () => {
  let pool: TerraformPool;
  beforeAll(() => {
    pool = new TerraformPool(1);
  });
  afterAll(() => pool[Symbol.dispose]());

  async function interrupted(work: string) {
    const project = new Project();
    const begun = join(project.dir, 'begun');
    project.writeJson('main.tf.json', slow(`touch '${begun}' && ${work}`));
    const running = project.start(['apply', '--auto-approve', '.']);
    while (!existsSync(begun)) await sleep(20);
    return { project, running };
  }

  async function expectGoesOn(project: Project): Promise<void> {
    project.writeJson('main.tf.json', slow('true'));
    await project.must(0, 'apply', '--auto-approve', '.');
    expect(addresses(project)).toEqual(['a', 'b', 'c']);
    await project.must(0, 'plan', '--detailed-exitcode', '.');
    expect((await pool.run(project.dir, 'plan', '-detailed-exitcode', '-input=false')).code).toBe(0);
  }

  it('by a signal: ends what is under way, records it and starts nothing more', async () => {
    const { project, running } = await interrupted('sleep 2');
    await using _ = project;
    running.signal('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1 });
    expect(addresses(project)).toEqual(['a', 'b']);
    await expectGoesOn(project);
  });

  it('by being killed: what was finished is in the state, and the next run needs no unlocking', async () => {
    const { project, running } = await interrupted('while kill -0 $PPID; do sleep 0.2; done 2> /dev/null');
    await using _ = project;
    while (!project.has('terraform.tfstate')) await sleep(20);
    running.signal('SIGKILL');
    await running.ended;
    expect(addresses(project)).toEqual(['a']);
    await expectGoesOn(project);
  });
});
