import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absNum,
  add,
  ceil,
  compare,
  div,
  floor,
  formatNum,
  fromBigInt,
  fromFloat,
  mod,
  mul,
  type Num,
  neg,
  parseNum,
  sub,
} from './num.ts';

const n = (text: string): Num => parseNum(text) as Num;
const big = fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });

describe('exact numbers', () => {
  it('prints a third with the digits of a 512-bit mantissa', () => {
    expect(formatNum(div(1, 3))).toBe(`0.${'3'.repeat(154)}5`);
  });
  it('keeps long integers and decimals as they were written', () => {
    for (const text of ['12345678901234567890123', '0.1', '-2.50001', '1.1e3', '123456789.000000001']) {
      expect(formatNum(n(text))).toBe(text === '1.1e3' ? '1100' : text);
    }
    expect(formatNum(add(n('0.1'), n('0.2')))).toBe('0.3');
    expect(formatNum(n('1e30'))).toBe(`1${'0'.repeat(30)}`);
  });
  it('prints doubles with the digits of a double', () => {
    expect(formatNum(fromFloat(Math.SQRT2))).toBe(String(Math.SQRT2));
    expect(formatNum(fromFloat(0.1))).toBe('0.1');
  });
  it('rounds to whole numbers in both directions', () => {
    expect([floor(n('-1.5')), floor(n('1.5')), ceil(n('-1.5')), ceil(n('1.5'))]).toEqual([-2, 1, -1, 2]);
    expect(mod(n('5.5'), 2)).toEqual(n('1.5'));
    expect(mod(-7, 3)).toBe(-1);
  });
  it('keeps the sign of zero', () => {
    const texts = (numbers: readonly Num[]): string[] => numbers.map(formatNum);
    expect(texts([n('-0'), n('-0.0'), neg(0), neg(n('-0')), absNum(n('-0'))])).toEqual([
      '-0',
      '-0',
      '-0',
      '0',
      '0',
    ]);
    expect(texts([mul(0, -5), mul(n('-0.5'), 0), div(0, n('-0.5')), sub(0, 0), add(neg(0), neg(0))])).toEqual(
      ['-0', '-0', '-0', '0', '-0'],
    );
    expect(texts([mod(neg(0), 2), mod(neg(0), -2), mod(-4, 2), floor(neg(0)), ceil(n('-0.5'))])).toEqual([
      '-0',
      '0',
      '0',
      '0',
      '0',
    ]);
    expect(compare(neg(0), 0)).toBe(0);
  });
  it('refuses what is no number', () => {
    for (const text of ['', '.', 'abc', '1e', '0x10', '1 ', 'Infinity'])
      expect(parseNum(text)).toBeUndefined();
  });
  const unsigned = (text: string): string => (text === '-0' ? '0' : text);

  it('agrees with BigInt on integers', () => {
    fc.assert(
      fc.property(big, big, (a, b) => {
        const [x, y] = [fromBigInt(a), fromBigInt(b)];
        expect(formatNum(add(x, y))).toBe(String(a + b));
        expect(formatNum(sub(x, y))).toBe(String(a - b));
        // A zero has a sign here, as the product of zero and a negative number shows; integers have none.
        expect(unsigned(formatNum(mul(x, y)))).toBe(String(a * b));
        expect(compare(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0);
        if (b !== 0n) expect(unsigned(formatNum(mod(x, y)))).toBe(String(a % b));
      }),
    );
  });
  it('reads back what it prints', () => {
    fc.assert(
      fc.property(big, fc.integer({ min: 1, max: 10 ** 9 }), (a, b) => {
        const x = div(fromBigInt(a), b);
        expect(compare(n(formatNum(x)), x)).toBe(0);
      }),
    );
  });
});
