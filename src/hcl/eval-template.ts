/** Templates, the concatenation of `%{for}`, and conditionals. */

import { ConversionError, convert, unify } from '../values/convert.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { stripMarks } from '../values/marks.ts';
import { compare } from '../values/num.ts';
import { type Bound, NOT_NULL, type Refinement } from '../values/refinement.ts';
import { T, type Type, typeName } from '../values/type.ts';
import {
  asArray,
  asBool,
  asString,
  isDefinitelyNotNull,
  type Marks,
  NO_MARKS,
  str,
  unknown,
  type Value,
} from '../values/value.ts';
import type { Node, NodeOf } from './ast.ts';
import { attempt } from './eval-ops.ts';
import { type Env, evalNode, fail } from './evaluate.ts';

const CODE = 'ZTC-E-EVAL-TEMPLATE';
const SUMMARY = 'Invalid template interpolation value';

export function evalTemplate(node: NodeOf<'template'>, env: Env): Value {
  return concatenate(
    node.parts.map((part) => ({ value: evalNode(part, env), at: part })),
    'The expression result is null. Cannot include a null value in a string template.',
    env,
  );
}

export function evalJoin(node: NodeOf<'join'>, env: Env): Value {
  const loop = evalNode(node.inner, env);
  if (!loop.isKnown) return unknown(T.string, NOT_NULL).withMarks(loop.marks);
  const parts = asArray(loop).map((value) => ({ value, at: node.inner }));
  const text = 'An iteration result is null. Cannot include a null value in a string template.';
  return concatenate(parts, text, env).withMarks(loop.marks);
}

function concatenate(parts: readonly { value: Value; at: Node }[], nullDetail: string, env: Env): Value {
  let text = '';
  let known = true;
  let marks: Marks = NO_MARKS;
  for (const { value, at } of parts) {
    if (value.isNull) throw fail(env, CODE, SUMMARY, nullDetail, at);
    if (value.deepMarked) marks = marks.union(stripMarks(value).marks);
    const piece = toText(value, at, env);
    if (piece === undefined) known = false;
    else if (known) text += piece;
  }
  if (known) return str(text).withMarks(marks);
  const prefix = safePrefix(text);
  return unknown(T.string, prefix === '' ? NOT_NULL : { notNull: true, prefix }).withMarks(marks);
}

function toText(v: Value, at: Node, env: Env): string | undefined {
  if (typeof v.raw === 'string') return v.raw;
  try {
    const text = convert(v, T.string);
    return text.isKnown ? asString(text) : undefined;
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `Cannot include the given value in a string template: ${e.message}.`;
    throw fail(env, CODE, SUMMARY, detail, at);
  }
}

/**
 * What certainly stays when more text follows: a last letter may still combine with an accent, and a very long prefix is
 * not worth keeping.
 */
export function safePrefix(text: string): string {
  const cut = text.slice(0, 128);
  if (cut === '' || /[!-/:-@[-`{-~ \n]$/.test(cut)) return cut;
  return [...cut].slice(0, -1).join('');
}

export function evalConditional(node: NodeOf<'conditional'>, env: Env): Value {
  const yes = attempt(() => evalNode(node.yes, env));
  const no = attempt(() => evalNode(node.no, env));
  const type = resultType(yes, no, node, env);
  const test = evalTest(node.test, env);
  if (!test.isKnown) {
    // An arm that fails may be the one that is not taken.
    if (yes instanceof DiagnosticError || no instanceof DiagnosticError)
      return unknown().withMarks(test.marks);
    const doubt = type.kind === 'dynamic' ? unknown() : unknown(type, common(yes, no));
    return doubt.withMarks(test.marks).withMarks(yes.marks).withMarks(no.marks);
  }
  const chosen = asBool(test) ? yes : no;
  if (chosen instanceof DiagnosticError) throw chosen;
  return convertArm(chosen, type, asBool(test), node, env).withMarks(test.marks);
}

function evalTest(node: Node, env: Env): Value {
  const code = 'ZTC-E-EVAL-CONDITION';
  const test = evalNode(node, env);
  if (test.isNull) {
    throw fail(
      env,
      code,
      'Null condition',
      'The condition value is null. Conditions must either be true or false.',
      node,
    );
  }
  try {
    return convert(test, T.bool);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw fail(env, code, 'Incorrect condition type', 'The condition expression must be of type bool.', node);
  }
}

const untypedNull = (v: Value): boolean => v.isNull && v.type.kind === 'dynamic';

function resultType(
  yes: Value | DiagnosticError,
  no: Value | DiagnosticError,
  node: NodeOf<'conditional'>,
  env: Env,
): Type {
  if (yes instanceof DiagnosticError || no instanceof DiagnosticError) return T.dynamic;
  if (untypedNull(yes)) return no.type;
  if (untypedNull(no)) return yes.type;
  if (yes.type.kind === 'dynamic' || no.type.kind === 'dynamic') return T.dynamic;
  const unified = unify([yes.type, no.type]);
  if (unified !== undefined) return unified;
  const detail = `The true and false result expressions must have consistent types. The 'true' value is ${typeName(yes.type)}, but the 'false' value is ${typeName(no.type)}.`;
  throw fail(env, 'ZTC-E-EVAL-CONDITION', 'Inconsistent conditional result types', detail, node);
}

function convertArm(v: Value, type: Type, which: boolean, node: NodeOf<'conditional'>, env: Env): Value {
  try {
    return convert(v, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `The ${which} result value has the wrong type: ${e.describe()}.`;
    const at = which ? node.yes : node.no;
    throw fail(env, 'ZTC-E-EVAL-CONDITION', 'Inconsistent conditional result types', detail, at);
  }
}

/** What holds for the result whichever arm is taken. */
function common(a: Value, b: Value): Refinement | undefined {
  if (!isDefinitelyNotNull(a) || !isDefinitelyNotNull(b)) return undefined;
  const [x, y] = [facts(a), facts(b)];
  const min = x.min && y.min && outer(x.min, y.min, -1);
  const max = x.max && y.max && outer(x.max, y.max, 1);
  const minLength = Math.min(x.minLength ?? 0, y.minLength ?? 0);
  const maxLength = Math.max(x.maxLength ?? Infinity, y.maxLength ?? Infinity);
  return {
    notNull: true,
    ...(min ? { min } : {}),
    ...(max ? { max } : {}),
    ...(minLength > 0 ? { minLength } : {}),
    ...(Number.isFinite(maxLength) ? { maxLength } : {}),
  };
}

function outer(a: Bound, b: Bound, direction: 1 | -1): Bound {
  const order = compare(a.value, b.value) * direction;
  return order > 0 || (order === 0 && a.inclusive) ? a : b;
}

function facts(v: Value): Refinement {
  if (!v.isKnown) return v.refinement ?? {};
  if (v.type.kind === 'number') {
    const exact: Bound = { value: v.raw as never, inclusive: true };
    return { min: exact, max: exact };
  }
  const isCollection = v.type.kind === 'list' || v.type.kind === 'set' || v.type.kind === 'map';
  if (!isCollection) return {};
  const length = v.raw instanceof Map ? v.raw.size : (v.raw as readonly Value[]).length;
  return {
    minLength: v.type.kind === 'set' && !v.whollyKnown ? Math.min(1, length) : length,
    maxLength: length,
  };
}
