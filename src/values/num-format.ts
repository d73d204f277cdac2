/** Shortest exact decimal printing of big binary floats: the digits Terraform shows and stores. */

import type { Big } from './num.ts';

/** 0.d1d2d3… × 10^point, without trailing zeros. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

function bits(n: bigint): number {
  const hex = n.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0] as string, 16)) - 28);
}

/** mant × 2^exp written out in full; mant > 0. */
function exactDecimal(mant: bigint, exp: number): Decimal {
  const all = exp >= 0 ? (mant << BigInt(exp)).toString() : (mant * 5n ** BigInt(-exp)).toString();
  const point = exp >= 0 ? all.length : all.length + exp;
  return { digits: all.replace(/0+$/, ''), point };
}

function roundDown(d: Decimal, n: number): Decimal {
  return { digits: d.digits.slice(0, n).replace(/0+$/, ''), point: d.point };
}

function roundUp(d: Decimal, n: number): Decimal {
  const head = d.digits.slice(0, n).replace(/9+$/, '');
  if (head === '') return { digits: '1', point: d.point + 1 };
  return { digits: head.slice(0, -1) + String(Number(head.at(-1)) + 1), point: d.point };
}

function roundNearest(d: Decimal, n: number): Decimal {
  const next = d.digits.charCodeAt(n) - 48;
  const tie = next === 5 && n + 1 === d.digits.length;
  const up = tie ? n > 0 && (d.digits.charCodeAt(n - 1) & 1) === 1 : next >= 5;
  return up ? roundUp(d, n) : roundDown(d, n);
}

/**
 * The shortest digits inside the interval of half a unit in the last place around the value. The walk compares
 * digit by digit with the interval's ends; the ends belong to it when the mantissa is even.
 */
function shortest(mant: bigint, exp: number, prec: number): Decimal {
  const exact = exactDecimal(mant, exp);
  const shift = prec + 1 - bits(mant);
  if (shift < 1) return exact;
  const wide = mant << BigInt(shift);
  const lower = exactDecimal(wide - 1n, exp - shift);
  const upper = exactDecimal(wide + 1n, exp - shift);
  const inclusive = (wide & 2n) === 0n;
  for (let i = 0; i < exact.digits.length; i++) {
    const m = exact.digits.charCodeAt(i) - 48;
    const l = i < lower.digits.length ? lower.digits.charCodeAt(i) - 48 : 0;
    const u = i < upper.digits.length ? upper.digits.charCodeAt(i) - 48 : 0;
    const down = l !== m || (inclusive && i + 1 === lower.digits.length);
    const up = m !== u && (inclusive || m + 1 < u || i + 1 < upper.digits.length);
    if (down && up) return roundNearest(exact, i + 1);
    if (down) return roundDown(exact, i + 1);
    if (up) return roundUp(exact, i + 1);
  }
  return exact;
}

function place(d: Decimal): string {
  if (d.point <= 0) return `0.${'0'.repeat(-d.point)}${d.digits}`;
  if (d.digits.length <= d.point) return d.digits + '0'.repeat(d.point - d.digits.length);
  return `${d.digits.slice(0, d.point)}.${d.digits.slice(d.point)}`;
}

export function formatBig(n: Big): string {
  const negative = n.mant < 0n;
  const text = place(shortest(negative ? -n.mant : n.mant, n.exp, n.prec));
  return negative ? `-${text}` : text;
}

/** Rounded to a fixed number of decimals, nearest even on the exact value, as `%.2f` prints. */
export function formatFixed(mant: bigint, exp: number, decimals: number): string {
  const negative = mant < 0n;
  const m = (negative ? -mant : mant) * 10n ** BigInt(decimals);
  let scaled: bigint;
  if (exp >= 0) scaled = m << BigInt(exp);
  else {
    const shift = BigInt(-exp);
    scaled = m >> shift;
    const rest = m - (scaled << shift);
    const half = 1n << (shift - 1n);
    if (rest > half || (rest === half && (scaled & 1n) === 1n)) scaled += 1n;
  }
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}
