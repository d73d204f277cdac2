import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_LAYERS, findErrorCode, knownErrorCodes, layerOf } from './error-codes.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Files that describe codes and do not emit them. */
const TABLES = /^src\/cli\/error-codes\//;
const CODE = /\b(?:ZTC-(?:CLI|API|E|W)-[A-Z][A-Z_-]*|CDK-\d{3})(?![A-Z_-]|['"]:)/g;

/** Every code in a file that is not part of a comment or the key of a table; a built one ends with `_`. */
function codesIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return text.match(CODE) ?? [];
}

const emitted = new Set(
  globSync('{src,constructs}/**/*.ts', { cwd: ROOT })
    .filter((file) => !TABLES.test(file) && !/\.test(-d)?\.ts$|\/testing(\/|\.ts)/.test(file))
    .flatMap(codesIn),
);
const known = await knownErrorCodes();
const isBuilt = (code: string) => code.endsWith('_') || code.endsWith('-');
const builtFrom = [...emitted].filter(isBuilt);

describe('the table of error codes', () => {
  it('finds codes in the sources', () => {
    expect(emitted.size).toBeGreaterThan(100);
  });

  it('has every code that the sources emit', () => {
    const missing = [...emitted].filter((code) => !isBuilt(code) && !known.includes(code));
    expect(missing).toEqual([]);
    for (const prefix of builtFrom)
      expect(
        known.some((code) => code.startsWith(prefix)),
        prefix,
      ).toBe(true);
  });

  it('has no code that nobody emits', () => {
    const isEmitted = (code: string) =>
      emitted.has(code) || builtFrom.some((prefix) => code.startsWith(prefix));
    expect(known.filter((code) => !isEmitted(code))).toEqual([]);
  });

  it('has each code once, with a meaning and a fix in both languages', async () => {
    expect(new Set(known).size).toBe(known.length);
    for (const code of known) {
      const found = await findErrorCode(code);
      for (const text of [found?.meaning, found?.fix]) {
        expect(text?.en, code).toMatch(/\w/);
        expect(text?.zh, code).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });

  it('finds each code by its prefix', async () => {
    for (const layer of ERROR_LAYERS) {
      for (const { code } of await layer.load()) expect(layerOf(code), code).toBe(layer);
    }
    expect(await findErrorCode('ZTC-API-NO_SUCH')).toBeUndefined();
    expect(await findErrorCode('E404')).toBeUndefined();
  });
});
