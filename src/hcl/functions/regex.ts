/** Go's regular expressions on JavaScript's engine: matches and replacements. */

import { T, type Type } from '../../values/type.ts';
import { list, nul, object, str, tuple, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { RegexSyntaxError } from './regex-class.ts';
import { translate } from './regex-syntax.ts';

export interface Compiled {
  /** Global: `lastIndex` is where the search begins. */
  readonly regex: RegExp;
  readonly groups: readonly (string | undefined)[];
}

/** What only other dialects have (look-around, back-references) is an error as in Go. */
export function compileRegex(pattern: string, argument = 0): Compiled {
  try {
    const { source, groups } = translate(pattern);
    return { regex: new RegExp(source, 'gu'), groups };
  } catch (e) {
    if (!(e instanceof SyntaxError || e instanceof RegexSyntaxError)) throw e;
    const why = e.message.replace(/^Invalid regular expression: /, '');
    throw new FunctionError(`invalid regexp pattern: ${why}`, argument);
  }
}

/** What a match gives: the text, or its groups as a tuple or (named) an object. */
export function matchType({ groups }: Compiled): Type {
  if (groups.length === 0) return T.string;
  const names = groups.filter((n) => n !== undefined);
  if (names.length === 0) return T.tuple(groups.map(() => T.string));
  if (names.length === groups.length) return T.object(new Map(names.map((n) => [n, T.string] as const)));
  throw new FunctionError('invalid regexp pattern: cannot mix both named and unnamed capture groups', 0);
}

export function firstMatch(compiled: Compiled, subject: string): Value | undefined {
  matchType(compiled);
  const [match] = matches(compiled, subject);
  return match && matchValue(compiled, match);
}

export function allMatches(compiled: Compiled, subject: string): Value {
  const type = matchType(compiled);
  return list(
    type,
    [...matches(compiled, subject)].map((m) => matchValue(compiled, m)),
  );
}

function matchValue({ groups }: Compiled, match: RegExpExecArray): Value {
  if (groups.length === 0) return str(match[0]);
  const pieces = groups.map((_name, i) => {
    const text = match[i + 1];
    return text === undefined ? nul(T.string) : str(text);
  });
  if (groups[0] === undefined) return tuple(pieces);
  return object(new Map(groups.map((name, i) => [name as string, pieces[i] as Value] as const)));
}

/** All matches; as in Go an empty one directly behind another match does not count. */
function* matches({ regex }: Compiled, subject: string): Generator<RegExpExecArray> {
  let end = -1;
  for (const match of subject.matchAll(regex)) {
    if (match[0] === '' && match.index === end) continue;
    end = match.index + match[0].length;
    yield match;
  }
}

/** Go's template for replacements: `$1`, `${1}`, `$name`; `$$` is a dollar. */
export function replaceRegex(subject: string, pattern: string, replacement: string): string {
  const compiled = compileRegex(pattern, 1);
  let out = '';
  let end = 0;
  for (const match of matches(compiled, subject)) {
    out += subject.slice(end, match.index) + expanded(replacement, match, compiled);
    end = match.index + match[0].length;
  }
  return out + subject.slice(end);
}

function expanded(replacement: string, match: RegExpExecArray, { groups }: Compiled): string {
  return replacement.replace(
    /\$(?:\$|\{(\w+)\}|([\p{L}\p{Nd}_]+))/gu,
    (_all, braced?: string, bare?: string) => {
      const name = braced ?? bare;
      if (name === undefined) return '$';
      if (/^\d+$/.test(name)) return match[Number(name)] ?? '';
      return match.find((text, i) => i > 0 && groups[i - 1] === name && text !== undefined) ?? '';
    },
  );
}
