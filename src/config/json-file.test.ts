import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate } from '../values/json-locate.ts';
import { JsonFile } from './json-file.ts';
import type { JsonPath } from './place.ts';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string(),
    fc.integer(),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

function* paths(value: unknown, at: JsonPath = []): Iterable<JsonPath> {
  yield at;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* paths(item, [...at, i]);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* paths(item, [...at, key]);
  }
}

describe('positions', () => {
  it('through the index are those found by reading from the start', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const file = new JsonFile(text, 'f');
        for (const path of paths(value)) {
          for (const what of ['key', 'value'] as const) {
            expect(file.position(path, what)).toEqual(locate(text, path, what));
          }
        }
      }),
    );
  });
});

describe('duplicate keys', () => {
  it('are never seen where there are none', () => {
    fc.assert(
      fc.property(json, (value) => new JsonFile(JSON.stringify(value), 'f').duplicates().length === 0),
    );
  });

  it('are always seen where there are some', () => {
    fc.assert(
      fc.property(fc.string(), json, json, (key, a, b) => {
        fc.pre(key !== '//');
        const name = JSON.stringify(key);
        const text = `[{"x": [{${name}: ${JSON.stringify(a)}, ${name} : ${JSON.stringify(b)}}]}]`;
        expect(new JsonFile(text, 'f').duplicates()).toHaveLength(1);
      }),
    );
  });

  it('are equal however they are escaped', () => {
    expect(new JsonFile('{"a": 1, "\\u0061": 2}', 'f').duplicates()).toHaveLength(1);
  });
});
