/** Evaluation of syntax trees. */

import { ConversionError, convert } from '../values/convert.ts';
import { T } from '../values/type.ts';
import { asString, type Marks, NO_MARKS, object, tuple, unknown, type Value } from '../values/value.ts';
import type { Expression, Node, NodeOf, Traversal } from './ast.ts';
import { applySteps, evalIndex, evalSplat } from './eval-access.ts';
import { evalCall } from './eval-call.ts';
import { evalConditional } from './eval-conditional.ts';
import { evalFor } from './eval-for.ts';
import { evalBinary, evalUnary } from './eval-ops.ts';
import { evalJoin, evalTemplate } from './eval-template.ts';
import type { Scope } from './scope.ts';
import type { Source, Span } from './source.ts';

/** Variables of for-expressions, innermost first. */
export interface Locals {
  readonly name: string;
  readonly value: Value;
  readonly outer: Locals | undefined;
}

export interface Env {
  readonly scope: Scope;
  readonly source: Source;
  readonly locals: Locals | undefined;
  readonly splatItem: Value | undefined;
}

/** The value of an expression. Throws `DiagnosticError`. */
export function evaluate(expression: Expression, scope: Scope): Value {
  if (expression.root.kind === 'literal') return expression.root.value;
  return evalNode(expression.root, {
    scope,
    source: expression.source,
    locals: undefined,
    splatItem: undefined,
  });
}

export function evalNode(node: Node, env: Env): Value {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'traversal':
      return evalTraversal(node, env);
    case 'steps':
      return applySteps(evalNode(node.target, env), node.steps, env);
    case 'index':
      return evalIndex(node, env);
    case 'splat':
      return evalSplat(node, env);
    case 'splatItem':
      return env.splatItem ?? unknown();
    case 'template':
      return evalTemplate(node, env);
    case 'wrap':
    case 'paren':
      return evalNode(node.inner, env);
    case 'join':
      return evalJoin(node, env);
    case 'unary':
      return evalUnary(node, env);
    case 'binary':
      return evalBinary(node, env);
    case 'conditional':
      return evalConditional(node, env);
    case 'call':
      return evalCall(node, env);
    case 'tuple':
      return tuple(node.items.map((item) => evalNode(item, env)));
    case 'object':
      return evalObject(node, env);
    case 'for':
      return evalFor(node, env);
    case 'embedded':
      return evalNode(node.expression.root, { ...env, source: node.expression.source });
  }
}

export function fail(env: Env, code: string, summary: string, detail: string, at: Span): Error {
  return env.source.error(code, summary, detail, at);
}

export function bind(env: Env, name: string, value: Value): Env {
  return { ...env, locals: { name, value, outer: env.locals } };
}

function evalTraversal(node: Traversal, env: Env): Value {
  for (let local = env.locals; local !== undefined; local = local.outer) {
    if (local.name === node.root) return applySteps(local.value, node.steps, env);
  }
  const resolved = env.scope.resolve(node, env.source);
  if (resolved === undefined) {
    throw fail(
      env,
      'ZTC-E-REF-UNKNOWN',
      'Invalid reference',
      `There is nothing named "${node.root}" that could be referred to here.`,
      node,
    );
  }
  const rest = resolved.used === 0 ? node.steps : node.steps.slice(resolved.used);
  return applySteps(resolved.value, rest, env);
}

function evalObject(node: NodeOf<'object'>, env: Env): Value {
  const entries = new Map<string, Value>();
  let marks: Marks = NO_MARKS;
  let known = true;
  for (const item of node.items) {
    if (item.key.kind === 'traversal') throw ambiguousKey(item.key, env);
    const key = evalNode(item.key, env);
    const value = evalNode(item.value, env);
    if (key.isMarked) marks = marks.union(key.marks);
    const name = keyText(key, item.key, env);
    if (name === undefined) known = false;
    else entries.set(name, value);
  }
  // As in Terraform: with an unknown key nothing is known, not even what is sensitive.
  return known ? object(entries).withMarks(marks) : unknown();
}

function ambiguousKey(at: Span, env: Env): Error {
  const detail =
    'If this expression is intended to be a reference, wrap it in parentheses. If it is instead intended as a literal name containing periods, wrap it in quotes to create a string literal.';
  return fail(env, 'ZTC-E-EVAL-KEY', 'Ambiguous attribute key', detail, at);
}

/** Undefined for an unknown key. */
function keyText(key: Value, at: Span, env: Env): string | undefined {
  if (typeof key.raw === 'string') return key.raw;
  if (key.isNull)
    throw fail(env, 'ZTC-E-EVAL-KEY', 'Null value as key', "Can't use a null value as a key.", at);
  try {
    const text = convert(key, T.string);
    return text.isKnown ? asString(text) : undefined;
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw fail(
      env,
      'ZTC-E-EVAL-KEY',
      'Incorrect key type',
      `Can't use this value as a key: ${e.message}.`,
      at,
    );
  }
}
