/** Both programs as users have them, taking turns in one folder: what one has applied, the other has nothing to do with. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Project } from '../../support/cli.ts';
import { TerraformPool } from '../../support/terraform-pool.ts';
import { filesOf } from './harness/folder.ts';
import type { Scenario } from './harness/scenario.ts';
import { LIFECYCLE } from './scenarios/lifecycle.ts';
import { MODULES } from './scenarios/modules.ts';
import { REPETITION } from './scenarios/repetition.ts';
import { VALUES } from './scenarios/values.ts';

const named = (all: readonly Scenario[], name: string): Scenario => {
  const found = all.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`there is no scenario "${name}"`);
  return found;
};

const PLAYED: readonly Scenario[] = [
  named(LIFECYCLE, 'an update that spreads'),
  named(LIFECYCLE, 'a chain of replacements by id'),
  named(REPETITION, 'for_each loses and gains keys'),
  named(REPETITION, 'for_each over another for_each and over locals, in native syntax'),
  named(VALUES, 'numbers, nulls, escapes and sensitive values'),
  named(MODULES, 'for_each over calls with a map of outputs'),
];

describe.each(PLAYED)('$row $name', ({ steps }) => {
  let pool: TerraformPool;
  beforeAll(() => {
    pool = new TerraformPool(1);
  });
  afterAll(() => pool[Symbol.dispose]());

  it.each(['ztc', 'terraform'] as const)('is applied by %s and then in turn', async (first) => {
    await using project = new Project();
    const terraform = async (...args: string[]): Promise<void> => {
      const { code, stdout, stderr } = await pool.run(project.dir, ...args, '-input=false', '-no-color');
      expect(code, `terraform ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
    };
    for (const [at, step] of steps.entries()) {
      for (const [name, content] of Object.entries(filesOf(step))) {
        if (content === null) project.remove(name);
        else if (typeof content === 'string') project.write(name, content);
        else project.writeJson(name, content);
      }
      await terraform('init');
      if ((first === 'ztc') === (at % 2 === 0)) await project.must(0, 'apply', '--auto-approve', '.');
      else await terraform('apply', '-auto-approve');
      await project.must(0, 'plan', '--detailed-exitcode', '.');
      await terraform('plan', '-detailed-exitcode');
    }
  });
});
