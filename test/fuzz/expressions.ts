/** Expressions of a wanted kind, made of what can be referred to. */

import type { Kind, Value } from './program.ts';
import type { Random } from './random.ts';
import type { Reference } from './references.ts';
import type { Json } from './scenario.ts';

interface Expression {
  readonly text: string;
  readonly uses: readonly string[];
  readonly sensitive: boolean;
}

type Make = () => Expression;

const TEXTS = [
  '',
  'x',
  'alpha',
  'a b',
  'Größe 证',
  '<&>',
  'true',
  '12',
  'k1',
  'a,b,c',
  'quote "q"',
  'two\nlines',
];
const NUMBERS = ['0', '1', '2', '7', '-3', '2.5', '0.1', '1e3', '12345678901234567890123'];
export const KINDS: readonly Kind[] = ['text', 'number', 'flag', 'texts', 'numbers', 'map', 'record'];

const literal = (text: string): Expression => ({ text, uses: [], sensitive: false });

export class Expressions {
  readonly #random: Random;
  readonly #references: ReadonlyMap<Kind, readonly Reference[]>;

  constructor(random: Random, references: readonly Reference[]) {
    this.#random = random;
    this.#references = Map.groupBy(references, ({ kind }) => kind);
  }

  /** Something to stand in a body: a literal, a template, one expression, or a structure of these. */
  value(kind: Kind, depth = 2): Value {
    const random = this.#random;
    if (kind === 'any') return this.#structure();
    if (random.chance(0.2)) return this.#plain(kind);
    if (kind === 'text' && random.chance(0.3)) return this.#template(depth);
    if (kind === 'record' && random.chance(0.5))
      return this.#compose(kind, {
        a: this.value('text', depth - 1),
        b: this.value('number', depth - 1),
        c: this.value('texts', depth - 1),
      });
    const made = this.make(kind, depth);
    return { kind, json: `\${${made.text}}`, uses: made.uses, sensitive: made.sensitive };
  }

  #plain(kind: Kind): Value {
    const random = this.#random;
    const text = (): string => random.pick(TEXTS);
    const json: Readonly<Record<Exclude<Kind, 'any'>, () => Json>> = {
      text: () => (random.chance(0.1) ? 'escaped $${x} %%{if}' : text()),
      number: () => random.pick([0, 1, 2, 1.5, -4, 1000000]),
      flag: () => random.chance(0.5),
      texts: () => [text(), text()],
      numbers: () => [1, random.between(2, 9)],
      map: () => ({ k1: text(), k2: text() }),
      record: () => ({ a: text(), b: random.between(0, 9), c: [text()] }),
    };
    return { kind, json: json[kind as Exclude<Kind, 'any'>](), uses: [], sensitive: false };
  }

  #template(depth: number): Value {
    const parts = [this.make('text', depth - 1), this.make(this.#random.pick(['text', 'number', 'flag']), 1)];
    return {
      kind: 'text',
      json: `v${this.#random.between(0, 9)}-${parts.map(({ text }) => `\${${text}}`).join(' "and" ')}.`,
      ...united(parts),
    };
  }

  #structure(): Value {
    const random = this.#random;
    if (random.chance(0.2)) return { kind: 'any', json: null, uses: [], sensitive: false };
    const inner = (): Value => this.value(random.pick(KINDS), 1);
    const [a, b, c] = [inner(), inner(), inner()];
    return {
      kind: 'any',
      json: {
        deep: { list: [a.json, null, true, { x: b.json }], n: 1.25 },
        [`k${random.between(1, 3)}`]: c.json,
      },
      ...united([a, b, c]),
    };
  }

  #compose(kind: Kind, parts: Readonly<Record<string, Value>>): Value {
    const json = Object.fromEntries(Object.entries(parts).map(([name, { json: part }]) => [name, part]));
    return { kind, json, ...united(Object.values(parts)) };
  }

  /** An expression in its own syntax. */
  make(kind: Kind, depth: number): Expression {
    const references = this.#references.get(kind) ?? [];
    const random = this.#random;
    if (references.length > 0 && random.chance(depth <= 0 ? 0.8 : 0.45)) {
      const { text, uses, sensitive } = random.pick(references);
      return { text, uses: uses === undefined ? [] : [uses], sensitive };
    }
    if (depth <= 0) return this.#leaf(kind);
    return random.pick(this.#choices(kind, depth - 1))();
  }

  #leaf(kind: Kind): Expression {
    const random = this.#random;
    const quoted = (): string => quote(random.pick(TEXTS));
    const leaves: Readonly<Record<Kind, () => string>> = {
      text: quoted,
      number: () => random.pick(NUMBERS),
      flag: () => random.pick(['true', 'false']),
      texts: () => `[${quoted()}, ${quoted()}]`,
      numbers: () => `[${random.pick(NUMBERS)}, 4]`,
      map: () => `{ k1 = ${quoted()}, k2 = ${quoted()} }`,
      record: () => `{ a = ${quoted()}, b = ${random.pick(NUMBERS)}, c = [${quoted()}] }`,
      any: () => 'null',
    };
    return literal(leaves[kind]());
  }

  #choices(kind: Kind, depth: number): readonly Make[] {
    const call =
      (pattern: string, ...kinds: readonly Kind[]): Make =>
      () =>
        this.#fill(pattern, kinds, depth);
    const common = [
      () => this.#leaf(kind),
      call('(# ? # : #)', 'flag', kind, kind),
      call('try(#, #)', kind, kind),
      call('# == null ? # : #', kind, kind, kind),
    ];
    return [...common, ...PATTERNS[kind].map(([pattern, ...kinds]) => call(pattern, ...kinds))];
  }

  /** `#` in the pattern become expressions of the kinds, one after the other. */
  #fill(pattern: string, kinds: readonly Kind[], depth: number): Expression {
    const parts = kinds.map((kind) => this.make(kind, depth));
    let at = 0;
    const text = pattern.replace(/#/g, () => (parts[at++] as Expression).text);
    return { text: `(${text})`, ...united(parts) };
  }
}

type Pattern = readonly [string, ...Kind[]];

const PATTERNS: Readonly<Record<Kind, readonly Pattern[]>> = {
  text: [
    ['upper(#)', 'text'],
    ['trimspace(lower(#))', 'text'],
    ['substr(#, 0, 3)', 'text'],
    ['replace(#, "a", "b")', 'text'],
    ['join("-", #)', 'texts'],
    ['format("%s/%v", #, #)', 'text', 'number'],
    ['coalesce(#, "fallback")', 'text'],
    ['lookup(#, "k1", "default")', 'map'],
    ['jsonencode(#)', 'record'],
    ['jsonencode(#)', 'map'],
    ['sha256(#)', 'text'],
    ['base64encode(#)', 'text'],
    ['tostring(#)', 'number'],
    ['tostring(#)', 'flag'],
    ['one([#])', 'text'],
    ['"pre-${#}-${#}"', 'text', 'number'],
    ['"%{ if # }yes%{ else }no%{ endif }"', 'flag'],
    ['"%{ for s in # }<${s}>%{ endfor }"', 'texts'],
    ['title(strrev(#))', 'text'],
    ['# == "x" ? 1 : #', 'text', 'text'],
  ],
  number: [
    ['length(#)', 'texts'],
    ['length(#)', 'text'],
    ['length(#)', 'map'],
    ['# + #', 'number', 'number'],
    ['# * 2 - #', 'number', 'number'],
    ['# / 3', 'number'],
    ['# % 7', 'number'],
    ['-(#)', 'number'],
    ['max(#, #)', 'number', 'number'],
    ['min(#, 5)', 'number'],
    ['floor(abs(#))', 'number'],
    ['ceil(#)', 'number'],
    ['sum(concat([0], #))', 'numbers'],
    ['parseint("ff", 16) + #', 'number'],
  ],
  flag: [
    ['# > #', 'number', 'number'],
    ['# <= #', 'number', 'number'],
    ['# == #', 'text', 'text'],
    ['# != #', 'texts', 'texts'],
    ['contains(#, #)', 'texts', 'text'],
    ['!#', 'flag'],
    ['# && #', 'flag', 'flag'],
    ['# || #', 'flag', 'flag'],
    ['can(#)', 'text'],
    ['startswith(#, "v")', 'text'],
    ['# != null', 'text'],
    ['length(#) > 1', 'map'],
    ['alltrue([#, #])', 'flag', 'flag'],
    ['anytrue([for s in # : s == "x"])', 'texts'],
  ],
  texts: [
    ['[#, #]', 'text', 'text'],
    ['[for s in # : upper(s)]', 'texts'],
    ['[for s in # : s if s != "x"]', 'texts'],
    ['[for i, s in # : "${i}:${s}"]', 'texts'],
    ['concat(#, #)', 'texts', 'texts'],
    ['keys(#)', 'map'],
    ['values(#)', 'map'],
    ['split(",", #)', 'text'],
    ['distinct(#)', 'texts'],
    ['reverse(#)', 'texts'],
    ['sort(#)', 'texts'],
    ['tolist(toset(#))', 'texts'],
    ['compact(#)', 'texts'],
    ['flatten([#, [#]])', 'texts', 'text'],
    ['formatlist("%s!", #)', 'texts'],
    ['[for n in # : tostring(n)]', 'numbers'],
    ['#[*]', 'texts'],
  ],
  numbers: [
    ['[#, #]', 'number', 'number'],
    ['range(3)'],
    ['[for s in # : length(s)]', 'texts'],
    ['[for n in # : n * 2]', 'numbers'],
    ['concat(#, #)', 'numbers', 'numbers'],
  ],
  map: [
    ['{ k1 = #, k2 = # }', 'text', 'text'],
    ['{ (#) = # }', 'text', 'text'],
    ['merge(#, #)', 'map', 'map'],
    ['{ for i, s in # : "k${i}" => s }', 'texts'],
    ['zipmap(["k1", "z"], [#, #])', 'text', 'text'],
    ['tomap({ k1 = # })', 'text'],
    ['{ for k, v in # : k => lower(v) if k != "k2" }', 'map'],
  ],
  record: [
    ['{ a = #, b = #, c = # }', 'text', 'number', 'texts'],
    ['merge(#, { b = # })', 'record', 'number'],
  ],
  any: [],
};

function united(parts: readonly { readonly uses: readonly string[]; readonly sensitive: boolean }[]) {
  return {
    uses: [...new Set(parts.flatMap(({ uses }) => uses))],
    sensitive: parts.some(({ sensitive }) => sensitive),
  };
}

const quote = (text: string): string => JSON.stringify(text);
