/** Row 33: a state that somebody else works on. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thisProcess } from '../../../src/engine/state/process-identity.ts';
import { TerraformPool } from '../../support/terraform-pool.ts';
import { Folder } from './harness/folder.ts';
import type { Step } from './harness/scenario.ts';
import { TerraformEngine } from './harness/terraform-engine.ts';
import { ZtcEngine } from './harness/ztc-engine.ts';
import { data } from './scenarios/building-blocks.ts';

/** Holds the lock of the operating system that Terraform takes, until it is ended. */
const HOLDER = `
import fcntl, sys, time
state = open(sys.argv[1], "r+")
fcntl.lockf(state, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
`;

async function hold(path: string): Promise<ChildProcess> {
  const child = spawn('python3', ['-c', HOLDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const over = once(child, 'exit');
  child.kill('SIGKILL');
  await over;
}

describe('33 a state that somebody else works on', () => {
  let pool: TerraformPool;
  beforeAll(() => {
    pool = new TerraformPool(1);
  });
  afterAll(() => pool[Symbol.dispose]());

  const FIRST: Step = { config: data({ a: { input: 1 } }) };
  const SECOND: Step = { config: data({ a: { input: 2 } }) };

  it('is left alone by both engines, and free again when that process is gone', async () => {
    using folder = new Folder();
    const [terraform, ztc] = [new TerraformEngine(pool, folder), new ZtcEngine(folder)];
    await terraform.prepare(FIRST);
    await terraform.plan(FIRST);
    await terraform.apply(FIRST);
    const before = folder.stateText();

    await terraform.prepare(SECOND);
    const holder = await hold(folder.statePath);
    try {
      const planned = await terraform.plan(SECOND);
      expect(planned.exit).toBe(1);
      expect(planned.errors.join()).toContain('Error acquiring the state lock');
      const refused = await ztc.run(SECOND, true);
      expect(refused.apply?.errors.join()).toContain('ZTC-E-STATE-LOCKED');
      expect(folder.stateText()).toBe(before);
    } finally {
      await end(holder);
    }
    const applied = await ztc.run(SECOND, true);
    expect(applied.apply).toMatchObject({ exit: 0, errors: [] });
    expect((await terraform.plan(SECOND)).exit).toBe(0);
  });

  it('is not locked by what a killed run of Terraform has left behind', async () => {
    using folder = new Folder();
    const [terraform, ztc] = [new TerraformEngine(pool, folder), new ZtcEngine(folder)];
    await terraform.prepare(FIRST);
    const info = {
      ID: '0',
      Operation: 'OperationTypeApply',
      Who: 'x@y',
      Version: '1.15.5',
      Path: 'terraform.tfstate',
    };
    folder.write({ '.terraform.tfstate.lock.info': info });
    expect((await ztc.run(FIRST, true)).apply).toMatchObject({ exit: 0 });
    folder.write({ '.terraform.tfstate.lock.info': info });
    await terraform.prepare(SECOND);
    expect((await terraform.plan(SECOND)).exit).toBe(2);
    expect(await terraform.apply(SECOND)).toMatchObject({ exit: 0 });
  });

  it('is no longer locked by a run of ztc that was killed', async () => {
    using folder = new Folder();
    const ztc = new ZtcEngine(folder);
    const gone = { id: 'x', operation: 'apply', who: 'x', created: '' };
    folder.write({ '.terraform.tfstate.ztc-lock': { ...gone, ...thisProcess(), pid: 2 ** 22 + 1 } });
    ztc.prepare(FIRST);
    expect((await ztc.run(FIRST, true)).apply).toMatchObject({ exit: 0 });
  });
});
