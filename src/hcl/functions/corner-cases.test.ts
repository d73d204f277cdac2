/** What was once answered differently from Terraform, in its smallest form. The answers are Terraform's. */

import { describe, expect, it } from 'vitest';
import { toPlain } from '../../values/json-value.ts';
import { typeToString } from '../../values/type.ts';
import { run } from '../testing.ts';

const REFUSED = Symbol('refused');

function answer(text: string): unknown {
  try {
    return toPlain(run(text), () => '(unknown)');
  } catch {
    return REFUSED;
  }
}

describe('agreement of types', () => {
  it.each<[string, unknown]>([
    ['tolist([null, [1]])', REFUSED],
    ['tolist([null, 1])', [null, 1]],
    ['tolist([toset([1]), ["a"]])', REFUSED],
    ['true ? [1, "a"] : [true, "x"]', REFUSED],
    ['false ? tolist([]) : [[1], [2, 3]]', REFUSED],
    ['coalesce({ b = true, a = null }, { a = 1 })', { a: null, b: true }],
    ['coalesce(null, "10", [1])', '10'],
    ['merge(null, toset([]))', {}],
    ['contains(["1"], 1)', false],
    ['index([1], "1")', REFUSED],
    ['lookup(tomap({ a = 1 }), "a", "d")', REFUSED],
    ['matchkeys(tolist(["b", "a"]), [["a"], []], ["b"])', REFUSED],
    ['null && true', false],
    ['[1] || "true"', REFUSED],
    ['convert({}, object({ a = optional(number, 5) }))', { a: 5 }],
    ['[{ a = [1] }, { a = [2] }].*.a.0', [1, 2]],
  ])('%s', (text, expected) => {
    expect(answer(text)).toEqual(expected);
  });

  it('gives empty collections the type of the others', () => {
    const type = (text: string): string => typeToString(run(text).type);
    expect(type('true ? [] : tolist([{ a = 1 }])')).toBe(type('tolist([{ a = 1 }])'));
    expect(type('setproduct(toset(["a"]), [1])')).toMatch(/^set\(/);
  });
});

describe('texts', () => {
  it.each<[string, unknown]>([
    ['format("%+v", 1)', '1'],
    ['format("%05v", "x")', '0000x'],
    ['format("%x", "12")', 'c'],
    ['format("%q", "<")', '"\\u003c"'],
    ['title("it\'s")', "It'S"],
    ['trimspace("\\ufeffx")', '\ufeffx'],
    ['replace("😀", "", "-")', '-😀-'],
    ['regex("[[:^digit:]]+", "1ab2")', 'ab'],
    ['regex("a(?i)b|c", "C")', 'C'],
    ['regex("(?P<1a>b)", "b")', { '1a': 'b' }],
    ['regexall("x*", "ax")', ['', 'x']],
    ['regexall("(?U)a+", "aa")', ['a', 'a']],
    ['regex("a{1001}", "a")', REFUSED],
    ['jsonencode({ "10" = 1, "9" = 2, "#" = 3 })', '{"#":3,"10":1,"9":2}'],
    ['csvdecode("a\\n\\"\\r\\n\\"")', [{ a: '\n' }]],
    ['timeadd("9999-12-31T23:59:59Z", "10m")', '10000-01-01T00:09:59Z'],
    ['textencodebase64("中", "GBK")', '1tA='],
    ['textencodebase64("é", "US-ASCII")', REFUSED],
    ['templatestring("x", {})', REFUSED],
    ['pathexpand("~") == pathexpand("~/")', true],
  ])('%s', (text, expected) => {
    expect(answer(text)).toEqual(expected);
  });
});

describe('YAML', () => {
  it.each<[string, unknown]>([
    ['yamlencode(1)', '1\n...\n'],
    ['yamlencode({ a = "x\\ty\\nz" })', '"a": "x\\ty\\nz"\n'],
    ['yamlencode({ a = " x\\ny" })', '"a": |2-\n   x\n  y\n'],
    ['yamlencode({ "k\\nl" = 1 })', '? |-\n  k\n  l\n: 1\n'],
    ['yamlencode("é😀")', '"é\\U0001F600"\n'],
    [
      'yamlencode(join(" ", [for i in range(40) : "word"]))',
      `"${'word '.repeat(17).trim()}\n  ${'word '.repeat(16).trim()}\n  ${'word '.repeat(7).trim()}"\n`,
    ],
    ['yamldecode("a: yes")', { a: true }],
    ['yamldecode("a: 2020-01-01")', { a: '2020-01-01T00:00:00Z' }],
    ['yamldecode("a: 1\\na: 2")', { a: 2 }],
    ['yamldecode("<<: {a: 1}\\nb: 2")', { a: 1, b: 2 }],
    ['yamldecode("")', REFUSED],
    ['yamldecode("a: !foo 1")', REFUSED],
  ])('%s', (text, expected) => {
    expect(answer(text)).toEqual(expected);
  });
});

describe('unknown and sensitive parts', () => {
  it.each<[string, unknown]>([
    ['id == "x" ? 1 : 1', 1],
    ['slice([1, id], 0, 1)', [1]],
    ['reverse([id, 1])', [1, '(unknown)']],
    ['sort(["a", id])', ['(unknown)', '(unknown)']],
    ['alltrue([id == "a", false])', '(unknown)'],
    ['alltrue([false, id == "a"])', false],
    ['[id] == [1]', false],
    ['try([id].nope, 1)', 1],
    ['can([id].nope)', false],
    ['setunion([id], ["q"])', ['q', '(unknown)']],
    ['flatten([toset([id, "b"]), ["z"]])', '(unknown)'],
    ['keys(output)', '(unknown)'],
    ['toset(split(",", id)) == null', '(unknown)'],
    ['issensitive([true ? "x" : sensitive("y")][0])', true],
    ['issensitive(reverse(["a", sensitive("b")])[1])', false],
    ['issensitive(flatten([sensitive(["a"]), ["b"]]))', true],
  ])('%s', (text, expected) => {
    expect(answer(text)).toEqual(expected);
  });
});

describe('native syntax', () => {
  it("is written in Terraform's layout and read back", () => {
    const written = answer(
      'provider::terraform::encode_tfvars({ a = 1, bb = [{ c = 1, dd = "$${x}" }], e = {} })',
    );
    expect(written).toBe('a = 1\nbb = [{\n  c  = 1\n  dd = "$${x}"\n}]\ne = {}\n');
    expect(answer('provider::terraform::decode_tfvars("a = [1,\\n2]\\nb = true ? 1 : 2\\n")')).toEqual({
      a: [1, 2],
      b: 1,
    });
    expect(answer('provider::terraform::decode_tfvars("a = b")')).toBe(REFUSED);
  });
});
