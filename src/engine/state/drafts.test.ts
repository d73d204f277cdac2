import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JournalFile } from '../journal/file-medium.ts';
import { draftOf, removeOldDrafts, uniqueDraftOf } from './drafts.ts';
import { createLocalStorage } from './local.ts';
import { lockPath } from './lock-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ztc-drafts-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A process that has been. */
const gone = spawnSync(process.execPath, ['--version']).pid;
const there = (): string[] => readdirSync(dir).sort();

function write(...names: string[]): void {
  for (const name of names) writeFileSync(join(dir, name), '');
}

test('what is left by processes that are gone is taken away, and nothing else', () => {
  const others = [
    'state',
    'state.backup',
    'state.tmp',
    `state.${process.ppid}.tmp`,
    `state.${gone}.tmp.old`,
    `other.${gone}.tmp`,
    `state.journal.${gone}.tmp`,
  ];
  write(...others, `state.${gone}.tmp`, `state.${gone}-6d7ff7c6-13c1-4d3b-bd42-c0b4b4e4c1f7.tmp`);
  removeOldDrafts(join(dir, 'state'));
  expect(there()).toEqual(others.sort());
  removeOldDrafts(join(dir, 'nowhere', 'state'));
});

test('drafts are known by their makers', () => {
  const path = join(dir, 'state');
  expect(draftOf(path)).toBe(`${path}.${process.pid}.tmp`);
  writeFileSync(uniqueDraftOf(path), '');
  removeOldDrafts(path);
  expect(there()).toEqual([]);
});

test('whoever holds the lock of a state takes away what is left of states and locks', async () => {
  const path = join(dir, 'state');
  write(`state.${gone}.tmp`, `${lockPath('state')}.${gone}-6d7ff7c6-13c1-4d3b-bd42-c0b4b4e4c1f7.tmp`);
  const release = await createLocalStorage({ path, newLineage: () => 'l' }).lock('apply');
  expect(there()).toEqual([lockPath('state')]);
  await release();
  expect(there()).toEqual([]);
});

test('a journal that begins or ends leaves no other one unfinished', async () => {
  const medium = new JournalFile(join(dir, 'state.journal'));
  write(`state.journal.${gone}.tmp`);
  await medium.replace(Buffer.from('a'));
  expect(there()).toEqual(['state.journal']);
  write(`state.journal.${gone}.tmp`);
  await medium.remove();
  expect(there()).toEqual([]);
});
