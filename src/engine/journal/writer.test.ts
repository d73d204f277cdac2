import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeRecords } from './codec.ts';
import { JournalFile } from './file-medium.ts';
import type { JournalMedium } from './medium.ts';
import type { JournalRecord } from './record.ts';
import { JournalWriter } from './writer.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ztc-journal-'));
  path = join(dir, 'j');
});
afterEach(() => rmSync(dir, { recursive: true }));

const done = (write: number): JournalRecord => ({ kind: 'done', write });

/** Counts what goes to the disk. */
class Counting implements JournalMedium {
  readonly location = 'memory';
  appends = 0;
  syncs = 0;
  readonly #inner: JournalMedium;

  constructor(inner: JournalMedium) {
    this.#inner = inner;
  }
  load = () => this.#inner.load();
  replace = (bytes: Uint8Array) => this.#inner.replace(bytes);
  remove = () => this.#inner.remove();
  close = () => this.#inner.close();
  append(bytes: Uint8Array, sync: boolean): Promise<void> {
    this.appends += 1;
    if (sync) this.syncs += 1;
    return this.#inner.append(bytes, sync);
  }
}

describe('a journal file', () => {
  test('what is asked for at the same time goes to the disk in one piece', async () => {
    const medium = new Counting(new JournalFile(path));
    const writer = new JournalWriter(medium);
    await writer.restart([done(0)]);
    await Promise.all(Array.from({ length: 100 }, (_, i) => writer.secure(done(i + 1))));
    expect(medium.syncs).toBe(1);
    writer.add(done(101));
    await writer.settled();
    expect(medium).toMatchObject({ appends: 2, syncs: 1 });
    const { records, lost } = decodeRecords(readFileSync(path));
    expect(records).toEqual(Array.from({ length: 102 }, (_, i) => done(i)));
    expect(lost).toBe(0);
    await medium.close();
  });

  test('begins anew as one step, and goes on behind that', async () => {
    const medium = new JournalFile(path);
    const writer = new JournalWriter(medium);
    await writer.restart([done(1)]);
    await writer.secure(done(2));
    const again = writer.restart([done(3)]);
    writer.add(done(4));
    await again;
    await writer.settled();
    expect(decodeRecords(readFileSync(path)).records).toEqual([done(3), done(4)]);
    await medium.remove();
    expect(existsSync(path)).toBe(false);
  });

  test('a full disk is told to everybody who asks, and nothing is written behind the gap', async () => {
    symlinkSync('/dev/full', path);
    const writer = new JournalWriter(new JournalFile(path));
    const both = await Promise.allSettled([writer.secure(done(1)), writer.secure(done(2))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(writer.secure(done(3))).rejects.toThrow('ZTC-E-JOURNAL-IO');
    // There is room again, and everything begins anew.
    rmSync(path);
    await writer.restart([done(4)]);
    await writer.secure(done(5));
    expect(decodeRecords(readFileSync(path)).records).toEqual([done(4), done(5)]);
  });

  test('a folder that takes no files is told with its reason', async () => {
    writeFileSync(path, '');
    const writer = new JournalWriter(new JournalFile(join(path, 'inside', 'j')));
    await expect(writer.restart([done(1)])).rejects.toThrow('ZTC-E-JOURNAL-IO');
    await expect(writer.secure(done(2))).rejects.toThrow('ZTC-E-JOURNAL-IO');
  });
});
