import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile, stale } from './generate.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

describe('generated files', () => {
  it('are what the sources say', async () => {
    expect(stale(ROOT, await compile(ROOT))).toEqual([]);
  });

  it('come out the same every time', async () => {
    expect([...(await compile(ROOT))]).toEqual([...(await compile(ROOT))]);
  });
});
