/** Dates and times: RFC 3339 in, RFC 3339 out, seconds as the smallest unit that is printed. */

import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import { num, str, unknown, type Value } from '../../values/value.ts';
import { type FunctionContext, FunctionError } from '../scope.ts';
import { fn, s, type Table, text } from './define.ts';

interface Instant {
  /** Since 1970, UTC. */
  readonly nanos: bigint;
  /** Of the written zone, in minutes. */
  readonly offset: number;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

function parseTime(given: string, argument: number): Instant {
  const wrong = (): Error =>
    new FunctionError(`not a valid RFC3339 timestamp: ${JSON.stringify(given)}`, argument);
  const match = RFC3339.exec(given);
  if (!match) throw wrong();
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const zone = match[8] as string;
  const offset =
    zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute, second);
  if (utc.getUTCMonth() !== month - 1 || utc.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    throw wrong();
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0').slice(0, 9));
  return { nanos: (BigInt(utc.getTime()) - BigInt(offset) * 60_000n) * 1_000_000n + fraction, offset };
}

/** A date whose UTC fields are the local ones. */
const local = (t: Instant): Date => new Date(Number(floorDiv(t.nanos, 1_000_000n)) + t.offset * 60_000);

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a < 0n && q * b !== a ? q - 1n : q;
}

const two = (n: number): string => String(n).padStart(2, '0');

function zone(offset: number, colon: string, utc: string | undefined): string {
  if (offset === 0 && utc !== undefined) return utc;
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
}

function printTime(t: Instant): string {
  // Years behind 9999 have no sign and as many digits as they need.
  const [year = '', rest = ''] = local(t)
    .toISOString()
    .split(/(?<=\d)-(.*)/);
  return `${year.replace(/^\+0*/, '')}-${rest.slice(0, 14)}${zone(t.offset, ':', 'Z')}`;
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

function parseDuration(given: string): bigint {
  const wrong = (): Error => new FunctionError(`time: invalid duration ${JSON.stringify(given)}`, 1);
  const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(given);
  if (!match) throw wrong();
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of given.matchAll(
    /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g,
  )) {
    const size = UNITS[unit] as bigint;
    total += BigInt(whole || 0) * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  const signed = match[1] === '-' ? -total : total;
  if (signed !== BigInt.asIntN(64, signed)) throw wrong();
  return signed;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The text of one run of equal letters in a format. */
function verb(run: string, d: Date, offset: number): string | undefined {
  const hour12 = d.getUTCHours() % 12 || 12;
  const table: Record<string, () => string> = {
    YYYY: () => String(d.getUTCFullYear()).padStart(4, '0'),
    YY: () => two(d.getUTCFullYear() % 100),
    MMMM: () => MONTHS[d.getUTCMonth()] as string,
    MMM: () => (MONTHS[d.getUTCMonth()] as string).slice(0, 3),
    MM: () => two(d.getUTCMonth() + 1),
    M: () => String(d.getUTCMonth() + 1),
    DD: () => two(d.getUTCDate()),
    D: () => String(d.getUTCDate()),
    EEEE: () => DAYS[d.getUTCDay()] as string,
    EEE: () => (DAYS[d.getUTCDay()] as string).slice(0, 3),
    hh: () => two(d.getUTCHours()),
    h: () => String(d.getUTCHours()),
    HH: () => two(hour12),
    H: () => String(hour12),
    AA: () => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
    aa: () => (d.getUTCHours() < 12 ? 'am' : 'pm'),
    mm: () => two(d.getUTCMinutes()),
    m: () => String(d.getUTCMinutes()),
    ss: () => two(d.getUTCSeconds()),
    s: () => String(d.getUTCSeconds()),
    ZZZZZ: () => zone(offset, ':', undefined),
    ZZZZ: () => zone(offset, '', undefined),
    ZZZ: () => zone(offset, '', 'UTC'),
    Z: () => zone(offset, ':', 'Z'),
  };
  return table[run]?.();
}

function formatDate(format: string, t: Instant): string {
  const date = local(t);
  return format.replace(/'((?:[^']|'')*)'|'|([A-Za-z])\2*/g, (run, literal: string | undefined) => {
    if (literal !== undefined) return literal === '' ? "'" : literal.replaceAll("''", "'");
    if (run === "'") throw new FunctionError("unterminated literal '", 0);
    const value = verb(run, date, t.offset);
    if (value === undefined) {
      throw new FunctionError(
        `invalid date format verb ${JSON.stringify(run)}: to use it as literal text, put it in single quotes`,
        0,
      );
    }
    return value;
  });
}

function timestamp(context: FunctionContext): Value {
  // It would be another time when the plan is applied.
  if (context.pure) return unknown(T.string, NOT_NULL);
  const now = context.now?.() ?? new Date().toISOString();
  return str(printTime({ ...parseTime(now, 0), offset: 0 }));
}

export const datetime: Table = {
  timestamp: fn([], T.string, (_args, context) => timestamp(context)),
  plantimestamp: fn([], T.string, (_args, context) =>
    context.planTime === undefined
      ? unknown(T.string, NOT_NULL)
      : str(printTime({ ...parseTime(context.planTime, 0), offset: 0 })),
  ),
  formatdate: fn([text('format'), text('time')], T.string, (args) =>
    str(formatDate(s(args, 0), parseTime(s(args, 1), 1))),
  ),
  timeadd: fn([text('timestamp'), text('duration')], T.string, (args) => {
    const start = parseTime(s(args, 0), 0);
    return str(printTime({ ...start, nanos: start.nanos + parseDuration(s(args, 1)) }));
  }),
  timecmp: fn([text('timestamp_a'), text('timestamp_b')], T.number, (args) => {
    // Only here a fraction may follow a comma.
    const [a, b] = [0, 1].map((i) => parseTime(s(args, i).replace(/,(?=\d)/, '.'), i).nanos) as [
      bigint,
      bigint,
    ];
    return num(a < b ? -1 : a > b ? 1 : 0);
  }),
};
