/** What a YAML scalar stands for: a mixture of YAML 1.1 (`yes`, dates) and 1.2 (`0o17`). */

import { fromBigInt, parseNum } from '../../values/num.ts';
import { bool, nul, num, str, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';

const TAG = 'tag:yaml.org,2002:';
const RESOLVABLE = new Set([
  '',
  ...['str', 'bool', 'int', 'float', 'null', 'timestamp', 'binary'].map((t) => TAG + t),
]);

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

const wrong = (message: string): FunctionError => new FunctionError(message, 0);

/** `tag` is the explicit one, or empty. */
export function resolveScalar(tag: string, source: string, quoted: boolean): Value {
  if (!RESOLVABLE.has(tag)) throw wrong(`unsupported tag ${JSON.stringify(tag)}`);
  if (tag === `${TAG}str`) return str(source);
  if (tag === `${TAG}binary`) return binary(source);
  const mayMean = /^(?:$|[-+0-9yYnNtTfFoO~.])/.test(source);
  return (mayMean ? (quoted ? str(source) : meaning(tag, source)) : undefined) ?? byTag(tag, source);
}

function meaning(tag: string, source: string): Value | undefined {
  if (TRUE.test(source)) return bool(true);
  if (FALSE.test(source)) return bool(false);
  if (NULL.test(source)) return nul();
  if (NOT_FINITE.test(source)) throw wrong(`${source} is not a finite number`);
  if (tag === '' || tag === `${TAG}timestamp`) {
    const time = timestamp(source);
    if (time !== undefined) return str(time);
  }
  return INTEGER.test(source) || FLOAT.test(source) ? numeric(source, tag) : undefined;
}

function byTag(tag: string, source: string): Value {
  if (tag === '') return str(source);
  if (tag === `${TAG}null`) return nul();
  if (tag === `${TAG}int` || tag === `${TAG}float`) return numeric(source, tag);
  throw wrong(`cannot parse ${JSON.stringify(source)} as ${tag}`);
}

function numeric(source: string, tag: string): Value {
  const plain = source.replaceAll('_', '');
  const decimal = parseNum(plain);
  if (decimal !== undefined) return num(decimal);
  const prefixed = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.exec(plain);
  const value = BigInt(prefixed?.[2] ?? 0);
  if (prefixed === null || value !== BigInt.asUintN(64, value)) {
    throw wrong(`cannot parse ${JSON.stringify(source)} as ${tag === '' ? 'a number' : tag}`);
  }
  return num(fromBigInt(prefixed[1] === '-' ? -value : value));
}

function binary(source: string): Value {
  const clean = source.replace(/[\r\n]/g, '');
  if (clean.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(clean)) return str(source);
  throw wrong(`cannot parse ${JSON.stringify(source)} as binary: not valid base64`);
}

const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

/** In RFC 3339; undefined for what is no date. */
function timestamp(source: string): string | undefined {
  const match = TIME.exec(source);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const [hour = 0, minute = 0, second = 0] = [4, 5, 6].map((i) => Number(match[i] ?? match[i + 4] ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  date.setUTCHours(hour, minute, second);
  const zone = match[7] ?? 'Z';
  return `${date.toISOString().slice(0, 19)}${/^[-+]00:00$/.test(zone) ? 'Z' : zone}`;
}
