/** Reads the cases: one expression per line, `↵` and `␍` for line feed and carriage return, `#` and a space for remarks. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function casesOf(name: string): readonly string[] {
  const lines = readFileSync(join(import.meta.dirname, 'cases', `${name}.txt`), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.replaceAll('↵', '\n').replaceAll('␍', '\r'));
}

/** The same choice in every run. */
export function createPicker(seed: number): <T>(from: readonly T[]) => T {
  let state = seed;
  return (from) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return from[Math.floor((state / 2_147_483_648) * from.length)] as (typeof from)[number];
  };
}
