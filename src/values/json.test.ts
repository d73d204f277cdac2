import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiagnosticError } from './diagnostic.ts';
import { JsonDocument, JsonNumber, parseJson, writeJson } from './json.ts';
import { impliedValue, valueToJson } from './json-value.ts';

describe('lossless JSON', () => {
  it('keeps every digit', () => {
    const text = '{"a":12345678901234567890123,"b":0.3333333333333333333333,"c":1.5,"d":[1,-0.25]}';
    expect(writeJson(parseJson(text))).toBe(text);
    expect(writeJson(valueToJson(impliedValue(parseJson(text))))).toBe(text);
    expect((parseJson(text) as { a: JsonNumber }).a).toBeInstanceOf(JsonNumber);
  });
  it('keeps every digit, wherever a number stands', () => {
    const long = [
      '1234567890123456',
      '-0.1234567890123456',
      '1e400',
      '-2.5E-7',
      '123456789012345678901234567890',
    ];
    for (const number of long)
      for (let indent = 0; indent < 20; indent++) {
        const space = ' '.repeat(indent);
        for (const text of [
          number,
          `[${space}${number}]`,
          `{"a":${space}${number}}`,
          `[1,${space}${number} ,2]`,
        ])
          expect(JSON.stringify(parseJson(text)).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }
  });
  it('reads texts that look like long numbers', () => {
    const value = { id: '0f8fad5b-1234-4e12-8765-1234567890123456', at: '12345678901234567', e: 'a, 1e5' };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });
  it('escapes as Go does and indents as Terraform does', () => {
    expect(writeJson({ b: '<a & b>\u2028é', a: [], c: {} }, { sortKeys: true, indent: true })).toBe(
      '{\n  "a": [],\n  "b": "\\u003ca \\u0026 b\\u003e\\u2028é",\n  "c": {}\n}',
    );
  });
  it('finds positions', () => {
    const doc = JsonDocument.parse('{\n  "a": [1, {"b": "x"}],\n  "c\\u0041": 2\n}', 'f.json');
    expect(doc.position(['a', 1, 'b'])).toEqual({ line: 2, column: 18 });
    expect(doc.position(['a', 1, 'b'], 'key')).toEqual({ line: 2, column: 13 });
    expect(doc.position(['cA'])).toEqual({ line: 3, column: 14 });
    expect(doc.position(['a', 9])).toEqual({ line: 2, column: 8 });
  });
  it('reports syntax errors with a position', () => {
    try {
      JsonDocument.parse('{\n "a": x}', 'f.json');
      expect.unreachable();
    } catch (e) {
      expect((e as DiagnosticError).diagnostics[0]).toMatchObject({
        code: 'ZTC-E-JSON-SYNTAX',
        file: 'f.json',
        line: 2,
      });
    }
  });
  it('writes what it read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (v) => {
        const text = JSON.stringify(v);
        expect(JSON.parse(writeJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});
