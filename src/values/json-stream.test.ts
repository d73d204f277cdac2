import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, parseJson, writeJson } from './json.ts';
import { JsonAscii, JsonLater, JsonList, jsonPieces } from './json-stream.ts';

const written = (value: Json, indent: boolean): string => [...jsonPieces(value, { indent })].join('');

describe('JSON in pieces', () => {
  it('is the text that would be written at once', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 7 }), fc.boolean(), (value, indent) => {
        const json = parseJson(JSON.stringify(value));
        expect(written(json, indent)).toBe(writeJson(json, { indent }));
      }),
    );
  });

  it('cuts long lists, wherever they are, and keeps long numbers and line feeds', () => {
    const rows = Array.from({ length: 100 }, (_, n) => ({ n, text: `a\n"<${n}>"`, inner: [n, [n]] }));
    const json = parseJson(
      JSON.stringify({ rows, deep: { er: { rows, none: [] } }, all: [rows] }).replace(
        '"n":7',
        '"n":12345678901234567890',
      ),
    );
    for (const indent of [true, false]) expect(written(json, indent)).toBe(writeJson(json, { indent }));
  });

  it('makes lists while it writes and leaves out what is undefined', () => {
    const made: number[] = [];
    const numbers = function* () {
      for (let n = 0; n < 100; n++) {
        made.push(n);
        yield { n };
      }
    };
    const pieces = jsonPieces({
      a: undefined,
      list: new JsonList(numbers()),
      empty: new JsonLater(() => new JsonList([])),
    });
    expect(made).toEqual([]);
    const list = Array.from({ length: 100 }, (_, n) => ({ n }));
    expect([...pieces].join('')).toBe(writeJson({ list, empty: [] }));
  });

  it('writes a part in ASCII, and means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }), (value) => {
        const json = parseJson(JSON.stringify({ 名: '🧱', value }));
        const text = [...jsonPieces(new JsonAscii(json))].join('');
        expect(text).toMatch(/^[ -~]*$/);
        expect(parseJson(text)).toEqual(json);
      }),
    );
  });

  it('comes in pieces of a limited length', () => {
    const long = Array.from({ length: 100_000 }, (_, n) => `element ${n} of a long list`);
    const pieces = [...jsonPieces({ long })];
    expect(pieces.length).toBeGreaterThan(2);
    expect(JSON.parse(pieces.join(''))).toEqual({ long });
  });
});
