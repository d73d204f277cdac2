import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitJson } from './json-split.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('splitJson', () => {
  it('takes the list out and leaves the rest', () => {
    const list = fc.array(fc.jsonValue(), { minLength: 1 });
    const rest = fc.dictionary(
      fc.string().filter((key) => key !== 'list'),
      fc.jsonValue(),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(rest, list, rest, fc.constantFrom(0, 2), (before, elements, after, indent) => {
        const document = { ...before, list: elements, ...after };
        const split = splitJson(bytes(JSON.stringify(document, undefined, indent)), 'list');
        expect(JSON.parse(split?.rest ?? '')).toEqual(JSON.parse(JSON.stringify({ ...document, list: [] })));
        expect([...(split?.elements ?? [])].map((text) => JSON.parse(text))).toEqual(
          JSON.parse(JSON.stringify(elements)),
        );
      }),
    );
  });

  it('is not confused by brackets and quotes in texts, nor by the name inside of other values', () => {
    const document = { a: { list: [1] }, b: 'list', 'x"list': ']', list: ['}],"list":[', '\\"', { c: '[' }] };
    const split = splitJson(bytes(`\u{feff}${JSON.stringify(document)}`), 'list');
    expect([...(split?.elements ?? [])].map((text) => JSON.parse(text))).toEqual(document.list);
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"list"',
    '{"list":',
    '{"list":[',
    '{"list":[]}',
    '{"list":[1',
    '{"list":[1 2]}',
    '{"list":[1,]}',
    '{"list":[,1]}',
    '{"list":[1}',
    '{"list":{}}',
    '{"list":[1],"list":[2]}',
    '{"list" [1]}',
  ])('leaves %s to the parser', (text) => {
    expect(splitJson(bytes(text), 'list')).toBeUndefined();
  });

  it('leaves what is wrong in the parts', () => {
    const split = splitJson(bytes('{"list":[{"a":x}, nul], "b": x} y'), 'list');
    expect(split?.rest).toBe('{"list":[], "b": x} y');
    expect([...(split?.elements ?? [])]).toEqual(['{"a":x}', 'nul']);
  });
});
