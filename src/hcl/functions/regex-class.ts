/** Character classes and escapes of Go's regular expressions. */

/** How many characters were read, and what stands for them. */
export type Piece = [number, string];

export class RegexSyntaxError extends Error {}

/** The classes of POSIX, which know ASCII only, as ranges of characters. */
const POSIX: Readonly<Record<string, readonly string[]>> = {
  alnum: ['09', 'AZ', 'az'],
  alpha: ['AZ', 'az'],
  ascii: ['\x00\x7f'],
  blank: ['\t\t', '  '],
  cntrl: ['\x00\x1f', '\x7f\x7f'],
  digit: ['09'],
  graph: ['!~'],
  lower: ['az'],
  print: [' ~'],
  punct: ['!/', ':@', '[`', '{~'],
  space: ['\t\r', '  '],
  upper: ['AZ'],
  word: ['09', 'AZ', '__', 'az'],
  xdigit: ['09', 'AF', 'af'],
};

const LAST = 0x10ffff;
const hex = (code: number): string => `\\u{${code.toString(16)}}`;

function posixMembers(name: string, negated: boolean): string | undefined {
  const ranges = POSIX[name]?.map((r): [number, number] => [r.charCodeAt(0), r.charCodeAt(1)]);
  if (ranges === undefined) return undefined;
  const chosen = negated ? complement(ranges) : ranges;
  return chosen.map(([low, high]) => `${hex(low)}-${hex(high)}`).join('');
}

/** Ranges must be sorted. */
function complement(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

export function characterClass(rest: string): Piece {
  const negated = rest[1] === '^';
  let out = negated ? '[^' : '[';
  let i = negated ? 2 : 1;
  for (let first = true; ; first = false) {
    const c = rest[i];
    if (c === undefined) throw new RegexSyntaxError(`missing closing ]: \`${rest}\``);
    if (c === ']' && !first) return [i + 1, `${out}]`];
    const [taken, emitted] = classItem(rest.slice(i));
    out += emitted;
    i += taken;
  }
}

function classItem(rest: string): Piece {
  const posix = /^\[:(\^?)(\w+):\]/.exec(rest);
  if (posix) {
    const members = posixMembers(posix[2] as string, posix[1] === '^');
    if (members === undefined) throw new RegexSyntaxError(`invalid character class range: \`${posix[0]}\``);
    return [posix[0].length, members];
  }
  if (rest.startsWith('\\s')) return [2, '\\t\\n\\f\\r '];
  if (rest.startsWith('\\S')) {
    const [tab, feed] = [9, 12];
    const space: [number, number][] = [
      [tab, tab + 1],
      [feed, feed + 1],
      [32, 32],
    ];
    return [
      2,
      complement(space)
        .map(([low, high]) => `${hex(low)}-${hex(high)}`)
        .join(''),
    ];
  }
  if (rest[0] === '\\') return commonEscape(rest);
  return [1, rest[0] === '[' || rest[0] === ']' ? `\\${rest[0]}` : (rest[0] as string)];
}

/** Escapes that mean the same inside and outside of classes. */
export function commonEscape(rest: string): Piece {
  const property = /^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest);
  if (property) return unicodeProperty(property);
  const code = /^\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2}))/.exec(rest);
  if (code) {
    const point =
      code[3] === undefined
        ? Number.parseInt((code[1] ?? code[2]) as string, 16)
        : Number.parseInt(code[3], 8);
    if (point > LAST) throw new RegexSyntaxError(`invalid escape sequence: \`${code[0]}\``);
    return [code[0].length, hex(point)];
  }
  const c = rest[1] ?? '';
  if (c === 'a') return [2, '\\x07'];
  if (/^[dDwWntrfv]$/.test(c)) return [2, `\\${c}`];
  // Only punctuation of ASCII may be escaped.
  if (!/^[!-/:-@[-`{-~ ]$/.test(c)) throw new RegexSyntaxError(`invalid escape sequence: \`\\${c}\``);
  return [2, /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : hex(c.charCodeAt(0))];
}

function unicodeProperty(found: RegExpExecArray): Piece {
  const [whole, p = 'p', negated, long, short] = found;
  const letter = negated ? (p === 'p' ? 'P' : 'p') : p;
  const name = long ?? (short as string);
  return [whole.length, `\\${letter}{${name.length > 2 ? `Script=${name}` : name}}`];
}
