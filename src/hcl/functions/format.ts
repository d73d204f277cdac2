/** `format` and `formatlist`: Go's verbs over Terraform's values. */

import { ConversionError, convert } from '../../values/convert.ts';
import { escapeForGo } from '../../values/json.ts';
import { jsonText } from '../../values/json-text.ts';
import { absNum, formatNum, isNegative, type Num, toBigInt, toFloat } from '../../values/num.ts';
import { formatFixed } from '../../values/num-format.ts';
import { T } from '../../values/type.ts';
import { asBool, asNum, asString, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';

const VERB =
  /%(?<flags>[-+ #0]*)(?<width>\d+)?(?:\.(?<precision>\d*))?(?:\[(?<index>\d+)\])?(?<verb>[\s\S])?/g;

interface Spec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

export function formatValues(format: string, args: readonly Value[]): string {
  let next = 0;
  let explicit = false;
  const out = format.replace(VERB, (all, ...rest) => {
    const offset = rest.find((v) => typeof v === 'number') as number;
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const verb = groups.verb;
    if (verb === undefined)
      throw new FunctionError(`unrecognized format character at offset ${offset}: end of string`, 0);
    if (verb === '%') return '%';
    if (groups.index !== undefined) {
      next = Number(groups.index) - 1;
      explicit = true;
    }
    const value = args[next++];
    if (value === undefined) {
      throw new FunctionError(
        `not enough arguments for ${JSON.stringify(all)} at ${offset}: need index ${next} but have ${args.length} total`,
        0,
      );
    }
    const precision = groups.precision === undefined ? undefined : Number(groups.precision || 0);
    return one(
      { flags: groups.flags ?? '', width: Number(groups.width ?? 0), precision, verb },
      value,
      all,
      offset,
    );
  });
  if (!explicit && next < args.length) {
    throw new FunctionError(`too many arguments; only ${next} used by format string`, next + 1);
  }
  return out;
}

function one(spec: Spec, value: Value, all: string, offset: number): string {
  try {
    return body(spec, value, all, offset);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw new FunctionError(`unsupported value for ${JSON.stringify(all)} at ${offset}: ${e.message}`, 0);
  }
}

function body(spec: Spec, value: Value, all: string, offset: number): string {
  if (spec.verb === 'v') return padText(spec, general(spec, value));
  if (value.isNull) {
    throw new FunctionError(
      `unsupported value for ${JSON.stringify(all)} at ${offset}: null value cannot be formatted`,
      0,
    );
  }
  switch (spec.verb) {
    case 't':
      return String(asBool(convert(value, T.bool)));
    case 's':
    case 'q':
      return padText(spec, textual(spec, asString(convert(value, T.string))));
    case 'd':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      return padNumber(spec, integer(spec, asNum(convert(value, T.number)), all, offset));
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return padNumber(
        spec,
        signed(spec, asNum(convert(value, T.number)), (n) => real(spec, n)),
      );
    default:
      throw new FunctionError(
        `unsupported format verb ${JSON.stringify(spec.verb)} in ${JSON.stringify(all)} at offset ${offset}`,
        0,
      );
  }
}

/** Of the flags only `#` (always JSON) and those of the padding matter here. */
function general(spec: Spec, value: Value): string {
  if (!spec.flags.includes('#') && !value.isNull) {
    if (value.type.kind === 'string') return asString(value);
    if (value.type.kind === 'number') return shortestText(asNum(value));
  }
  return jsonText(value);
}

const SHORTEST: Spec = { flags: '', width: 0, precision: undefined, verb: 'g' };
const shortestText = (n: Num): string => signed(SHORTEST, n, (absolute) => real(SHORTEST, absolute));

function textual(spec: Spec, text: string): string {
  const cut = spec.precision ? graphemes(text).slice(0, spec.precision).join('') : text;
  return spec.verb === 'q' ? escapeForGo(JSON.stringify(cut)) : cut;
}

function integer(spec: Spec, n: Num, all: string, offset: number): string {
  const whole = toBigInt(n);
  if (whole === undefined) {
    throw new FunctionError(
      `unsupported value for ${JSON.stringify(all)} at ${offset}: an integer is required`,
      0,
    );
  }
  // Whole numbers are printed as such, and then zero has no sign.
  return signed(spec, whole === 0n ? 0 : n, (absolute) => {
    const value = toBigInt(absolute) as bigint;
    const prefix = spec.flags.includes('#') ? ({ b: '0b', o: '0', x: '0x', X: '0X' }[spec.verb] ?? '') : '';
    const digits = value.toString({ b: 2, o: 8, x: 16, X: 16 }[spec.verb] ?? 10);
    const padded = digits.padStart(spec.precision ?? 0, '0');
    return prefix + (spec.verb === 'X' ? padded.toUpperCase() : padded);
  });
}

/** Sign in front, and zero padding between sign and digits. */
function signed(spec: Spec, n: Num, print: (absolute: Num) => string): string {
  const mark = isNegative(n) ? '-' : spec.flags.includes('+') ? '+' : spec.flags.includes(' ') ? ' ' : '';
  const digits = print(absNum(n));
  const zeros = spec.flags.includes('0') && !spec.flags.includes('-') ? spec.width - mark.length : 0;
  return mark + digits.padStart(zeros, '0');
}

function real(spec: Spec, n: Num): string {
  if (spec.verb === 'f') return fixed(n, spec.precision ?? 6);
  if (spec.verb === 'e' || spec.verb === 'E') {
    return exponent(toFloat(n).toExponential(spec.precision ?? 6), spec.verb);
  }
  const { digits, power } = scientific(n);
  const letter = spec.verb === 'G' ? 'E' : 'e';
  if (spec.precision !== undefined) return limited(n, spec.precision || 1, power, letter);
  // The shortest form of a big float turns to an exponent from 10^6 on, earlier than that of a double.
  if (power >= -4 && power < 6) return formatNum(n);
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return exponent(`${mantissa}e${power < 0 ? '-' : '+'}${Math.abs(power)}`, letter);
}

/** Shortest digits without zeros at either end, and the power of ten of the first one. */
function scientific(n: Num): { digits: string; power: number } {
  const [whole = '', fraction = ''] = formatNum(n).split('.');
  const all = whole + fraction;
  const lead = all.search(/[1-9]/);
  if (lead < 0) return { digits: '0', power: 0 };
  return { digits: all.slice(lead).replace(/0+$/, ''), power: whole.length - 1 - lead };
}

function limited(n: Num, precision: number, power: number, letter: string): string {
  if (power < -4 || power >= precision) {
    return exponent(
      toFloat(n)
        .toExponential(precision - 1)
        .replace(/\.?0+e/, 'e'),
      letter,
    );
  }
  const text = fixed(n, Math.max(0, precision - 1 - power));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function exponent(text: string, letter: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2').replace('e', letter);
}

const fixed = (n: Num, decimals: number): string =>
  typeof n === 'number' ? formatFixed(BigInt(n), 0, decimals) : formatFixed(n.mant, n.exp, decimals);

/** Numbers have their zeros already, between the sign and the digits. */
const padNumber = (spec: Spec, text: string): string => pad(spec, text, ' ');

const padText = (spec: Spec, text: string): string => pad(spec, text, spec.flags.includes('0') ? '0' : ' ');

function pad(spec: Spec, text: string, filler: string): string {
  const missing = spec.width - graphemes(text).length;
  if (missing <= 0) return text;
  return spec.flags.includes('-') ? text + filler.repeat(missing) : filler.repeat(missing) + text;
}

/** What people call characters; Terraform counts these. */
export function graphemes(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return text.split('');
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map((g) => g.segment);
}
