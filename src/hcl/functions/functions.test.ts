import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { toPlain } from '../../values/json-value.ts';
import { str } from '../../values/value.ts';
import { run } from '../testing.ts';
import { hostAddress, parsePrefix, printPrefix, subnet, subnets } from './ip.ts';

const value = (text: string, context = {}): unknown => toPlain(run(text, {}, context), () => '(unknown)');
const failure = (text: string): string => {
  try {
    run(text);
  } catch (e) {
    if (e instanceof DiagnosticError) return e.diagnostics[0]?.detail ?? '';
    throw e;
  }
  return 'no error';
};

describe('functions give what Terraform gives', () => {
  it.each<[string, unknown]>([
    ['abs(-1.5)', 1.5],
    ['ceil(5.1) + floor(4.9)', 10],
    ['log(16, 2)', 4],
    ['max(1, 2, 3) - min([3, 1]...)', 2],
    ['parseint("-FF", 16)', -255],
    ['parseint("10", 62)', 62],
    ['pow(3, 2)', 9],
    ['signum(-13)', -1],
    ['sum([1, "2", 0.5])', 3.5],
    ['range(1, 8, 2)', [1, 3, 5, 7]],
    ['range(0)', []],
    ['chomp("a\\r\\n\\n")', 'a'],
    ['endswith("hello", "lo") && strcontains("hello", "ell")', true],
    ['format("Hello, %s! %d %05.1f %-4s| %%", "A", 3, 2.25, "x")', 'Hello, A! 3 002.2 x   | %'],
    ['format("%v %v %v", 1000000, 1.5, ["a", true])', '1e+06 1.5 ["a",true]'],
    ['format("%x %X %o %b %q %[1]d", 255, 255, 8, 5, "a")', 'ff FF 10 101 "a" 255'],
    ['format("%s", null)', 'error'],
    ['formatlist("%s-%s", ["a", "b"], "x")', ['a-x', 'b-x']],
    ['indent(2, "a\\nb")', 'a\n  b'],
    ['join("-", ["a"], ["b", "c"])', 'a-b-c'],
    ['regex("[a-z]+", "53453453.345345aaabbbccc23454")', 'aaabbbccc'],
    ['regex("(\\\\d\\\\d\\\\d\\\\d)-(\\\\d\\\\d)", "2019-02")', ['2019', '02']],
    [
      'regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/x")',
      { authority: 'terraform.io', scheme: 'https' },
    ],
    ['regexall("[[:alpha:]]+", "1234abcd5678efgh9")', ['abcd', 'efgh']],
    ['regex("(?i)ABC", "xabc")', 'abc'],
    ['replace("hello world", "/w.*d/", "everybody")', 'hello everybody'],
    ['replace("a.b", ".", "$1")', 'a$1b'],
    ['replace("ab", "/(a)(?P<n>b)/", "${n}$1$$")', 'error'],
    ['split(",", "foo,bar,")', ['foo', 'bar', '']],
    ['strrev("a\\u0301b")', 'bá'.normalize('NFC')],
    ['substr("hello world", -5, -1)', 'world'],
    ['title("hello world")', 'Hello World'],
    ['trim("?!hello?!", "!?")', 'hello'],
    ['trimprefix("helloworld", "hello")', 'world'],
    ['trimsuffix("helloworld", "world")', 'hello'],
    ['upper("straße")', 'STRAßE'],
    ['alltrue(["true", true])', true],
    ['anytrue([])', false],
    ['chunklist(["a", "b", "c"], 2)', [['a', 'b'], ['c']]],
    ['coalesce("", null, "b")', 'b'],
    ['coalescelist([], ["c"])', ['c']],
    ['compact(["a", "", null, "b"])', ['a', 'b']],
    ['concat(["a"], ["b"])', ['a', 'b']],
    ['contains([1, 2], 2)', true],
    ['distinct(["a", "b", "a"])', ['a', 'b']],
    ['element(["a", "b", "c"], 3)', 'a'],
    ['flatten([["a", "b"], [], [["c"]]])', ['a', 'b', 'c']],
    ['index(["a", "b"], "b")', 1],
    ['keys({ b = 1, a = 2 })', ['a', 'b']],
    ['length("héllo") + length({ a = 1 })', 6],
    ['lookup({ a = "ay" }, "c", "what?")', 'what?'],
    ['matchkeys(["i-1", "i-2"], ["w", "e"], ["e"])', ['i-2']],
    ['merge({ a = 1, b = 2 }, null, { b = 3 })', { a: 1, b: 3 }],
    ['one(["x"])', 'x'],
    ['reverse([1, 2])', [2, 1]],
    ['setintersection(["a", "b"], ["b", "c"])', ['b']],
    [
      'setproduct(["a", "b"], [1])',
      [
        ['a', 1],
        ['b', 1],
      ],
    ],
    ['setsubtract(["a", "b", "c"], ["a"])', ['b', 'c']],
    ['setunion(["c", "b"], ["b"])', ['b', 'c']],
    ['slice(["a", "b", "c"], 1, 3)', ['b', 'c']],
    ['sort(["e", "a", "D"])', ['D', 'a', 'e']],
    ['transpose({ a = ["1", "2"], b = ["2"] })', { 1: ['a'], 2: ['a', 'b'] }],
    ['values({ b = 1, a = 2 })', [2, 1]],
    ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
    ['base64decode(base64encode("héllo"))', 'héllo'],
    ['startswith(base64gzip("x"), "H4sI")', true],
    ['csvdecode("a,b\\n1,\\"x, \\"\\"y\\"\\"\\"\\n")', [{ a: '1', b: 'x, "y"' }]],
    ['jsonencode({ b = "<&>", a = [1, null, 0.10] })', '{"a":[1,null,0.1],"b":"\\u003c\\u0026\\u003e"}'],
    ['jsondecode("{\\"a\\":[1,true,null]}")', { a: [1, true, null] }],
    ['textdecodebase64(textencodebase64("é", "UTF-16LE"), "UTF-16LE")', 'é'],
    ['urlencode("Hello World!&é")', 'Hello+World%21%26%C3%A9'],
    ['yamlencode({ a = "b", c = [1, { d = true }], e = {} })', '"a": "b"\n"c":\n- 1\n- "d": true\n"e": {}\n'],
    ['yamldecode("a: &x {b: 1}\\nc: [*x, no, 0x1f]")', { a: { b: 1 }, c: [{ b: 1 }, false, 31] }],
    ['basename("foo/bar.txt")', 'bar.txt'],
    ['dirname("foo/bar.txt")', 'foo'],
    ['fileexists("nothing-here")', false],
    ['formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")', 'Tuesday, 02-Jan-18 23:12:01 UTC'],
    ['formatdate("h\'h\'mm AA ZZZZZ", "2018-01-02T03:12:01+08:00")', '3h12 AM +08:00'],
    ['timeadd("2017-11-22T00:00:00Z", "-1h30.5m")', '2017-11-21T22:29:30Z'],
    ['timecmp("2017-11-22T01:00:00+01:00", "2017-11-22T00:00:00Z")', 0],
    ['md5("hello world")', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
    ['base64sha256("hello world")', 'uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek='],
    ['uuidv5("dns", "www.terraform.io")', 'a5008fae-b28c-5ba5-96cd-82b4c53552d6'],
    ['cidrhost("10.12.112.0/20", 268)', '10.12.113.12'],
    ['cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', 'fd00:fd12:3456:7890::22'],
    ['cidrnetmask("172.16.0.0/12")', '255.240.0.0'],
    ['cidrsubnet("172.16.0.0/12", 4, 2)', '172.18.0.0/16'],
    ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', 'fd00:fd12:3456:7800:a200::/72'],
    [
      'cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)',
      ['10.1.0.0/20', '10.1.16.0/20', '10.1.32.0/24', '10.1.48.0/20'],
    ],
    ['tolist(toset(["b", "a"]))', ['a', 'b']],
    ['tomap({ a = "foo", b = true })', { a: 'foo', b: 'true' }],
    ['tobool("true") ? tonumber("1.5") : 0', 1.5],
    ['[for t in ["hi $${who}"] : templatestring(t, { who = "bob" })][0]', 'hi bob'],
  ])('%s', (text, expected) => {
    if (expected === 'error') expect(failure(text)).not.toBe('no error');
    else expect(value(text)).toEqual(expected);
  });
  it('says what is wrong', () => {
    expect(failure('tonumber("x")')).toContain('cannot convert "x" to number');
    expect(failure('regex("(?=a)", "a")')).toContain('invalid or unsupported Perl syntax');
    expect(failure('cidrsubnet("10.0.0.0/8", 30, 0)')).toContain('insufficient address space');
    expect(failure('cidrhost("10.0.0.300/8", 0)')).toContain('invalid CIDR');
    expect(failure('file("nothing-here")')).toContain('no file exists at "nothing-here"');
    expect(failure('format("%d", 1.5)')).toContain('an integer is required');
    expect(failure('format("a", 1)')).toContain('too many arguments');
    expect(failure('range(5, 0, 1)')).toContain('end must not be less than start');
    expect(failure('coalesce(null, "")')).toContain('no non-null, non-empty-string arguments');
  });
  it('never prints a sensitive argument in a message', () => {
    expect(failure('tonumber(sensitive("hunter2"))')).not.toContain('hunter2');
  });
  it('are pure while planning and real while applying', () => {
    expect(value('[timestamp(), uuid()]')).toEqual(['(unknown)', '(unknown)']);
    const now = (): string => '2024-05-06T07:08:09.123Z';
    expect(value('timestamp()', { pure: false, now })).toBe('2024-05-06T07:08:09Z');
    expect(value('length(uuid())', { pure: false })).toBe(36);
  });
});

describe('files', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'ztc-functions-'));
    writeFileSync(join(dir, 'a.txt'), 'hello');
    writeFileSync(join(dir, 't.tftpl'), '%{ for n in names ~}\n${upper(n)}\n%{ endfor ~}');
    writeFileSync(join(dir, 'bin'), Buffer.from([0xff, 0xfe]));
  });
  afterAll(() => rmSync(dir, { recursive: true }));
  it('are read relative to the base folder', () => {
    const at = (text: string): unknown => value(text, { baseDir: dir });
    expect(at('file("a.txt")')).toBe('hello');
    expect(at('filebase64("bin")')).toBe('//4=');
    expect(at('filemd5("a.txt") == md5("hello")')).toBe(true);
    expect(at('fileset(".", "*.{txt,tftpl}")')).toEqual(['a.txt', 't.tftpl']);
    expect(at('templatefile("t.tftpl", { names = ["a", "b"] })')).toBe('A\nB\n');
    expect(at('abspath("a.txt")')).toBe(join(dir, 'a.txt'));
    expect(() => at('file("bin")')).toThrow('not valid UTF-8');
    expect(() => at('templatefile("t.tftpl", {})')).toThrow('vars map does not contain key');
  });
});

describe('address arithmetic', () => {
  const prefixes = fc.record({
    length: fc.integer({ min: 0, max: 128 }),
    address: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
  });
  it('keeps subnets inside, apart and printable', () => {
    fc.assert(
      fc.property(prefixes, fc.integer({ min: 1, max: 16 }), fc.nat(), ({ length, address }, extra, seed) => {
        const bits = BigInt(128 - length);
        const prefix = { address: (address >> bits) << bits, length, bits: 128 as const };
        if (length + extra > 128) {
          expect(() => subnet(prefix, extra, 0n)).toThrow('insufficient');
          return;
        }
        const index = BigInt(seed) % 2n ** BigInt(extra);
        const inner = subnet(prefix, extra, index);
        expect((inner.address - prefix.address) >> BigInt(128 - inner.length)).toBe(index);
        expect(parsePrefix(printPrefix(inner))).toEqual(inner);
        expect(hostAddress(inner, -1n)).toBe(inner.address + 2n ** BigInt(128 - inner.length) - 1n);
      }),
    );
  });
  it('never lets consecutive subnets overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 3, max: 12 }), { maxLength: 7 }), (extras) => {
        const parts = subnets(parsePrefix('10.0.0.0/8'), extras);
        parts.forEach((p, i) => {
          const next = parts[i + 1];
          if (next) expect(next.address).toBeGreaterThanOrEqual(p.address + 2n ** BigInt(32 - p.length));
        });
      }),
    );
  });
});

describe('round trips', () => {
  it('through YAML and JSON', () => {
    const texts = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.array(fc.string())),
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(texts, (data) => {
        const json = str(JSON.stringify(data));
        expect(
          toPlain(
            run(
              'yamldecode(yamlencode(1)) == 1 && yamldecode(yamlencode(jsondecode(json))) == jsondecode(json)',
              { json },
            ),
            () => '?',
          ),
        ).toBe(true);
      }),
    );
  });
});
