/** Translation of Go's regular expressions (RE2 syntax) to JavaScript's. */

import { characterClass, commonEscape, type Piece, RegexSyntaxError } from './regex-class.ts';

export interface Translated {
  /** For the flag `u` alone. */
  readonly source: string;
  /** Name of each capture group, undefined for those without. */
  readonly groups: readonly (string | undefined)[];
}

/** Flags in force at a place of the pattern. */
interface Mode {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  ungreedy: boolean;
}

/** Without the flag `m` these mean the ends of the whole text. */
const START = '^';
const END = '$';
const MAX_REPEAT = 1000;

/** Throws `RegexSyntaxError` for what Go refuses. Names go, because JavaScript's may not begin with a digit. */
export function translate(pattern: string): Translated {
  return new Translator(pattern).run();
}

class Translator {
  readonly #pattern: string;
  readonly #groups: (string | undefined)[] = [];
  /** What the enclosing groups go back to. */
  readonly #outer: { mode: Mode; folded: boolean }[] = [];
  #mode: Mode = { ignoreCase: false, multiline: false, dotAll: false, ungreedy: false };
  /** A `(?i:` is open that the next `|` or `)` must close. */
  #folded = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  run(): Translated {
    let source = '';
    for (let i = 0; i < this.#pattern.length; ) {
      const [taken, emitted] = this.#next(this.#pattern.slice(i));
      source += emitted;
      i += taken;
    }
    if (this.#outer.length > 0) throw new RegexSyntaxError(`missing closing ): \`${this.#pattern}\``);
    return { source: source + (this.#folded ? ')' : ''), groups: this.#groups };
  }

  #next(rest: string): Piece {
    switch (rest[0]) {
      case '\\':
        return escapeSequence(rest);
      case '[':
        return characterClass(rest);
      case '.':
        return [1, this.#mode.dotAll ? '[\\s\\S]' : '[^\\n]'];
      case '^':
        return [1, this.#mode.multiline ? `(?:${START}|(?<=\\n))` : START];
      case '$':
        return [1, this.#mode.multiline ? `(?:${END}|(?=\\n))` : END];
      case '(':
        return this.#open(rest);
      case ')':
        return this.#close();
      case '|':
        return [1, this.#folded ? `)|${this.#foldedGroup()}` : '|'];
      case '*':
      case '+':
      case '?':
      case '{':
        return this.#repetition(rest);
      case '}':
      case ']':
        return [1, `\\${rest[0]}`];
      default:
        return [1, rest[0] as string];
    }
  }

  #repetition(rest: string): Piece {
    const [count] = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest) ?? [];
    if (count === undefined) return [1, '\\{'];
    const bounds = count.match(/\d+/g)?.map(Number) ?? [];
    const [least = 0, most = least] = bounds;
    if (most > MAX_REPEAT || least > most) throw new RegexSyntaxError(`invalid repeat count: \`${count}\``);
    const lazy = rest[count.length] === '?';
    const taken = count.length + (lazy ? 1 : 0);
    const [again] = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest.slice(taken)) ?? [];
    if (again !== undefined) {
      throw new RegexSyntaxError(`invalid nested repetition operator: \`${rest.slice(0, taken)}${again}\``);
    }
    return [taken, count + (lazy === this.#mode.ungreedy ? '' : '?')];
  }

  #open(rest: string): Piece {
    const before = { mode: { ...this.#mode }, folded: this.#folded };
    if (rest[1] !== '?') return this.#opened(before, undefined, [1, '(']);
    const named = /^\(\?P?<(\w+)>/.exec(rest);
    if (named) return this.#opened(before, named[1], [named[0].length, '(']);
    const flags = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    const [all, on = '', off = '', end] = flags ?? [];
    if (all === undefined || (end === ')' && on + off === '')) {
      throw new RegexSyntaxError(`invalid or unsupported Perl syntax: \`${rest.slice(0, 4)}\``);
    }
    this.#mode = withFlags(this.#mode, on, off);
    if (end === ')') return [all.length, this.#switchFolding()];
    this.#outer.push(before);
    this.#folded = false;
    return [all.length, this.#foldedGroup()];
  }

  #opened(before: { mode: Mode; folded: boolean }, name: string | undefined, piece: Piece): Piece {
    this.#groups.push(name);
    this.#outer.push(before);
    this.#folded = false;
    return piece;
  }

  /** A flag in the middle holds until the group ends; here it has to be a group of its own. */
  #switchFolding(): string {
    const closing = this.#folded ? ')' : '';
    this.#folded = true;
    return closing + this.#foldedGroup();
  }

  #foldedGroup(): string {
    return this.#mode.ignoreCase ? '(?i:' : '(?-i:';
  }

  #close(): Piece {
    const outer = this.#outer.pop();
    if (outer === undefined) throw new RegexSyntaxError(`unexpected ): \`${this.#pattern}\``);
    const closing = this.#folded ? '))' : ')';
    this.#mode = outer.mode;
    this.#folded = outer.folded;
    return [1, closing];
  }
}

function withFlags(mode: Mode, on: string, off: string): Mode {
  const value = (letter: string, before: boolean): boolean =>
    off.includes(letter) ? false : on.includes(letter) || before;
  return {
    ignoreCase: value('i', mode.ignoreCase),
    multiline: value('m', mode.multiline),
    dotAll: value('s', mode.dotAll),
    ungreedy: value('U', mode.ungreedy),
  };
}

function escapeSequence(rest: string): Piece {
  switch (rest[1]) {
    case undefined:
      throw new RegexSyntaxError('trailing backslash at end of expression: ``');
    case 'A':
      return [2, START];
    case 'z':
      return [2, END];
    case 'b':
    case 'B':
      return [2, `\\${rest[1]}`];
    case 's':
      return [2, '[\\t\\n\\f\\r ]'];
    case 'S':
      return [2, '[^\\t\\n\\f\\r ]'];
    case 'Q': {
      const end = rest.indexOf('\\E', 2);
      const quoted = rest.slice(2, end < 0 ? undefined : end);
      return [end < 0 ? rest.length : end + 2, quoted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')];
    }
    default:
      return commonEscape(rest);
  }
}
