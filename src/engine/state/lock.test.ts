import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { Type } from '../../values/type.ts';
import { str } from '../../values/value.ts';
import { TestClock } from '../testing/test-clock.ts';
import { createLocalStorage } from './local.ts';
import { FileLock, lockedWithin } from './lock.ts';
import { type LockRecord, lockPath } from './lock-file.ts';
import { EMPTY_STATE, type State } from './model.ts';
import { thisProcess } from './process-identity.ts';
import type { LockHolder } from './storage.ts';

let dir: string;
let path: string;
let warnings: Diagnostic[];
let clock: TestClock;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ztc-lock-'));
  path = join(dir, 'terraform.tfstate');
  warnings = [];
  clock = new TestClock();
});
afterEach(() => rmSync(dir, { recursive: true }));

const lock = (): FileLock => new FileLock(path, { clock, warn: (warning) => warnings.push(warning) });
const there = (): LockRecord => JSON.parse(readFileSync(lockPath(path), 'utf8'));
const aRun = { beat: '0000000000', id: 'x', operation: 'apply', who: 'me@there', created: 'noon' };

/** A lock file as another run has left it: a file of its own. */
function left(record: Partial<LockRecord>): void {
  rmSync(lockPath(path), { force: true });
  writeFileSync(lockPath(path), JSON.stringify({ ...aRun, ...thisProcess(), ...record }));
}

async function aProcess(script = 'setInterval(() => {}, 1000); console.log(1)'): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a lock', () => {
  test('tells the second run who holds it', () => {
    const held = lock().acquire('apply');
    expect(() => lock().acquire('apply')).toThrow(
      new RegExp(`ZTC-E-STATE-LOCKED .*@${hostname()} \\(process ${process.pid}, apply since 1970`),
    );
    held.release();
    lock().acquire('plan').release();
    expect(readdirSync(dir)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('is waited for as long as one wants, or until one is asked to stop', async () => {
    const held = lock().acquire('apply');
    const take = () => {
      const { release } = lock().acquire('plan');
      return async () => release();
    };
    await expect(lockedWithin({ ms: 0 }, take)).rejects.toThrow('ZTC-E-STATE-LOCKED');
    const told: string[] = [];
    const stop = new AbortController();
    const stopped = expect(lockedWithin({ ms: 60_000, signal: stop.signal }, take)).rejects.toThrow(
      'ZTC-E-STATE-LOCKED',
    );
    stop.abort();
    await stopped;
    const waiting = lockedWithin({ ms: 60_000, tell: (why) => told.push(why) }, take);
    held.release();
    await (await waiting)();
    expect(told).toEqual([expect.stringContaining('apply since')]);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('goes with the process, whatever ends it', () => {
    const ends: (() => void)[] = [];
    const leaving = new FileLock(path, {
      clock,
      atExit: (act) => {
        ends.push(act);
        return () => ends.splice(ends.indexOf(act), 1);
      },
    });
    leaving.acquire('apply');
    for (const end of ends) end();
    expect(readdirSync(dir)).toEqual([]);
    leaving.acquire('apply').release();
    expect(ends.length).toBe(1);
  });

  test('of a dead process is taken over, with a word', async () => {
    const child = await aProcess();
    await end(child);
    left({ pid: child.pid as number });
    lock().acquire('apply').release();
    expect(warnings).toMatchObject([{ code: 'ZTC-W-LOCK-TAKEN', severity: 'warning' }]);
    expect(warnings[0]?.detail).toContain('me@there');
  });

  test('of a process whose number was given away again is taken over', () => {
    left({ pid: process.ppid, started: '1' });
    lock().acquire('apply').release();
    expect(warnings.length).toBe(1);
  });

  test('of a living process is never taken over, stopped or not', async () => {
    const child = await aProcess();
    try {
      const started = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')[21] as string;
      left({ pid: child.pid as number, started });
      utimesSync(lockPath(path), 0, 0);
      child.kill('SIGSTOP');
      const waiting = lock();
      for (let i = 0; i < 3; i++) {
        expect(() => waiting.acquire('apply')).toThrow('ZTC-E-STATE-LOCKED');
        clock.pass(3_600_000);
      }
    } finally {
      await end(child);
    }
    lock().acquire('apply').release();
  });
});

describe('a lock of another machine', () => {
  const machine = 'another boot';

  test('stands while it is renewed, and a minute longer', () => {
    left({ machine });
    const waiting = lock();
    for (let beat = 1; beat < 20; beat++) {
      expect(() => waiting.acquire('apply')).toThrow(/ZTC-E-STATE-LOCKED .*--lock-timeout/);
      clock.pass(30_000);
      left({ machine, beat: String(beat).padStart(10, '0') });
    }
    expect(() => waiting.acquire('apply')).toThrow('ZTC-E-STATE-LOCKED');
    clock.pass(59_000);
    expect(() => waiting.acquire('apply')).toThrow('ZTC-E-STATE-LOCKED');
    clock.pass(1000);
    waiting.acquire('apply').release();
    expect(warnings[0]?.detail).toContain('not renewed for 60 s');
  });

  test('is taken at once when the file server says that it is old', () => {
    left({ machine });
    const old = Date.now() / 1000 - 599;
    utimesSync(lockPath(path), old, old);
    expect(() => lock().acquire('apply')).toThrow('ZTC-E-STATE-LOCKED');
    utimesSync(lockPath(path), old - 2, old - 2);
    lock().acquire('apply').release();
    expect(readdirSync(dir)).toEqual([]);
  });

  test('from the future, as a clock that jumped leaves it, is taken after a minute of silence', () => {
    left({ machine });
    utimesSync(lockPath(path), 4e9, 4e9);
    const waiting = lock();
    expect(() => waiting.acquire('apply')).toThrow('ZTC-E-STATE-LOCKED');
    clock.pass(60_000);
    waiting.acquire('apply').release();
  });

  test('is renewed by its holder, in place', () => {
    const held = lock().acquire('apply');
    const before = there();
    clock.pass(35_000);
    expect(there()).toEqual({ ...before, beat: '0000000003' });
    held.release();
    clock.pass(60_000);
    expect(readdirSync(dir)).toEqual([]);
  });

  test.each(['', '{"beat":"00', 'null', '[]'])('that cannot be understood (%j) stands as long', (text) => {
    writeFileSync(lockPath(path), text);
    const waiting = lock();
    expect(() => waiting.acquire('apply')).toThrow(/ZTC-E-STATE-LOCKED .*no name/);
    clock.pass(60_000);
    waiting.acquire('apply').release();
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('whoever has lost the lock', () => {
  const noTypes = (): Type | undefined => undefined;
  const saying = (text: string): State => ({
    ...EMPTY_STATE,
    lineage: 'l',
    outputs: new Map([['o', { value: str(text), sensitive: false }]]),
  });
  const storage = () => createLocalStorage({ path, newLineage: () => 'l', lock: { clock } });

  test.each(['taken over', 'gone'])('writes nothing any more (%s)', async (how) => {
    const suspended = storage();
    const release = await suspended.lock('apply');
    await suspended.write(saying('a'), noTypes);
    const before = readFileSync(path, 'utf8');
    if (how === 'gone') rmSync(lockPath(path));
    else left({ machine: 'another boot' });
    await expect(suspended.write(saying('b'), noTypes)).rejects.toThrow(
      how === 'gone' ? 'ZTC-E-STATE-LOCK-LOST' : /ZTC-E-STATE-LOCK-LOST .*me@there/,
    );
    expect(readFileSync(path, 'utf8')).toBe(before);
    clock.pass(20_000);
    await release();
    expect(readdirSync(dir).length).toBe(how === 'gone' ? 1 : 2);
    if (how !== 'gone') expect(there()).toMatchObject(aRun);
  });
});

describe('a run of Terraform', () => {
  /** Takes the lock of the operating system as Terraform does, until it is ended. */
  const HOLDER =
    'import fcntl, sys, time; f = open(sys.argv[1], "r+"); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True); time.sleep(600)';

  test('is waited for; one that begins later, without a look at our lock, is not overwritten', async () => {
    writeFileSync(path, '');
    const own = lock();
    const held = own.acquire('apply');
    held.check();
    const terraform = spawn('python3', ['-c', HOLDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(terraform.stdout, 'data');
    try {
      expect(() => held.check()).toThrow(/ZTC-E-STATE-LOCK-LOST .*Terraform \(process \d+\)/);
      held.release();
      expect(() => own.acquire('apply')).toThrow(/ZTC-E-STATE-LOCKED .*Terraform \(process \d+\)/);
      expect(await own.holder()).toMatchObject({ id: 'terraform', alive: true, removable: false });
    } finally {
      await end(terraform);
    }
    own.acquire('apply').release();
  });
});

describe('unlocking', () => {
  test('shows the holder and ends the lock of nobody else', async () => {
    expect(await lock().holder()).toBeUndefined();
    const held = lock().acquire('apply');
    const holder = (await lock().holder()) as LockHolder;
    expect(holder).toMatchObject({ alive: true, text: expect.stringContaining('apply since') });
    await lock().remove({ ...holder, id: 'other' });
    held.check();
    await lock().remove(holder);
    expect(() => held.check()).toThrow('ZTC-E-STATE-LOCK-LOST');
    held.release();
    left({ machine: 'elsewhere' });
    expect(await lock().holder()).toMatchObject({ id: 'x', alive: undefined });
    left({ pid: 2 ** 22 + 1 });
    expect(await lock().holder()).toMatchObject({ id: 'x', alive: false });
  });
});
