import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../values/diagnostic.ts';
import { toPlain } from '../values/json-value.ts';
import { T } from '../values/type.ts';
import { SENSITIVE, str, unknown, type Value } from '../values/value.ts';
import { run, runTemplate } from './testing.ts';

const UNKNOWN = '(unknown)';
const shown = (v: Value): unknown => toPlain(v, () => UNKNOWN);
const message = (text: string): string => {
  try {
    run(text);
  } catch (e) {
    if (e instanceof DiagnosticError) return `${e.diagnostics[0]?.code} ${e.diagnostics[0]?.summary}`;
    throw e;
  }
  return 'no error';
};

describe('unknown values at plan time', () => {
  it.each<[string, unknown]>([
    ['false && id == "x"', false],
    ['id == "x" && false', false],
    ['true || id == "x"', true],
    ['id == "x" || true', true],
    ['true && id == "x"', UNKNOWN],
    ['n == null || n > 1', true],
    ['id == null', false],
    ['id != null', true],
    ['output == null', UNKNOWN],
    ['maybe == null', UNKNOWN],
    ['startswith("pre-${id}", "pre")', true],
    ['startswith("pre-${id}", "zzz")', false],
    ['"pre-${id}" == "other"', false],
    ['"pre-${id}" == "pre-1"', UNKNOWN],
    ['contains(["a", id], "a")', true],
    ['contains(["a", id], "b")', UNKNOWN],
    ['length([id])', 1],
    ['length(toset([id, "b"]))', UNKNOWN],
    ['length(toset([id, "b"])) > 0', true],
    ['length(toset([id, "b"])) > 2', false],
    ['id == "x" ? 1 : 1', 1],
    ['true ? 1 : "a"', '1'],
    ['coalesce(id, "x")', UNKNOWN],
    ['try(id, "x")', UNKNOWN],
    ['can(id)', UNKNOWN],
    ['one([id])', UNKNOWN],
    ['join(",", [id])', UNKNOWN],
    ['lookup({ a = id }, "a", "d")', UNKNOWN],
    ['sha256(id)', UNKNOWN],
    ['issensitive(id)', UNKNOWN],
    ['merge({ a = 1 }, { b = id })', { a: 1, b: UNKNOWN }],
    ['keys({ k = id })', ['k']],
    ['{ for x in [id] : x => 1 }', UNKNOWN],
    ['[for x in [id] : x]', [UNKNOWN]],
    ['timestamp()', UNKNOWN],
    ['uuid()', UNKNOWN],
    ['plantimestamp()', '2024-02-29T12:00:00Z'],
    ['id[*]', [UNKNOWN]],
    ['maybe[*]', UNKNOWN],
    ['{ (id) = 1 }', UNKNOWN],
    ['jsonencode({ a = id })', UNKNOWN],
  ])('%s', (text, expected) => {
    expect(shown(run(text))).toEqual(expected);
  });
  it('keeps types and refinements', () => {
    expect(run('id == "x" ? 1 : 2').type).toEqual(T.number);
    expect(run('id == "x" ? 1 : 2').refinement).toMatchObject({
      notNull: true,
      min: { value: 1 },
      max: { value: 2 },
    });
    expect(run('"pre-${id}"').refinement).toEqual({ notNull: true, prefix: 'pre-' });
    expect(run('id + 1').type).toEqual(T.number);
    expect(run('list[*]').type.kind).toBe('tuple');
  });
});

describe('marks', () => {
  const vars = { secret: str('s').withMarks(new Set([SENSITIVE])) };
  it.each([
    '"a-${secret}"',
    'upper(secret)',
    'secret == "s"',
    'true || secret == "s"',
    'secret == "s" ? 1 : 2',
    '{ (secret) = 1 }',
    'nonsensitive(secret) == "s" ? secret : ""',
    '[for x in sensitive(["a"]) : x]',
    'length(sensitive(["a"]))',
  ])('flow through %s', (text) => {
    expect(run(text, vars).hasMark(SENSITIVE)).toBe(true);
  });
  it('stay where they are inside containers', () => {
    const v = run('{ a = secret, b = 1 }', vars);
    expect([v.isMarked, v.deepMarked]).toEqual([false, true]);
    expect(run('{ a = secret, b = 1 }.b', vars).deepMarked).toBe(false);
    expect(run('length([secret])', vars).deepMarked).toBe(false);
    expect(run('nonsensitive(secret)', vars).deepMarked).toBe(false);
    expect(shown(run('[issensitive(secret), issensitive("x")]', vars))).toEqual([true, false]);
  });
  it('make ephemeral values null on request', () => {
    const token = str('t').withMarks(new Set(['ephemeral', SENSITIVE]));
    const v = run('ephemeralasnull({ a = token, b = 1 })', { token });
    expect(shown(v)).toEqual({ a: null, b: 1 });
  });
});

describe('errors', () => {
  it.each([
    ['nothing.a', 'ZTC-E-REF-UNKNOWN Invalid reference'],
    ['map.k.z', 'ZTC-E-EVAL-ATTR Unsupported attribute'],
    ['map.zz', 'ZTC-E-EVAL-ATTR Unsupported attribute'],
    ['n.a', 'ZTC-E-EVAL-ATTR Attempt to get attribute from null value'],
    ['list[2]', 'ZTC-E-EVAL-INDEX Invalid index'],
    ['list[0.5]', 'ZTC-E-EVAL-INDEX Invalid index'],
    ['toset(list)[0]', 'ZTC-E-EVAL-INDEX Invalid index'],
    ['1 + "x"', 'ZTC-E-EVAL-OPERAND Invalid operand'],
    ['1 + n', 'ZTC-E-EVAL-OPERAND Operation failed'],
    ['1 / 0', 'ZTC-E-EVAL-OPERAND Operation failed'],
    ['"${n}x"', 'ZTC-E-EVAL-TEMPLATE Invalid template interpolation value'],
    ['"${list}x"', 'ZTC-E-EVAL-TEMPLATE Invalid template interpolation value'],
    ['n ? 1 : 2', 'ZTC-E-EVAL-CONDITION Null condition'],
    ['list ? 1 : 2', 'ZTC-E-EVAL-CONDITION Incorrect condition type'],
    ['true ? 1 : list', 'ZTC-E-EVAL-CONDITION Inconsistent conditional result types'],
    ['[for x in n : x]', 'ZTC-E-EVAL-FOR Iteration over null value'],
    ['[for x in 1 : x]', 'ZTC-E-EVAL-FOR Iteration over non-iterable value'],
    ['nope()', 'ZTC-E-FUNC-UNKNOWN Call to unknown function'],
    ['upper()', 'ZTC-E-FUNC-ARGUMENT Not enough function arguments'],
    ['upper("a", "b")', 'ZTC-E-FUNC-ARGUMENT Too many function arguments'],
    ['upper(null)', 'ZTC-E-FUNC-ARGUMENT Invalid function argument'],
    ['upper(list...)', 'ZTC-E-FUNC-ARGUMENT Too many function arguments'],
    ['urldecode("x")', 'ZTC-E-FUNC-UNSUPPORTED Unsupported function'],
    ['try(n.a)', 'ZTC-E-FUNC-FAILED Error in function call'],
  ])('%s', (text, expected) => {
    expect(message(text)).toBe(expected);
  });
  it('do not quote what is sensitive', () => {
    expect(message('jsondecode(sensitive("hunter2"))')).not.toContain('hunter2');
    expect(() => run('jsondecode(sensitive("hunter2"))')).toThrow('an argument is sensitive');
  });
  it('have a position', () => {
    try {
      runTemplate('line\n  ${list[5]}');
      expect.unreachable();
    } catch (e) {
      expect((e as DiagnosticError).diagnostics[0]).toMatchObject({ file: 'test.tf' });
    }
  });
  it('do not come from the arm that is not taken', () => {
    expect(shown(run('true ? 1 : n.a'))).toBe(1);
    expect(shown(run('[try(n.a, "d"), can(n.a), can(list[0])]'))).toEqual(['d', false, true]);
  });
});

describe('operators', () => {
  it('compute exactly', () => {
    expect(shown(run('0.1 + 0.2 == 0.3'))).toBe(true);
    expect(shown(run('"${12345678901234567890123 * 10}."'))).toBe('123456789012345678901230.');
    expect(shown(run('"5" == 5'))).toBe(false);
    expect(shown(run('"5" + 1'))).toBe(6);
    expect(shown(run('[1, "a"] == [1, "a"]'))).toBe(true);
    expect(shown(run('unk', { unk: unknown(T.number, { min: { value: 3, inclusive: true } }) }))).toBe(
      UNKNOWN,
    );
    expect(shown(run('unk < 3', { unk: unknown(T.number, { min: { value: 3, inclusive: true } }) }))).toBe(
      false,
    );
  });
  it('unify the arms of conditionals', () => {
    expect(run('true ? { a = 1 } : { a = "x" }').type).toEqual(T.object({ a: T.string }));
    expect(run('true ? [] : ["a"]').type).toEqual(T.list(T.string));
    expect(run('true ? null : "a"').type).toEqual(T.string);
  });
});
