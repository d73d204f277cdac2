import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConversionError, convert, tryConvert } from './convert.ts';
import { applyDefaults } from './defaults.ts';
import { fromPlain, toPlain } from './json-value.ts';
import { T, type Type, typeEquals } from './type.ts';
import { unify } from './unify.ts';
import { nul, SENSITIVE, str, unknown, type Value, valueEquals } from './value.ts';

const to = (plain: unknown, type: Type): unknown => toPlain(convert(fromPlain(plain), type), () => '?');
const why = (plain: unknown, type: Type): string => {
  try {
    convert(fromPlain(plain), type);
    return 'converted';
  } catch (e) {
    return (e as ConversionError).describe();
  }
};

describe('conversion', () => {
  it('turns simple types into each other', () => {
    expect(to(1.5, T.string)).toBe('1.5');
    expect(to(true, T.string)).toBe('true');
    expect(to('12', T.number)).toBe(12);
    expect(to('1', T.bool)).toBe(true);
    expect(why('yes', T.bool)).toBe('a bool is required');
    expect(why('True', T.bool)).toContain('use lowercase "true"');
    expect(why('x', T.number)).toBe('a number is required');
    expect(why(1, T.bool)).toBe('bool required');
  });
  it('finds the element type for any', () => {
    expect(to(['a', 1, null], T.list(T.dynamic))).toEqual(['a', '1', null]);
    expect(to({ a: 1, b: 'x' }, T.map(T.dynamic))).toEqual({ a: '1', b: 'x' });
    expect(why([['a'], 'b'], T.list(T.dynamic))).toContain('all list elements must have the same type');
    expect(to(['b', 'a', 'b'], T.set(T.string))).toEqual(['a', 'b']);
  });
  it('fits objects to constraints and says where they do not', () => {
    const t = T.object({ a: T.string, b: T.list(T.number) }, ['b']);
    expect(to({ a: 1, c: 2 }, t)).toEqual({ a: '1', b: null });
    expect(why({}, t)).toBe('attribute "a" is required');
    expect(why({ a: 'x', b: [1, 'z'] }, t)).toBe('b[1]: a number is required');
    expect(why('x', t)).toBe('object required');
  });
  it('keeps unknown, null and marks', () => {
    expect(convert(unknown(T.number), T.string).isKnown).toBe(false);
    expect(convert(nul(), T.list(T.string)).type.kind).toBe('list');
    expect(convert(str('1').withMarks(new Set([SENSITIVE])), T.number).hasMark(SENSITIVE)).toBe(true);
    expect(tryConvert(unknown(T.bool), T.number)).toBeUndefined();
  });
  it('is idempotent', () => {
    const types = [
      T.string,
      T.list(T.string),
      T.set(T.string),
      T.map(T.string),
      T.list(T.dynamic),
      T.map(T.dynamic),
    ];
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...types), (plain, type) => {
        const once = tryConvert(fromPlain(plain), type) as Value | undefined;
        if (once !== undefined) expect(valueEquals(convert(once, type), once)).toBe(true);
      }),
    );
  });
});

describe('unification', () => {
  const u = (...types: Type[]): Type | undefined => unify(types);
  it('prefers strings, and the more general collection', () => {
    expect(u(T.number, T.string)).toEqual(T.string);
    expect(u(T.number, T.bool)).toBeUndefined();
    expect(u(T.tuple([T.string]), T.tuple([T.number, T.bool, T.string]))).toEqual(T.list(T.string));
    expect(typeEquals(u(T.object({ a: T.string }), T.object({ b: T.number })) as Type, T.map(T.string))).toBe(
      true,
    );
    expect(u(T.list(T.number), T.list(T.string))).toEqual(T.list(T.string));
    expect(u(T.object({}), T.tuple([]))).toBeUndefined();
  });
});

describe('defaults', () => {
  it('fills what is missing or null at any depth', () => {
    const inner = { values: new Map([['p', str('80')]]), children: new Map() };
    const d = {
      values: new Map([['n', str('x')]]),
      children: new Map([['l', { values: new Map(), children: new Map([['*', inner]]) }]]),
    };
    const v = applyDefaults(fromPlain({ n: null, l: [{}, { p: 1 }] }), d);
    expect(toPlain(v, () => '?')).toEqual({ n: 'x', l: [{ p: '80' }, { p: 1 }] });
  });
});
