import { describe, expect, it } from 'vitest';
import { equalAnswer } from './equality.ts';
import { fromPlain, toPlain, valueFromJson, valueToJson } from './json-value.ts';
import { deepMarks, markPaths, pathsWithMark, unmarkDeep } from './marks.ts';
import { sortedEntries, transform, valueAt } from './path.ts';
import { compareStrings, T, typeEquals, typeFromJson, typeName, typeToJson, typeToString } from './type.ts';
import {
  asArray,
  getAttr,
  list,
  map,
  nul,
  num,
  object,
  SENSITIVE,
  set,
  str,
  tuple,
  unknown,
  valueEquals,
} from './value.ts';

const secret = new Set([SENSITIVE]);

describe('types', () => {
  const t = T.object({ a: T.list(T.string), b: T.tuple([T.number, T.dynamic]), c: T.map(T.set(T.bool)) }, [
    'c',
  ]);
  it('goes to JSON and back', () => {
    expect(typeToJson(t)).toEqual([
      'object',
      { a: ['list', 'string'], b: ['tuple', ['number', 'dynamic']], c: ['map', ['set', 'bool']] },
      ['c'],
    ]);
    expect(typeEquals(typeFromJson(JSON.parse(JSON.stringify(typeToJson(t)))), t)).toBe(true);
    expect(() => typeFromJson(['nope'])).toThrow(TypeError);
  });
  it('has names for people', () => {
    expect(typeName(T.list(T.string))).toBe('list of string');
    expect(typeToString(t)).toBe(
      'object({a=list(string), b=tuple([number, any]), c=optional(map(set(bool)))})',
    );
  });
  it('orders strings by UTF-8 bytes', () => {
    expect(['\uffee', '\u{10000}', 'a', 'B'].sort(compareStrings)).toEqual(['B', 'a', '\uffee', '\u{10000}']);
  });
});

describe('values', () => {
  it('carries the marks of a container to what is taken out', () => {
    const v = object({ a: str('x') }).withMarks(secret);
    expect(getAttr(v, 'a')?.hasMark(SENSITIVE)).toBe(true);
    expect(getAttr(v, 'b')).toBeUndefined();
  });
  it('knows about unknowns and marks at any depth', () => {
    const v = object({ a: tuple([str('x').withMarks(secret), unknown(T.string)]) });
    expect([v.isKnown, v.whollyKnown, v.isMarked, v.deepMarked]).toEqual([true, false, false, true]);
    expect(pathsWithMark(v, SENSITIVE)).toEqual([['a', 0]]);
    const { value, marks } = unmarkDeep(v);
    expect(value.deepMarked).toBe(false);
    expect(valueEquals(markPaths(value, marks), v)).toBe(true);
    expect([...deepMarks(v)]).toEqual([SENSITIVE]);
  });
  it('keeps sets unique, ordered, and marked as a whole', () => {
    const v = set(T.string, [str('b'), str('a').withMarks(secret), str('b')]);
    expect(asArray(v).map((e) => e.raw)).toEqual(['a', 'b']);
    expect(v.hasMark(SENSITIVE)).toBe(true);
    const numbers = set(T.number, [10, 9, 9].map(num));
    expect(asArray(numbers).map((e) => e.raw)).toEqual([9, 10]);
    const mixed = set(T.string, [unknown(T.string), nul(T.string), unknown(T.string), str('z')]);
    expect(asArray(mixed).map((e) => e.state)).toEqual(['known', 'unknown', 'unknown', 'null']);
  });
  it('walks and rebuilds', () => {
    const v = object({ b: list(T.string, [str('x')]), a: num(1) });
    expect(sortedEntries(v).map(([k]) => k)).toEqual(['a', 'b']);
    expect(valueAt(v, ['b', 0])?.raw).toBe('x');
    expect(valueAt(v, ['b', 7])).toBeUndefined();
    const upper = transform(v, (e) => (typeof e.raw === 'string' ? str(e.raw.toUpperCase()) : e));
    expect(toPlain(upper, () => '?')).toEqual({ a: 1, b: ['X'] });
  });
  it('compares with doubt where unknowns are', () => {
    const doubt = unknown(T.string);
    expect(equalAnswer(doubt, nul(T.string))).toBeUndefined();
    expect(equalAnswer(unknown(T.string, { notNull: true }), nul())).toBe(false);
    expect(equalAnswer(tuple([str('a'), doubt]), tuple([str('b'), doubt]))).toBe(false);
    expect(equalAnswer(tuple([str('a'), doubt]), tuple([str('a'), doubt]))).toBeUndefined();
    expect(equalAnswer(str('1'), num(1))).toBe(false);
  });
  it('normalises text to NFC', () => {
    expect(str('e\u0301').raw).toBe('\u00e9');
  });
  it('bridges to JSON with and without a type', () => {
    const t = T.object({ d: T.dynamic, s: T.set(T.string), m: T.map(T.number), n: T.string });
    const v = object({
      d: fromPlain({ x: 1 }),
      s: set(T.string, [str('b'), str('a')]),
      m: map(T.number, { k: num(2) }),
      n: nul(T.string),
    });
    const json = valueToJson(v, t);
    expect(json).toEqual({
      d: { value: { x: 1 }, type: ['object', { x: 'number' }] },
      m: { k: 2 },
      n: null,
      s: ['a', 'b'],
    });
    expect(valueEquals(valueFromJson(json, t), v)).toBe(true);
    expect(() => valueToJson(unknown())).toThrow('not known');
  });
});
