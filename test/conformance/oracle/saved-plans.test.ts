/** Row 32: plans that are saved, and applied later. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TerraformPool } from '../../support/terraform-pool.ts';
import { Folder } from './harness/folder.ts';
import type { Step } from './harness/scenario.ts';
import { TerraformEngine } from './harness/terraform-engine.ts';
import { ZtcEngine } from './harness/ztc-engine.ts';
import { data } from './scenarios/building-blocks.ts';

const ONE: Step = { config: data({ a: { input: 1 } }) };
const TWO: Step = { config: data({ a: { input: 2 } }) };
const FAILING: Step = {
  config: data(
    { a: { lifecycle: { precondition: [{ condition: '${local.no}', error_message: 'not so' }] } } },
    { locals: { no: false } },
  ),
};

describe('32 saved plans', () => {
  let pool: TerraformPool;
  beforeAll(() => {
    pool = new TerraformPool(1);
  });
  afterAll(() => pool[Symbol.dispose]());

  const save = (ztc: ZtcEngine, step: Step): Promise<string> =>
    ztc.with(step, async ({ engine }) => engine.planJson(await engine.plan()));
  const applySaved = (ztc: ZtcEngine, step: Step, text: string) =>
    ztc.with(step, ({ engine }) => engine.applySaved(text));

  it('are applied as they are, and only once', async () => {
    using theirs = new Folder();
    const terraform = new TerraformEngine(pool, theirs);
    await terraform.prepare(ONE);
    await terraform.plan(ONE);
    expect((await terraform.apply(ONE)).exit).toBe(0);
    expect((await terraform.apply(ONE)).errors.join()).toContain('Saved plan is stale');

    using ours = new Folder();
    const ztc = new ZtcEngine(ours);
    ztc.prepare(ONE);
    const plan = await save(ztc, ONE);
    expect((await applySaved(ztc, ONE, plan)).counts).toMatchObject({ add: 1 });
    await expect(applySaved(ztc, ONE, plan)).rejects.toThrow('ZTC-E-PLAN-STALE');
  });

  it('are refused when the state has changed since', async () => {
    using theirs = new Folder();
    const terraform = new TerraformEngine(pool, theirs);
    await terraform.prepare(ONE);
    await terraform.plan(ONE);
    await terraform.apply(ONE);
    await terraform.prepare(TWO);
    await terraform.plan(TWO);
    await terraform.prepare({ state: [{ taint: 'terraform_data.a' }] });
    expect((await terraform.apply(TWO)).errors.join()).toContain('Saved plan is stale');

    using ours = new Folder();
    const ztc = new ZtcEngine(ours);
    ztc.prepare(ONE);
    await ztc.run(ONE, true);
    ztc.prepare(TWO);
    const plan = await save(ztc, TWO);
    ztc.prepare({ state: [{ taint: 'terraform_data.a' }] });
    await expect(applySaved(ztc, TWO, plan)).rejects.toThrow('ZTC-E-PLAN-STALE');
  });

  it('are refused when they have errors', async () => {
    using theirs = new Folder();
    const terraform = new TerraformEngine(pool, theirs);
    await terraform.prepare(FAILING);
    expect((await terraform.plan(FAILING)).exit).toBe(1);
    expect((await terraform.apply(FAILING)).errors.join()).toContain('Cannot apply incomplete plan');

    using ours = new Folder();
    const ztc = new ZtcEngine(ours);
    ztc.prepare(FAILING);
    const plan = await save(ztc, FAILING);
    await expect(applySaved(ztc, FAILING, plan)).rejects.toThrow('ZTC-E-PLAN');
  });

  // Terraform carries the configuration inside its plan file; ztc plans again and wants the same files.
  it('are refused by ztc when the configuration has changed since', async () => {
    using ours = new Folder();
    const ztc = new ZtcEngine(ours);
    ztc.prepare(ONE);
    const plan = await save(ztc, ONE);
    ztc.prepare(TWO);
    await expect(applySaved(ztc, TWO, plan)).rejects.toThrow('ZTC-E-PLAN-STALE');
  });
});
