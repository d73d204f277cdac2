/** Go's regular expressions (RE2 syntax) on JavaScript's engine. */

import { T, type Type } from '../../values/type.ts';
import { list, nul, object, str, tuple, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** Compiles an RE2 pattern; what only other dialects have (look-around, back-references) is an error as in Go. */
export function compileRegex(pattern: string, argument = 0): RegExp {
  const invalid = (why: string): Error => new FunctionError(`invalid regexp pattern: ${why}`, argument);
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const flags = leading?.[1] ?? '';
  const body = pattern.slice(leading?.[0].length ?? 0);
  try {
    return new RegExp(
      translate(body, flags.includes('s'), invalid),
      `u${flags.includes('i') ? 'i' : ''}${flags.includes('m') ? 'm' : ''}`,
    );
  } catch (e) {
    if (e instanceof SyntaxError) throw invalid(e.message.replace(/^Invalid regular expression: /, ''));
    throw e;
  }
}

function translate(body: string, dotAll: boolean, invalid: (why: string) => Error): string {
  let out = '';
  let i = 0;
  while (i < body.length) {
    const rest = body.slice(i);
    const [taken, emitted] = atom(rest, dotAll, invalid);
    out += emitted;
    i += taken;
  }
  return out;
}

function atom(rest: string, dotAll: boolean, invalid: (why: string) => Error): [number, string] {
  const c = rest[0] as string;
  if (c === '\\') return escapeSequence(rest, invalid);
  if (c === '[') return characterClass(rest, invalid);
  if (c === '.') return [1, dotAll ? '[\\s\\S]' : '[^\\n]'];
  if (c === '(' && rest[1] === '?') return group(rest, invalid);
  if (c === '{' && !/^\{\d+(,\d*)?\}/.test(rest)) return [1, '\\{'];
  if (c === '{') {
    const counted = (/^\{\d+(,\d*)?\}/.exec(rest) as RegExpExecArray)[0];
    return [counted.length, counted];
  }
  if (c === '}' || c === ']') return [1, `\\${c}`];
  return [1, c];
}

function group(rest: string, invalid: (why: string) => Error): [number, string] {
  const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
  if (named) return [named[0].length, `(?<${named[1]}>`];
  if (rest.startsWith('(?:')) return [3, '(?:'];
  const flagged = /^\(\?([ims]*)(?:-([ims]+))?:/.exec(rest);
  if (flagged) return [flagged[0].length, flagged[0]];
  throw invalid(`invalid or unsupported Perl syntax: \`${rest.slice(0, 4)}\``);
}

function escapeSequence(rest: string, invalid: (why: string) => Error): [number, string] {
  const c = rest[1];
  if (c === undefined) throw invalid('trailing backslash at end of expression: ``');
  if (c === 'A') return [2, '(?<![\\s\\S])'];
  if (c === 'z') return [2, '(?![\\s\\S])'];
  if (c === 's') return [2, '[\\t\\n\\f\\r ]'];
  if (c === 'S') return [2, '[^\\t\\n\\f\\r ]'];
  if (c === 'a') return [2, '\\x07'];
  if (c === 'Q') {
    const end = rest.indexOf('\\E', 2);
    const quoted = rest.slice(2, end < 0 ? undefined : end);
    const escaped = quoted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return [end < 0 ? rest.length : end + 2, escaped];
  }
  return commonEscape(rest, invalid);
}

/** Escapes that mean the same inside and outside of classes. */
function commonEscape(rest: string, invalid: (why: string) => Error): [number, string] {
  const property = /^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest);
  if (property) {
    const [whole, p, negated, long, short] = property as unknown as [
      string,
      string,
      string?,
      string?,
      string?,
    ];
    const letter = negated ? (p === 'p' ? 'P' : 'p') : p;
    const name = long ?? (short as string);
    return [whole.length, `\\${letter}{${name.length > 2 ? `Script=${name}` : name}}`];
  }
  const hex = /^\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (hex) return [hex[0].length, `\\u{${hex[1] ?? hex[2]}}`];
  const c = rest[1] as string;
  if (/[dDwWbBntrfv]/.test(c)) return [2, `\\${c}`];
  if (/[0-9A-Za-z]/.test(c)) throw invalid(`invalid escape sequence: \`\\${c}\``);
  return [2, /[\\^$.*+?()[\]{}|/-]/.test(c) ? `\\${c === '-' ? 'x2d' : c}` : c];
}

function characterClass(rest: string, invalid: (why: string) => Error): [number, string] {
  let out = '[';
  let i = 1;
  if (rest[i] === '^') {
    out += '^';
    i++;
  }
  for (let first = true; ; first = false) {
    const c = rest[i];
    if (c === undefined) throw invalid('missing closing ]');
    if (c === ']' && !first) return [i + 1, `${out}]`];
    const [taken, emitted] = classItem(rest.slice(i), invalid);
    out += emitted;
    i += taken;
  }
}

function classItem(rest: string, invalid: (why: string) => Error): [number, string] {
  const posix = /^\[:(\^?)(\w+):\]/.exec(rest);
  if (posix) {
    const members = POSIX[posix[2] as string];
    if (members === undefined || posix[1]) throw invalid(`invalid character class range: \`${posix[0]}\``);
    return [posix[0].length, members];
  }
  if (rest.startsWith('\\s')) return [2, '\\t\\n\\f\\r '];
  if (rest[0] === '\\') return commonEscape(rest, invalid);
  return [1, rest[0] === '[' || rest[0] === ']' ? `\\${rest[0]}` : (rest[0] as string)];
}

/** What a match gives: the text, or its groups as a tuple or (named) an object. */
export function matchType(pattern: string): Type {
  const { names, count } = groupsOf(compileRegex(pattern));
  if (count === 0) return T.string;
  if (names.length === 0) return T.tuple(Array.from({ length: count }, () => T.string));
  return T.object(new Map(names.map((n) => [n, T.string] as const)));
}

function groupsOf(regex: RegExp): { names: string[]; count: number } {
  const empty = new RegExp(`${regex.source}|`, regex.flags).exec('') as RegExpExecArray;
  const names = Object.keys(empty.groups ?? {});
  const count = empty.length - 1;
  if (names.length > 0 && names.length < count) {
    throw new FunctionError('invalid regexp pattern: cannot mix both named and unnamed capture groups', 0);
  }
  return { names, count };
}

export function matchValue(regex: RegExp, match: RegExpExecArray): Value {
  const { names, count } = groupsOf(regex);
  const piece = (text: string | undefined): Value => (text === undefined ? nul(T.string) : str(text));
  if (count === 0) return str(match[0]);
  if (names.length === 0) return tuple(match.slice(1).map(piece));
  return object(new Map(names.map((n) => [n, piece(match.groups?.[n])] as const)));
}

export function matchAll(pattern: string, subject: string): Value {
  const regex = compileRegex(pattern);
  const global = new RegExp(regex.source, `${regex.flags}g`);
  return list(
    matchType(pattern),
    [...subject.matchAll(global)].map((m) => matchValue(regex, m)),
  );
}

/** Go's template for replacements: `$1`, `${1}`, `$name`; `$$` is a dollar. */
export function replaceRegex(subject: string, pattern: string, replacement: string): string {
  const regex = compileRegex(pattern, 1);
  const global = new RegExp(regex.source, `${regex.flags}g`);
  return subject.replace(global, (...found) => {
    const last = found.at(-1) as unknown;
    const named = typeof last === 'object' ? (last as Record<string, string | undefined>) : {};
    return replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (all, braced?: string, bare?: string) => {
      const name = braced ?? bare;
      if (name === undefined) return all === '$$' ? '$' : all;
      const value = /^\d+$/.test(name) ? groupAt(found, Number(name)) : named[name];
      return value ?? '';
    });
  });
}

/** Arguments of a replace callback are the match, the groups, the offset (a number), and more. */
function groupAt(found: readonly unknown[], index: number): string | undefined {
  const offset = found.findIndex((v) => typeof v === 'number');
  const value = index < offset ? found[index] : undefined;
  return typeof value === 'string' ? value : undefined;
}
