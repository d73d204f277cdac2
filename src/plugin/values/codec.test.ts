import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNum, fromBigInt, fromFloat, type Num, parseNum } from '../../values/num.ts';
import type { Refinement } from '../../values/refinement.ts';
import { T, type Type } from '../../values/type.ts';
import {
  bool,
  list,
  map,
  nul,
  num,
  object,
  set,
  str,
  tuple,
  unknown,
  type Value,
  valueEqualsUnmarked,
} from '../../values/value.ts';
import { decodeDynamic, decodeValue } from './decode.ts';
import { encodeValue } from './encode.ts';

const number: fc.Arbitrary<Num> = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -200, max: 70_000 }),
  fc.bigInt({ min: -(1n << 80n), max: 1n << 80n }).map(fromBigInt),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(fromFloat),
  fc.tuple(fc.maxSafeNat(), fc.nat(30)).map(([n, places]) => parseNum(`${n}e-${places}`) as Num),
);

const primitive = fc.constantFrom<Type>(T.string, T.number, T.bool);

const { type } = fc.letrec<{ type: Type; container: Type }>((tie) => ({
  type: fc.oneof({ depthSize: 'small' }, primitive, fc.constant<Type>(T.dynamic), tie('container')),
  container: fc.oneof(
    tie('type').map((e): Type => T.list(e)),
    tie('type').map((e): Type => T.set(e)),
    tie('type').map((e): Type => T.map(e)),
    fc.array(tie('type'), { maxLength: 3 }).map((e): Type => T.tuple(e)),
    fc
      .dictionary(fc.string({ minLength: 1, maxLength: 4 }), tie('type'), { maxKeys: 4 })
      .map((a): Type => T.object(new Map(Object.entries(a)))),
  ),
}));

function refinements(of: Type): fc.Arbitrary<Refinement | undefined> {
  const notNull = fc.constantFrom<Refinement>({ notNull: true }, {});
  if (of.kind === 'string')
    return fc.tuple(notNull, fc.string({ minLength: 1 })).map(([r, prefix]) => ({ ...r, prefix }));
  if (of.kind === 'number') {
    const bound = fc.record({ value: number, inclusive: fc.boolean() });
    return fc.tuple(notNull, bound, bound).map(([r, min, max]) => ({ ...r, min, max }));
  }
  if (of.kind === 'list' || of.kind === 'set' || of.kind === 'map')
    return fc
      .tuple(notNull, fc.integer({ min: 1, max: 300 }), fc.nat(70_000))
      .map(([r, minLength, more]) => ({ ...r, minLength, maxLength: minLength + more }));
  return notNull;
}

function anyOf(of: Type): fc.Arbitrary<Value> {
  const open = fc.oneof(
    fc.constant(nul(of)),
    fc.constant(unknown(of)),
    refinements(of).map((r) => unknown(of, r)),
  );
  return fc.oneof({ weight: 4, arbitrary: knownOf(of) }, { weight: 1, arbitrary: open });
}

function knownOf(of: Type): fc.Arbitrary<Value> {
  switch (of.kind) {
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 40 }).map(str);
    case 'number':
      return number.map(num);
    case 'bool':
      return fc.boolean().map(bool);
    case 'dynamic':
      return primitive.chain(anyOf);
    case 'list':
      return fc.array(anyOf(of.element), { maxLength: 20 }).map((e) => list(of.element, e));
    case 'set':
      return fc.array(anyOf(of.element), { maxLength: 4 }).map((e) => set(of.element, e));
    case 'map':
      return fc
        .array(fc.tuple(fc.string(), anyOf(of.element)), { maxLength: 18 })
        .map((e) => map(of.element, new Map(e)));
    case 'tuple':
      return fc.tuple(...of.elements.map(anyOf)).map(tuple);
    case 'object':
      return fc
        .tuple(...[...of.attributes].map(([name, t]) => anyOf(t).map((v) => [name, v] as const)))
        .map((e) => object(new Map(e), of));
  }
}

/** Collections whose elements have no one type are no values. */
function hasMixed(of: Type): boolean {
  if (of.kind === 'list' || of.kind === 'set' || of.kind === 'map')
    return of.element.kind === 'dynamic' || hasMixed(of.element);
  if (of.kind === 'tuple') return of.elements.some(hasMixed);
  return of.kind === 'object' && [...of.attributes.values()].some(hasMixed);
}

const back = (value: Value, of: Type): Value => decodeValue(encodeValue(value, of), of);
const hex = (value: Value, of: Type): string => encodeValue(value, of).toString('hex');

describe('values on the wire', () => {
  it('come back as they were, whatever their type', () => {
    const any = type.filter((t) => !hasMixed(t)).chain((t) => anyOf(t).map((value) => [t, value] as const));
    fc.assert(
      fc.property(any, ([t, value]) => {
        expect(valueEqualsUnmarked(back(value, t), value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the digits of every number', () => {
    fc.assert(
      fc.property(number, (n) => {
        expect(formatNum(back(num(n), T.number).raw as Num)).toBe(formatNum(n));
      }),
    );
  });

  it('is what Terraform writes', () => {
    expect(hex(unknown(T.string), T.string)).toBe('d40000');
    expect(hex(unknown(T.string, { notNull: true }), T.string)).toBe('c7030c8101c2');
    expect(hex(nul(T.dynamic), T.dynamic)).toBe('c0');
    expect(hex(unknown(T.dynamic), T.dynamic)).toBe('d40000');
    expect(hex(str('a'), T.dynamic)).toBe('92c40822737472696e6722a161');
    expect(hex(num(parseNum('0.1') as Num), T.number)).toBe('a3302e31');
    expect(hex(num(fromFloat(0.5)), T.number)).toBe('cb3fe0000000000000');
    expect(hex(num(300), T.number)).toBe('cd012c');
  });

  it('sends every attribute of an object, and takes missing ones as null', () => {
    const of = T.object({ a: T.string, b: T.list(T.number) });
    expect(hex(object({ a: str('x') }), of)).toBe('82a161a178a162c0');
    expect(
      valueEqualsUnmarked(
        decodeValue(Buffer.from('81a161a178', 'hex'), of),
        object({ a: str('x'), b: nul(T.list(T.number)) }, of),
      ),
    ).toBe(true);
  });

  it('reads JSON where that is sent, and nothing at all as null', () => {
    const of = T.object({ a: T.dynamic });
    const json = Buffer.from('{"a":{"value":1,"type":"number"}}');
    expect(valueEqualsUnmarked(decodeDynamic({ json }, of), object({ a: num(1) }))).toBe(true);
    expect(decodeDynamic(undefined, of).isNull).toBe(true);
  });

  it('refuses bytes that are no value of the type, and never hangs on any', () => {
    expect(() => decodeValue(Buffer.from('a161', 'hex'), T.bool)).toThrow('text where a value of type bool');
    expect(() => decodeValue(Buffer.from('c0c0', 'hex'), T.string)).toThrow('left');
    expect(() => decodeValue(Buffer.from('81a17801', 'hex'), T.object({}))).toThrow('unknown attribute "x"');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), type, (bytes, of) => {
        try {
          decodeValue(bytes, of);
        } catch (e) {
          expect(e).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
