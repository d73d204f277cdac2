/**
 * Powers as Go computes them: whole exponents by repeated squaring of the mantissa. The platform's own function rounds
 * differently in the last digit, which a state file shows.
 */

export function goPow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  const whole = Math.floor(Math.abs(y));
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y) || whole >= 2 ** 63) return x ** y;
  const fraction = Math.abs(y) - whole;
  if (fraction !== 0 && x < 0) return Number.NaN;
  // A fraction above one half is nearer to the next whole number.
  const rest = fraction > 0.5 ? fraction - 1 : fraction;
  const start = rest === 0 ? 1 : Math.exp(rest * Math.log(x));
  const { mantissa, exponent } = wholePower(x, BigInt(rest < 0 ? whole + 1 : whole), start);
  return y < 0 ? scale(1 / mantissa, -exponent) : scale(mantissa, exponent);
}

/** `start` times the power, as a mantissa and a power of two. */
function wholePower(x: number, n: bigint, start: number): { mantissa: number; exponent: number } {
  let [square, step] = split(x);
  let mantissa = start;
  let exponent = 0;
  for (let bits = n; bits > 0n; bits >>= 1n) {
    // Far out of the range of a double: the result is zero or infinite anyway.
    if (Math.abs(step) > 4096) return { mantissa, exponent: exponent + step };
    if (bits & 1n) {
      mantissa *= square;
      exponent += step;
    }
    square *= square;
    step *= 2;
    if (square < 0.5) {
      square += square;
      step--;
    }
  }
  return { mantissa, exponent };
}

/** `x` as a mantissa in [0.5, 1) and a power of two. */
function split(x: number): [number, number] {
  const exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
  let mantissa = scale(x, -exponent);
  let e = exponent;
  for (; Math.abs(mantissa) < 0.5; e--) mantissa *= 2;
  for (; Math.abs(mantissa) >= 1; e++) mantissa /= 2;
  return [mantissa, e];
}

/** `x` times a power of two, in two steps because the power alone may be out of range. */
function scale(x: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return x * 2 ** half * 2 ** (exponent - half);
}
