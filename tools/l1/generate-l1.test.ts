import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateL1 } from '../generate-l1.ts';
import { catalogType } from './names.ts';

const FOLDER = join(import.meta.dirname, '../../constructs/l1');
const files = generateL1();

test('what is committed is what the schemas give', () => {
  for (const [name, text] of files) expect(readFileSync(join(FOLDER, name), 'utf8'), name).toBe(text);
  const present = readdirSync(FOLDER).filter((name) => name !== 'provider.ts');
  expect(present.sort()).toEqual([...files.keys()].sort());
});

test('no file can exceed 25 kB of code; declarations are at most the documented members', () => {
  for (const name of files.keys()) expect(statSync(join(FOLDER, name)).size, name).toBeLessThan(25_000);
});

/** tsc writes the interfaces with their comments, and next to nothing of the table. */
test('declarations stay below 8 kB', () => {
  for (const [name, text] of files) {
    const declarations = text.replace(/const TYPE = [\s\S]*?\n\);\n/, '');
    expect(Buffer.byteLength(declarations), name).toBeLessThan(8_000);
  }
});

test('every enumeration of the catalogue has a literal type', () => {
  const sources = readdirSync(join(FOLDER, '../../schema/resources'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(FOLDER, '../../schema/resources', name), 'utf8'));
  const lists = new Set(
    sources.flatMap((text) => [...text.matchAll(/enumFrom: ([\w.]+)/g)].map((match) => match[1] as string)),
  );
  expect([...lists].filter((list) => catalogType(list) === undefined)).toEqual([]);
});
