/** Strings. */

import { answerValue } from '../../values/equality.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import {
  asArray,
  asString,
  bool,
  isDynamicUnknown,
  list,
  str,
  unknown,
  type Value,
} from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import {
  any,
  fn,
  int,
  isSequence,
  isUncounted,
  number,
  param,
  s,
  type Table,
  text,
  textFn,
  UNKNOWN,
} from './define.ts';
import { formatValues, graphemes } from './format.ts';
import { allMatches, compileRegex, firstMatch, matchType, replaceRegex } from './regex.ts';

const TEXT_LIST = T.list(T.string);

/** Go maps characters one to one; JavaScript would turn ß into SS. */
const mapCase = (text: string, change: (c: string) => string): string =>
  !/[^\p{ASCII}]/u.test(text)
    ? change(text)
    : [...text].map((c) => ([...change(c)].length === 1 ? change(c) : c)).join('');
const upper = (text: string): string => mapCase(text, (c) => c.toUpperCase());
const lower = (text: string): string => mapCase(text, (c) => (c === 'İ' ? 'i' : c.toLowerCase()));

/** Letters that are two in one have a form of their own for titles. */
const DIGRAPHS: Readonly<Record<string, string>> = {
  Ǆ: 'ǅ',
  ǆ: 'ǅ',
  ǅ: 'ǅ',
  Ǉ: 'ǈ',
  ǉ: 'ǈ',
  ǈ: 'ǈ',
  Ǌ: 'ǋ',
  ǌ: 'ǋ',
  ǋ: 'ǋ',
  Ǳ: 'ǲ',
  ǳ: 'ǲ',
  ǲ: 'ǲ',
};

/** After a letter, a digit or an underscore a word goes on; beyond ASCII it does after all but white space. */
const title = (text: string): string =>
  text.replace(
    /(^|[^\p{L}\p{N}_\u{80}-\u{10ffff}]|[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])(\p{L})/gu,
    (_all, before: string, letter: string) => before + (DIGRAPHS[letter] ?? upper(letter)),
  );

/** White space as Go sees it: with U+0085 and without the byte order mark. */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const OUTER_SPACE = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');

function trimSet(text: string, cutset: string, start: boolean, end: boolean): string {
  const cut = new Set(cutset);
  const chars = [...text];
  let from = 0;
  let to = chars.length;
  while (start && from < to && cut.has(chars[from] as string)) from++;
  while (end && to > from && cut.has(chars[to - 1] as string)) to--;
  return chars.slice(from, to).join('');
}

function substr(args: readonly Value[]): Value {
  const chars = graphemes(s(args, 0));
  let offset = int(args, 1);
  const length = int(args, 2);
  if (offset < 0) offset += chars.length;
  if (offset < 0 || length === 0)
    return str(length === 0 ? '' : chars.slice(0, Math.max(0, length)).join(''));
  return str(chars.slice(offset, length < 0 ? undefined : offset + length).join(''));
}

/** What is known of a string decides more often than the whole string does. */
function startsWith(args: readonly Value[]): Value {
  const [subject, prefix] = args as [Value, Value];
  if (!prefix.isKnown) return answerValue(undefined);
  const wanted = asString(prefix);
  if (subject.isKnown) return bool(asString(subject).startsWith(wanted));
  const known = subject.refinement?.prefix ?? '';
  if (known.startsWith(wanted)) return bool(true);
  return answerValue(wanted.startsWith(known) ? undefined : false);
}

function join(args: readonly Value[]): Value {
  const separator = s(args, 0);
  if (args.length < 2) throw new FunctionError('at least one list is required');
  const pieces = args.slice(1).flatMap((given, i) => {
    return asArray(given).map((v) => {
      if (v.isNull) throw new FunctionError('element is null; cannot concatenate null values', i + 1);
      return asString(v);
    });
  });
  return str(pieces.join(separator));
}

function formatList(args: readonly Value[]): Value {
  const given = args.slice(1);
  const lengths = given.map(lengthOf);
  const counted = lengths.filter((n) => n !== undefined);
  const count = counted[0] ?? 1;
  const odd = lengths.findIndex((n) => n !== undefined && n !== count);
  if (odd >= 0) {
    throw new FunctionError(
      `argument ${odd + 1} has length ${lengths[odd]}, which is inconsistent with argument ${lengths.findIndex((n) => n !== undefined) + 1} of length ${count}`,
      odd + 1,
    );
  }
  if (given.some(mayBringRows)) return unknown(T.list(T.string), NOT_NULL);
  const rows = Array.from({ length: count }, (_row, i) => {
    const row = given.map((v) => (Array.isArray(v.raw) ? (asArray(v)[i] as Value) : v));
    if (!row.every((v) => v.whollyKnown)) return unknown(T.string, NOT_NULL);
    return str(formatValues(s(args, 0), row));
  });
  return list(T.string, rows);
}

/** How many rows an argument stands for; even that of an unknown tuple is known. */
const lengthOf = (v: Value): number | undefined => {
  if (v.type.kind === 'tuple' && !v.isNull) return v.type.elements.length;
  return Array.isArray(v.raw) ? v.raw.length : undefined;
};

/** Whether an argument is, or may still turn out to be, a sequence of elements not known yet. */
const mayBringRows = (v: Value): boolean =>
  isDynamicUnknown(v) || (isSequence(v) && !v.isNull && isUncounted(v));

function formatOne(args: readonly Value[]): Value {
  if (args.every((v) => v.whollyKnown)) return str(formatValues(s(args, 0), args.slice(1)));
  const literal = args[0]?.isKnown ? (s(args, 0).split('%')[0] ?? '') : '';
  return unknown(T.string, literal === '' ? NOT_NULL : { notNull: true, prefix: literal.slice(0, -1) });
}

function replace(args: readonly Value[]): Value {
  const [subject, search, replacement] = args.map(asString) as [string, string, string];
  if (search.length > 1 && search.startsWith('/') && search.endsWith('/')) {
    return str(replaceRegex(subject, search.slice(1, -1), replacement));
  }
  // Between characters, where JavaScript would see the halves of some.
  if (search === '') return str(['', ...subject, ''].join(replacement));
  return str(subject.replaceAll(search, () => replacement));
}

function regex(args: readonly Value[]): Value {
  const match = firstMatch(compileRegex(s(args, 0)), s(args, 1));
  if (match === undefined) throw new FunctionError('pattern did not match any part of the given string', 1);
  return match;
}

const patternType = (args: readonly Value[]) =>
  args[0]?.isKnown ? matchType(compileRegex(s(args, 0))) : T.dynamic;

export const strings: Table = {
  upper: textFn(['str'], upper, str),
  lower: textFn(['str'], lower, str),
  title: textFn(['str'], title, str),
  chomp: textFn(['str'], (t) => t.replace(/[\r\n]+$/, ''), str),
  trimspace: textFn(['str'], (t) => t.replace(OUTER_SPACE, ''), str),
  strrev: textFn(['str'], (t) => graphemes(t).reverse().join(''), str),
  trim: textFn(['str', 'cutset'], (t, cut) => trimSet(t, cut, true, true), str),
  trimprefix: textFn(['str', 'prefix'], (t, p) => (t.startsWith(p) ? t.slice(p.length) : t), str),
  trimsuffix: textFn(
    ['str', 'suffix'],
    (t, e) => (e !== '' && t.endsWith(e) ? t.slice(0, -e.length) : t),
    str,
  ),
  indent: fn([number('spaces'), text('str')], T.string, (args) => {
    const spaces = int(args, 0);
    if (spaces < 0) throw new FunctionError('must not be negative', 0);
    return str(s(args, 1).replaceAll('\n', `\n${' '.repeat(spaces)}`));
  }),
  substr: fn([text('str'), number('offset'), number('length')], T.string, substr),
  startswith: fn([text('str', UNKNOWN), text('prefix', UNKNOWN)], T.bool, startsWith),
  endswith: fn([text('str'), text('suffix')], T.bool, (args) => bool(s(args, 0).endsWith(s(args, 1)))),
  strcontains: fn([text('str'), text('substr')], T.bool, (args) => bool(s(args, 0).includes(s(args, 1)))),
  split: fn([text('separator'), text('str')], TEXT_LIST, (args) => {
    const [separator, subject] = [s(args, 0), s(args, 1)];
    // Go splits between characters, JavaScript between UTF-16 units.
    const pieces = separator === '' ? [...subject] : subject.split(separator);
    return list(T.string, pieces.map(str));
  }),
  join: fn([text('separator')], T.string, join, { variadic: param('lists', TEXT_LIST) }),
  replace: fn([text('str'), text('substr'), text('replace')], T.string, replace),
  regex: fn([text('pattern'), text('string')], patternType, regex),
  regexall: fn(
    [text('pattern'), text('string')],
    (args) => (args[0]?.isKnown ? T.list(matchType(compileRegex(s(args, 0)))) : T.dynamic),
    (args) => allMatches(compileRegex(s(args, 0)), s(args, 1)),
  ),
  format: fn([text('format', UNKNOWN)], T.string, formatOne, {
    variadic: any('args', { allowNull: true, allowUnknown: true }),
  }),
  formatlist: fn([text('format')], TEXT_LIST, formatList, {
    variadic: any('args', { allowNull: true, allowUnknown: true, allowDynamic: true }),
  }),
};
