/** Conditionals: `test ? yes : no`. */

import { ConversionError, convert } from '../values/convert.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { compare } from '../values/num.ts';
import { refined } from '../values/refined.ts';
import { type Bound, NOT_NULL, type Refinement } from '../values/refinement.ts';
import { isCollection, T, type Type, typeEquals, typeName } from '../values/type.ts';
import { unify } from '../values/unify.ts';
import {
  asBool,
  isDefinitelyNotNull,
  type Marks,
  NO_MARKS,
  nul,
  unknown,
  type Value,
} from '../values/value.ts';
import type { Node, NodeOf } from './ast.ts';
import { attempt } from './eval-ops.ts';
import { type Env, evalNode, fail } from './evaluate.ts';

export function evalConditional(node: NodeOf<'conditional'>, env: Env): Value {
  const yes = attempt(() => evalNode(node.yes, env));
  const no = attempt(() => evalNode(node.no, env));
  const type = resultType(yes, no, node, env);
  const test = evalTest(node.test, env);
  const marked = (v: Value): Value => v.withMarks(test.marks).withMarks(marksOf(yes)).withMarks(marksOf(no));
  if (!test.isKnown) {
    // An arm that fails may be the one that is not taken.
    if (yes instanceof DiagnosticError || no instanceof DiagnosticError) return marked(unknown());
    return marked(yes.isNull && no.isNull ? nul(type) : undecided(type, yes, no));
  }
  const [chosen, other] = asBool(test) ? [yes, no] : [no, yes];
  if (chosen instanceof DiagnosticError) throw chosen;
  if (!(other instanceof DiagnosticError)) assertUniform(chosen, other, type, node, env);
  return marked(convertArm(chosen, type, asBool(test), node, env));
}

const marksOf = (arm: Value | DiagnosticError): Marks =>
  arm instanceof DiagnosticError ? NO_MARKS : arm.marks;

/** What holds whichever arm is taken. */
function undecided(type: Type, yes: Value, no: Value): Value {
  if (type.kind === 'dynamic') return unknown();
  const notNull = isDefinitelyNotNull(yes) && isDefinitelyNotNull(no);
  const comparable =
    (yes.type.kind === 'number' && no.type.kind === 'number') ||
    (isCollection(yes.type) && typeEquals(yes.type, no.type));
  return refined(type, comparable ? common(yes, no) : notNull ? NOT_NULL : undefined);
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
  throw inconsistent(detail, node, env);
}

function convertArm(v: Value, type: Type, which: boolean, node: NodeOf<'conditional'>, env: Env): Value {
  try {
    return convert(v, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `The ${which} result value has the wrong type: ${e.describe()}.`;
    const at = which ? node.yes : node.no;
    throw inconsistent(detail, at, env);
  }
}

function common(a: Value, b: Value): Refinement {
  const [x, y] = [facts(a), facts(b)];
  const min = x.min && y.min && outer(x.min, y.min, -1);
  const max = x.max && y.max && outer(x.max, y.max, 1);
  const minLength = Math.min(x.minLength ?? 0, y.minLength ?? 0);
  const maxLength = Math.max(x.maxLength ?? Infinity, y.maxLength ?? Infinity);
  return {
    ...(isDefinitelyNotNull(a) && isDefinitelyNotNull(b) ? NOT_NULL : {}),
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
  if (v.type.kind === 'number' && !v.isNull) {
    const exact: Bound = { value: v.raw as never, inclusive: true };
    return { min: exact, max: exact };
  }
  if (v.isNull || !isCollection(v.type)) return {};
  const length = v.raw instanceof Map ? v.raw.size : (v.raw as readonly Value[]).length;
  return {
    minLength: v.type.kind === 'set' && !v.whollyKnown ? Math.min(1, length) : length,
    maxLength: length,
  };
}

/** Beside an empty list of no type yet, Terraform takes a tuple for a list only when its elements need no conversion. */
function assertUniform(chosen: Value, other: Value, type: Type, node: NodeOf<'conditional'>, env: Env): void {
  if (
    (type.kind !== 'list' && type.kind !== 'map') ||
    type.kind !== other.type.kind ||
    type.element.kind !== 'dynamic'
  )
    return;
  const typed = memberTypes(chosen.type).filter((t) => t.kind !== 'dynamic');
  if (typed.every((t) => typeEquals(t, typed[0] as Type))) return;
  throw inconsistent(`All elements must have the same type beside an empty ${type.kind}.`, node, env);
}

function memberTypes(t: Type): readonly Type[] {
  if (t.kind === 'tuple') return t.elements;
  return t.kind === 'object' ? [...t.attributes.values()] : [];
}

function inconsistent(detail: string, at: Node, env: Env): Error {
  return fail(env, 'ZTC-E-EVAL-CONDITION', 'Inconsistent conditional result types', detail, at);
}
