/** Unary and binary operators. */

import { ConversionError, convert } from '../values/convert.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { answerValue, equalAnswer } from '../values/equality.ts';
import { stripMarks } from '../values/marks.ts';
import { add, compare, div, isZero, mod, mul, type Num, neg, sub } from '../values/num.ts';
import { type Bound, NOT_NULL } from '../values/refinement.ts';
import { T, type Type } from '../values/type.ts';
import { asBool, asNum, bool, num, unknown, type Value } from '../values/value.ts';
import type { BinaryOp, Node, NodeOf } from './ast.ts';
import { type Env, evalNode, fail } from './evaluate.ts';

const CODE = 'ZTC-E-EVAL-OPERAND';

export function evalUnary(node: NodeOf<'unary'>, env: Env): Value {
  const type = node.op === '-' ? T.number : T.bool;
  const operand = notNull(
    convertOperand(evalNode(node.operand, env), type, '', node.operand, env),
    node,
    env,
  );
  // Terraform takes no marks along from an unknown operand.
  if (!operand.isKnown) return unknown(type, NOT_NULL);
  const result = node.op === '-' ? num(neg(asNum(operand))) : bool(!asBool(operand));
  return result.withMarks(operand.marks);
}

export function evalBinary(node: NodeOf<'binary'>, env: Env): Value {
  const { op } = node;
  if (op === '&&' || op === '||') return evalLogical(node, env);
  if (op === '==' || op === '!=') return evalEquality(node, env);
  const left = notNull(
    convertOperand(evalNode(node.left, env), T.number, 'left ', node.left, env),
    node,
    env,
  );
  const right = notNull(
    convertOperand(evalNode(node.right, env), T.number, 'right ', node.right, env),
    node,
    env,
  );
  return numeric(op, left, right, node, env).withMarks(left.marks).withMarks(right.marks);
}

function convertOperand(v: Value, type: Type, side: string, at: Node, env: Env): Value {
  try {
    return convert(v, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw fail(env, CODE, 'Invalid operand', `Unsuitable value for ${side}operand: ${e.message}.`, at);
  }
}

function notNull(v: Value, at: Node, env: Env): Value {
  if (!v.isNull) return v;
  throw fail(env, CODE, 'Operation failed', 'Error during operation: argument must not be null.', at);
}

function numeric(op: BinaryOp, left: Value, right: Value, node: Node, env: Env): Value {
  if (op === '<' || op === '<=' || op === '>' || op === '>=') return answerValue(ordering(op, left, right));
  if (!left.isKnown || !right.isKnown) return unknown(T.number, NOT_NULL);
  const [a, b] = [asNum(left), asNum(right)];
  if ((op === '/' || op === '%') && isZero(b)) {
    throw fail(env, CODE, 'Operation failed', 'Error during operation: division by zero.', node);
  }
  return num(calculate(op, a, b));
}

function calculate(op: BinaryOp, a: Num, b: Num): Num {
  switch (op) {
    case '+':
      return add(a, b);
    case '-':
      return sub(a, b);
    case '*':
      return mul(a, b);
    case '/':
      return div(a, b);
    default:
      return mod(a, b);
  }
}

/** With unknown operands the answer may still follow from their bounds. */
function ordering(op: BinaryOp, left: Value, right: Value): boolean | undefined {
  const [low, high] = op.startsWith('<') ? [left, right] : [right, left];
  const orEqual = op.endsWith('=');
  const maxLow = bound(low, 'max');
  const minHigh = bound(high, 'min');
  if (maxLow && minHigh && surelyBelow(maxLow, minHigh, orEqual)) return true;
  const minLow = bound(low, 'min');
  const maxHigh = bound(high, 'max');
  if (minLow && maxHigh && surelyBelow(maxHigh, minLow, !orEqual)) return false;
  return undefined;
}

function bound(v: Value, side: 'min' | 'max'): Bound | undefined {
  return v.isKnown ? { value: asNum(v), inclusive: true } : v.refinement?.[side];
}

function surelyBelow(a: Bound, b: Bound, orEqual: boolean): boolean {
  const order = compare(a.value, b.value);
  return order < 0 || (order === 0 && (orEqual || !a.inclusive || !b.inclusive));
}

function evalEquality(node: NodeOf<'binary'>, env: Env): Value {
  const left = stripMarks(evalNode(node.left, env));
  const right = stripMarks(evalNode(node.right, env));
  const answer = equalAnswer(left.value, right.value);
  const value = answerValue(answer === undefined || node.op === '==' ? answer : !answer);
  return value.withMarks(left.marks).withMarks(right.marks);
}

/**
 * One side may decide alone (`false && x`, `x || true`), and then the other may even be unknown or fail: conditions such
 * as `v == null || v > 1` rely on it.
 */
function evalLogical(node: NodeOf<'binary'>, env: Env): Value {
  const decisive = node.op === '||';
  const left = attempt(() => evalNode(node.left, env));
  const right = attempt(() => evalNode(node.right, env));
  // What is no truth value is an error even beside one that decides.
  const [a, b] = [
    logicalOperand(left, node.left, 'left ', env),
    logicalOperand(right, node.right, 'right ', env),
  ];
  const marked = (v: Value): Value => v.withMarks(a.marks).withMarks(b.marks);
  // Terraform takes null for false where that decides.
  const decides = (v: Value): boolean => v.raw === decisive || (!decisive && v.isNull);
  if (decides(a) || decides(b)) return marked(bool(decisive));
  if (left instanceof DiagnosticError) throw left;
  const open = !a.isKnown && !b.isKnown;
  if (right instanceof DiagnosticError && !open) throw right;
  notNull(a, node, env);
  notNull(b, node, env);
  return marked(a.isKnown && b.isKnown ? bool(!decisive) : unknown(T.bool, NOT_NULL));
}

/** An operand that failed counts as unknown until it is clear that it matters. */
function logicalOperand(v: Value | DiagnosticError, at: Node, side: string, env: Env): Value {
  return v instanceof DiagnosticError ? unknown(T.bool) : convertOperand(v, T.bool, side, at, env);
}

export function attempt(body: () => Value): Value | DiagnosticError {
  try {
    return body();
  } catch (e) {
    if (e instanceof DiagnosticError) return e;
    throw e;
  }
}
