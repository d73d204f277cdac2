import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json, parseJson } from '../../values/json.ts';
import { fromPlain } from '../../values/json-value.ts';
import { walk } from '../../values/path.ts';
import { T, type Type } from '../../values/type.ts';
import {
  list,
  nul,
  num,
  object,
  type Path,
  set,
  str,
  tuple,
  unknown,
  type Value,
  valueEqualsUnmarked,
} from '../../values/value.ts';
import { knownJson } from '../plan/json/values.ts';
import { leafDetails } from './details.ts';
import { leafChanges } from './leaves.ts';
import { applyLeaves } from './testing/apply-leaves.ts';
import { ENGLISH } from './words.ts';

const details = (before: Value, after: Value, sensitive: readonly (readonly string[])[] = []): string[] =>
  leafChanges(before, after, sensitive)
    .flatMap((leaf) => [...leafDetails(leaf, ENGLISH)])
    .map(({ sign, path, before: old, after: now, notes }) =>
      [`${sign} ${path}:`, [old, now].filter((v) => v !== undefined).join(' → '), ...notes].join(' '),
    );
const plain = (before: unknown, after: unknown): string[] => details(fromPlain(before), fromPlain(after));

describe('maps', () => {
  test('only what changes', () => {
    expect(plain({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 4, d: 3 }, e: 5 })).toEqual([
      '~ b.c: 2 → 4',
      '+ e: 5',
    ]);
  });
  test('a null is not an absence', () => {
    expect(plain({ m: { a: null, b: 1, c: 1 } }, { m: { a: 2, b: null } })).toEqual([
      '~ m.a: null → 2',
      '~ m.b: 1 → null',
      '- m.c: 1',
    ]);
  });
  test('keys that are no names, and characters that nobody sees', () => {
    expect(plain({ 'a b': 'x\u200b\u001b[31m' }, { 'a b': 'x\u202e' })).toEqual([
      '~ ["a b"]: "x\\u200b\\u001b[31m" → "x\\u202e"',
    ]);
  });
  test('numbers are exact', () => {
    expect(plain({ n: 12345678901234567890123n }, { n: 12345678901234567890124n })).toEqual([
      '~ n: 12345678901234567890123 → 12345678901234567890124',
    ]);
  });
  test('a new part that is too long for a line comes in parts', () => {
    const web = { name: 'web', image: 'registry.example.com/web:1.2.3', command: ['run', '--port', '8080'] };
    expect(plain({}, { web, db: { name: 'db' } })).toEqual([
      '+ db: {name: "db"}',
      '+ web.command: ["run", "--port", "8080"]',
      '+ web.image: "registry.example.com/web:1.2.3"',
      '+ web.name: "web"',
    ]);
  });
});

describe('lists', () => {
  test('an insertion is one line, whatever it moves', () => {
    expect(plain({ l: [1, 2, 3] }, { l: [1, 9, 2, 3] })).toEqual(['+ l[1]: 9']);
  });
  test('a removal, a change and a move', () => {
    expect(plain({ l: ['a', 'b', 'c', 'd'] }, { l: ['b', 'x', 'd', 'a'] })).toEqual([
      '~ l[1]: "c" → "x" was [2]',
      '> l[3]: "a" was [0]',
    ]);
  });
  test('an element that changes and stands elsewhere', () => {
    const one = { port: 80, cidr: '10.0.0.0/8', protocol: 'tcp' };
    expect(
      plain(
        { l: [one] },
        {
          l: [
            { port: 22, cidr: '::/0', protocol: 'udp' },
            { ...one, port: 81 },
          ],
        },
      ),
    ).toEqual(['~ l[1].port: 80 → 81 was [0]', '+ l[0]: {cidr: "::/0", port: 22, protocol: "udp"}']);
  });
});

describe('sets', () => {
  const rule = (name: string, port: number, cidr: string): Value =>
    object({ name: str(name), port: num(port), cidr: str(cidr) });
  const rules = (...elements: Value[]): Value =>
    object({ rule: set(elements[0]?.type ?? T.dynamic, elements) });

  test('elements are paired by what they have in common', () => {
    const before = rules(
      rule('a', 80, '10.0.0.0/8'),
      rule('b', 443, '10.0.0.0/8'),
      rule('c', 22, '10.1.0.0/16'),
    );
    const after = rules(
      rule('a', 80, '10.0.0.0/8'),
      rule('b', 8443, '10.0.0.0/8'),
      rule('d', 53, '10.9.0.0/16'),
    );
    expect(details(before, after)).toEqual([
      '- rule[]: {cidr: "10.1.0.0/16", name: "c", port: 22}',
      '~ rule[name: "b"].port: 443 → 8443',
      '+ rule[]: {cidr: "10.9.0.0/16", name: "d", port: 53}',
    ]);
  });
  test('plain elements come and go', () => {
    const ports = (...n: number[]): Value => object({ p: set(T.number, n.map(num)) });
    expect(details(ports(1, 2), ports(2, 3))).toEqual(['- p[]: 1', '+ p[]: 3']);
  });
});

describe('text', () => {
  test('JSON in a string is compared as JSON', () => {
    expect(plain({ p: '{"a":1,"b":[1]}' }, { p: '{"b":[2],"a":1}' })).toEqual(['~ p.b[0] (JSON): 1 → 2']);
  });
  test('the same JSON in another layout is told as such', () => {
    expect(plain({ p: '{"a":1,"b":2}' }, { p: '{ "b": 2, "a": 1 }' })).toEqual([
      '~ p: the same JSON, written differently',
    ]);
  });
  test('long strings are shown around their first difference', () => {
    const [head, tail] = ['x'.repeat(500), 'y'.repeat(500)];
    const [line] = plain({ s: `${head}1${tail}` }, { s: `${head}2${tail}` });
    expect(line).toBe(
      `~ s: "…${'x'.repeat(24)}1${'y'.repeat(47)}…" (1,001 characters, sha256 4d73b704) → "…${'x'.repeat(24)}2${'y'.repeat(47)}…" (1,001 characters, sha256 af89a106)`,
    );
  });
  test('lines', () => {
    const [leaf] = leafChanges(str('a\nb\nc\nd\ne\nf\ng\n'), str('a\nb\nc\nd\nE\nf\ng\n'), []);
    const [detail] = leaf ? [...leafDetails(leaf, ENGLISH)] : [];
    expect(detail?.after).toBe('1 line added, 1 line removed');
    expect(detail?.text?.lines.map(({ number, sign, text }) => `${number}${sign}${text}`)).toEqual([
      '3 c',
      '4 d',
      '5-e',
      '5+E',
      '6 f',
      '7 g',
    ]);
  });
});

test('sensitive values are masked, their change is not', () => {
  const value = (secret: string): Value =>
    object({ s: str(secret), m: object({ s: str(secret), o: num(1) }) });
  const lines = details(value('first-secret'), value('other-secret'), [['s'], ['m', 's']]);
  expect(lines).toEqual(['~ m.s: (sensitive) → (sensitive)', '~ s: (sensitive) → (sensitive)']);
  const added = details(object({}), value('other-secret'), [['s'], ['m', 's']]);
  expect(added).toEqual(['+ m: {o: 1, s: (sensitive)}', '+ s: (sensitive)']);
});

test('unknown', () => {
  expect(details(object({ s: str('x') }), object({ s: unknown(T.string) }))).toEqual([
    '~ s: "x" → (known after apply)',
  ]);
});

test('large values', () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => i);
  const before = list(T.number, numbers.map(num));
  const after = list(T.number, numbers.filter((n) => n % 1000 !== 7).map(num));
  expect(leafChanges(before, after, [])).toHaveLength(100);
  const other = list(
    T.string,
    numbers.map((n) => str(`other ${n % 777}`)),
  );
  expect(leafChanges(before, other, [])).toHaveLength(100_000);
  const reverse = list(T.number, numbers.toReversed().map(num));
  expect(leafChanges(before, reverse, []).length).toBeLessThan(100_000);
  const rules = (port: number): Value => {
    const all = numbers
      .slice(0, 10_000)
      .map((n) => fromPlain({ name: `rule ${n}`, kind: n % 3, port, on: true }));
    return set((all[0] as Value).type, all);
  };
  expect(leafChanges(rules(1), rules(2), [])).toHaveLength(10_000);
  const text = 'line\n'.repeat(2_000_000);
  expect(leafChanges(str(text), str(`${text}end`), [])).toHaveLength(1);
  expect(leafChanges(str('['.repeat(100_000)), str('['.repeat(100_001)), [])).toHaveLength(1);
});

const { value: plainValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 5 }),
    fc.constantFrom('a', 'b', 'x\ny\nz', '{"a":[1,2]}', '{"a":[2,{"b":null}]}', '[]', '{'),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}));
const secrets = fc.constantFrom(
  's3cret',
  '{"s3cret":1}',
  '["s3cret"]',
  's3cret\nwith\nlines',
  's3cret'.repeat(50),
);
const { value: withSecrets } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 5 }).map(num),
    fc.constantFrom('a', '{"a":[1,2]}', 'x\ny').map(str),
    secrets.map(str),
    secrets.map(str),
    fc.constantFrom(nul(T.string), unknown(T.string), unknown(T.list(T.string)), unknown()),
    fc.array(tie('value'), { maxLength: 5 }).map(tuple),
    fc
      .array(fc.constantFrom(str('s3cret'), str('a'), str('b'), unknown(T.string)), { maxLength: 4 })
      .map((all) => set(T.string, all)),
    fc.dictionary(fc.constantFrom('name', 'id', 'c'), tie('value'), { maxKeys: 3 }).map((all) => object(all)),
  ),
}));
const settled = plainValue.map(fromPlain);
const rows = fc.array(
  fc.record({ name: fc.constantFrom('a', 'b', 'c'), port: fc.integer({ min: 0, max: 3 }), on: fc.boolean() }),
  { maxLength: 8 },
);
const rowType = T.object(
  new Map<string, Type>([
    ['name', T.string],
    ['port', T.number],
    ['on', T.bool],
  ]),
);
const lists = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 }).map(fromPlain);
const both = (one: fc.Arbitrary<Value>) => fc.tuple(one, one);
const sets = rows.map((all) => set(rowType, all.map(fromPlain)));

describe('properties', () => {
  test('the leaves lead from the one value to the other', () => {
    fc.assert(
      fc.property(fc.oneof(both(settled), both(lists), both(sets)), ([before, after]) => {
        const made = applyLeaves(before, leafChanges(before, after, []));
        return made !== undefined && content(made) === content(after);
      }),
      { numRuns: 1000 },
    );
  });
  test('equal values have no leaves, different ones have some', () => {
    fc.assert(
      fc.property(settled, settled, (before, after) => {
        const equal = (before.isNull && after.isNull) || valueEqualsUnmarked(before, after);
        return (leafChanges(before, after, []).length === 0) === equal;
      }),
      { numRuns: 500 },
    );
  });
  test('nothing sensitive is ever shown, wherever it stands', () => {
    fc.assert(
      fc.property(both(withSecrets), ([before, after]) => {
        const sensitive = [...secretPaths(before), ...secretPaths(after)];
        const lines = leafChanges(before, after, sensitive).flatMap((leaf) => [
          ...leafDetails(leaf, ENGLISH),
        ]);
        return !JSON.stringify(lines).includes('s3cret');
      }),
      { numRuns: 1000 },
    );
  });
  test('a secret beside anything', () => {
    const secret = str('s3cret-value');
    const around = (inner: unknown): Value => object({ open: fromPlain(inner), closed: secret });
    fc.assert(
      fc.property(plainValue, plainValue, fc.boolean(), (x, y, more) => {
        const before = object({ a: around(x), l: list(T.string, [secret]) });
        const after = object({ a: around(y), l: list(T.string, more ? [secret, str('s3cret-more')] : []) });
        const text = details(before, after, [['a', 'closed'], ['l']]).join('\n');
        return !text.includes('s3cret');
      }),
    );
  });
});

/** Paths of all secrets. */
function secretPaths(value: Value): Path[] {
  const found: Path[] = [];
  walk(value, (part, path) => {
    if (typeof part.raw === 'string' && part.raw.includes('s3cret')) found.push(path);
    return undefined;
  });
  return found;
}

/** Strings with JSON count as their content; nulls are kept. */
const content = (value: Value): string => JSON.stringify(decoded(knownJson(value)));

function decoded(json: Json): Json {
  if (typeof json === 'string' && /^[{[]/.test(json)) {
    try {
      return { decoded: decoded(parseJson(json)) };
    } catch {
      return json;
    }
  }
  if (Array.isArray(json)) return (json as readonly Json[]).map(decoded);
  if (!isJsonObject(json)) return json;
  return Object.keys(json)
    .sort()
    .map((key) => [key, decoded(json[key] as Json)]);
}
