/**
 * Numbers as Terraform computes them: binary floating point with a 512-bit mantissa, rounded to nearest even.
 * Safe integers stay plain JavaScript numbers (the fast path, and the only kind most configurations have); everything
 * else is a `Big`. The two never overlap: a value that fits the fast path is always stored as `number`.
 * Zero has a sign, as in Terraform: `-0` is equal to zero, but prints as "-0".
 */

import { formatBig } from './num-format.ts';

export type Num = number | Big;

export const PRECISION = 512;

export class Big {
  /** Odd, signed. The value is mant × 2^exp. */
  readonly mant: bigint;
  readonly exp: number;
  /** Bits the value was computed with: it decides how many digits are printed and the precision of results. */
  readonly prec: number;

  constructor(mant: bigint, exp: number, prec: number) {
    this.mant = mant;
    this.exp = exp;
    this.prec = prec;
  }
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

export function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const hex = abs(n).toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0] as string, 16)) - 28);
}

/** Rounds mant × 2^exp to `prec` bits and picks the representation. */
function make(mant: bigint, exp: number, prec: number): Num {
  if (mant === 0n) return 0;
  const negative = mant < 0n;
  let m = abs(mant);
  let e = exp;
  const excess = bitLength(m) - prec;
  if (excess > 0) {
    const shift = BigInt(excess);
    const rest = m & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    m >>= shift;
    e += excess;
    if (rest > half || (rest === half && (m & 1n) === 1n)) m += 1n;
  }
  const zeros = bitLength(m & -m) - 1;
  if (zeros > 0) {
    m >>= BigInt(zeros);
    e += zeros;
  }
  if (e >= 0 && bitLength(m) + e <= 53) {
    const n = Number(m << BigInt(e));
    return negative ? -n : n;
  }
  return new Big(negative ? -m : m, e, prec);
}

const mantOf = (n: Num): bigint => (typeof n === 'number' ? BigInt(n) : n.mant);
const expOf = (n: Num): number => (typeof n === 'number' ? 0 : n.exp);
const precOf = (n: Num): number => (typeof n === 'number' ? PRECISION : n.prec);
const resultPrec = (a: Num, b: Num): number => Math.max(precOf(a), precOf(b));

export function fromBigInt(n: bigint): Num {
  return make(n, 0, Math.max(PRECISION, bitLength(n)));
}

/** A JavaScript number, with the 53 bits of precision it has. Infinities and NaN have no counterpart. */
export function fromFloat(n: number): Num {
  if (!Number.isFinite(n)) throw new RangeError(`not a finite number: ${n}`);
  if (Number.isSafeInteger(n)) return n;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, n);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mant = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return make(n < 0 ? -mant : mant, (biased === 0 ? 1 : biased) - 1075, 53);
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,7}))?$/;

/** Decimal text to a number, or undefined when it is none. */
export function parseNum(text: string): Num | undefined {
  if (text.length < 16) {
    const quick = Number(text);
    if (Number.isSafeInteger(quick) && /^-?\d+$/.test(text)) return quick;
  }
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  if (digits === 0n) return sign === '-' ? -0 : 0;
  const scale = Number(exponent) - fraction.length;
  if (Math.abs(scale) > 100_000) return undefined;
  if (scale >= 0) return make(digits * 10n ** BigInt(scale), 0, PRECISION);
  return quotient(digits, 10n ** BigInt(-scale), 0, PRECISION);
}

/** a / b × 2^exp, correctly rounded. */
function quotient(a: bigint, b: bigint, exp: number, prec: number): Num {
  const shift = Math.max(0, prec + 2 - bitLength(a) + bitLength(b));
  const scaled = abs(a) << BigInt(shift);
  const divisor = abs(b);
  const q = scaled / divisor;
  // Two spare bits plus the sticky bit below them make the rounding exact.
  const mant = (q << 1n) | (q * divisor === scaled ? 0n : 1n);
  return make(a < 0n === b < 0n ? mant : -mant, exp - shift - 1, prec);
}

export function add(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const [ma, ea, mb, eb] = [mantOf(a), expOf(a), mantOf(b), expOf(b)];
  if (ma === 0n) return b;
  if (mb === 0n) return a;
  const gap = bitLength(ma) + ea - (bitLength(mb) + eb);
  if (Math.abs(gap) > 3 * PRECISION) return gap > 0 ? a : b;
  const e = Math.min(ea, eb);
  return make((ma << BigInt(ea - e)) + (mb << BigInt(eb - e)), e, resultPrec(a, b));
}

export function neg(a: Num): Num {
  if (typeof a === 'number') return -a;
  return new Big(-a.mant, a.exp, a.prec);
}

export const sub = (a: Num, b: Num): Num => add(a, neg(b));

export function mul(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  if (isZero(a) || isZero(b)) return isNegative(a) === isNegative(b) ? 0 : -0;
  const exact = make(mantOf(a) * mantOf(b), expOf(a) + expOf(b), PRECISION);
  if (typeof exact === 'number') return exact;
  return new Big(exact.mant, exact.exp, Math.max(resultPrec(a, b), bitLength(exact.mant)));
}

/** The caller has checked that b is not zero. */
export function div(a: Num, b: Num): Num {
  if (isZero(b)) throw new RangeError('division by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const q = a / b;
    if (Number.isSafeInteger(q) && q * b === a) return q;
  }
  if (isZero(a)) return isNegative(a) === isNegative(b) ? 0 : -0;
  return quotient(mantOf(a), mantOf(b), expOf(a) - expOf(b), resultPrec(a, b));
}

/** Remainder with the sign of `a`, computed through the rounded quotient as Terraform does. */
export function mod(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    // Of the zeros only minus zero itself stays one, and only beside a positive divisor.
    return a % b || (Object.is(a, -0) && b > 0 ? -0 : 0);
  }
  return sub(a, mul(b, trunc(div(a, b))));
}

export function compare(a: Num, b: Num): -1 | 0 | 1 {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const [sa, sb] = [sign(a), sign(b)];
  if (sa !== sb) return sa < sb ? -1 : 1;
  const [ma, ea, mb, eb] = [mantOf(a), expOf(a), mantOf(b), expOf(b)];
  const gap = bitLength(ma) + ea - (bitLength(mb) + eb);
  if (gap !== 0) return gap > 0 === sa > 0 ? 1 : -1;
  const e = Math.min(ea, eb);
  const [x, y] = [ma << BigInt(ea - e), mb << BigInt(eb - e)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export const isZero = (a: Num): boolean => a === 0;

/** Minus zero is negative here, and zero for `sign`. */
export const isNegative = (a: Num): boolean => sign(a) < 0 || Object.is(a, -0);

export function sign(a: Num): -1 | 0 | 1 {
  if (typeof a === 'number') return a < 0 ? -1 : a > 0 ? 1 : 0;
  return a.mant < 0n ? -1 : 1;
}

export const isInteger = (a: Num): boolean => typeof a === 'number' || a.exp >= 0;

/** Towards zero, which comes out without a sign. */
export function trunc(a: Num): Num {
  if (isZero(a)) return 0;
  if (typeof a === 'number' || a.exp >= 0) return a;
  const m = abs(a.mant) >> BigInt(-a.exp);
  return make(a.mant < 0n ? -m : m, 0, PRECISION);
}

export function floor(a: Num): Num {
  const t = trunc(a);
  return isInteger(a) || sign(a) > 0 ? t : sub(t, 1);
}

export function ceil(a: Num): Num {
  const t = trunc(a);
  return isInteger(a) || sign(a) < 0 ? t : add(t, 1);
}

export const absNum = (a: Num): Num => (isNegative(a) ? neg(a) : a);

/** The integer as BigInt, or undefined when there is a fraction. */
export function toBigInt(a: Num): bigint | undefined {
  if (typeof a === 'number') return BigInt(a);
  return a.exp >= 0 ? a.mant << BigInt(a.exp) : undefined;
}

/** The nearest double. */
export function toFloat(a: Num): number {
  return typeof a === 'number' ? a : Number(formatNum(a));
}

/** The integer when it is a safe one, else undefined. */
export const toSafeInteger = (a: Num): number | undefined => (typeof a === 'number' ? a : undefined);

/** Shortest decimal text that reads back as the same number at its precision; never an exponent. */
export function formatNum(a: Num): string {
  if (typeof a !== 'number') return formatBig(a);
  return Object.is(a, -0) ? '-0' : String(a);
}
