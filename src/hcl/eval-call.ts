/** Function calls. */

import { ConversionError, convert } from '../values/convert.ts';
import { deepMarks, stripMarks } from '../values/marks.ts';
import { NOT_NULL } from '../values/refinement.ts';
import { T, type Type } from '../values/type.ts';
import {
  asArray,
  ContentError,
  isDynamicUnknown,
  type Marks,
  NO_MARKS,
  SENSITIVE,
  unknown,
  type Value,
} from '../values/value.ts';
import type { Node, NodeOf } from './ast.ts';
import { checkTemplateReference, evalCan, evalConvert, evalTry } from './eval-special.ts';
import { type Env, evalNode, fail } from './evaluate.ts';
import { FunctionError, type FunctionSpec, type ParameterSpec } from './scope.ts';

const HIDDEN = 'it does not fit (why is not shown, because an argument is sensitive)';

export const ARGUMENT = 'ZTC-E-FUNC-ARGUMENT';

export function evalCall(node: NodeOf<'call'>, env: Env): Value {
  const name = node.name.startsWith('core::') ? node.name.slice(6) : node.name;
  if (!node.expand) {
    if (name === 'try') return evalTry(node, env);
    if (name === 'can') return evalCan(node, env);
    if (name === 'convert') return evalConvert(node, env);
    if (name === 'templatestring') checkTemplateReference(node, env);
  }
  const spec = env.scope.functions.get(name);
  if (spec === undefined) {
    throw fail(
      env,
      'ZTC-E-FUNC-UNKNOWN',
      'Call to unknown function',
      `There is no function named ${JSON.stringify(name)}.`,
      node,
    );
  }
  const args = evalArguments(node, env);
  if (args === undefined) return unknown();
  checkCount(spec, name, args.length, node, env);
  return callFunction(spec, name, args, node, env);
}

/** Undefined when the number of arguments is not known yet. */
function evalArguments(node: NodeOf<'call'>, env: Env): readonly Value[] | undefined {
  const given = node.args.map((arg) => evalNode(arg, env));
  if (!node.expand) return given;
  const last = given.pop() as Value;
  const at = node.args.at(-1) as Node;
  const summary = 'Invalid expanding argument value';
  if (last.isNull) {
    throw fail(env, ARGUMENT, summary, 'The expanding argument (indicated by ...) must not be null.', at);
  }
  const kind = last.type.kind;
  if (kind !== 'list' && kind !== 'set' && kind !== 'tuple' && kind !== 'dynamic') {
    throw fail(
      env,
      ARGUMENT,
      summary,
      'The expanding argument (indicated by ...) must be of a tuple, list, or set type.',
      at,
    );
  }
  if (!last.isKnown) return undefined;
  return [...given, ...asArray(last).map((v) => v.withMarks(last.marks))];
}

function checkCount(spec: FunctionSpec, name: string, count: number, node: NodeOf<'call'>, env: Env): void {
  const { params } = spec;
  if (count < params.length) {
    const missing = params[count] as ParameterSpec;
    const detail = `Function ${JSON.stringify(name)} expects ${spec.variadic ? 'at least ' : ''}${params.length} argument(s). Missing value for ${JSON.stringify(missing.name)}.`;
    throw fail(env, ARGUMENT, 'Not enough function arguments', detail, node);
  }
  if (count > params.length && spec.variadic === undefined) {
    const detail = `Function ${JSON.stringify(name)} expects only ${params.length} argument(s).`;
    throw fail(env, ARGUMENT, 'Too many function arguments', detail, node.args[params.length] ?? node);
  }
}

function callFunction(
  spec: FunctionSpec,
  name: string,
  given: readonly Value[],
  node: NodeOf<'call'>,
  env: Env,
): Value {
  let marks: Marks = NO_MARKS;
  let undecided = false;
  let untyped = false;
  const args = given.map((arg, i) => {
    const param = (spec.params[i] ?? spec.variadic) as ParameterSpec;
    const at = node.args[Math.min(i, node.args.length - 1)] ?? node;
    let value = arg;
    if (value.deepMarked && !param.allowMarked) {
      const stripped = stripMarks(value);
      value = stripped.value;
      marks = marks.union(stripped.marks);
    }
    value = convertArgument(value, param, name, at, env);
    if (isUndecided(value, param)) undecided = true;
    if (param.type.kind === 'dynamic' && !param.allowDynamic && isDynamicUnknown(value)) untyped = true;
    return value;
  });
  const call: Call = { spec, name, node, env, secret: given.some((v) => deepMarks(v).has(SENSITIVE)) };
  if (untyped || undecided) {
    // Marks left on arguments are lost with them, as in Terraform: they come back when all is known.
    return (untyped ? unknown() : unknownResult(call, args)).withMarks(marks);
  }
  return guarded(call, args, () => spec.call(args, env.scope.context)).withMarks(marks);
}

function isUndecided(v: Value, param: ParameterSpec): boolean {
  if (param.allowUnknown) return false;
  return param.allowPartial ? !v.isKnown : !v.whollyKnown;
}

function convertArgument(v: Value, param: ParameterSpec, name: string, at: Node, env: Env): Value {
  const wrong = (message: string): Error =>
    fail(
      env,
      ARGUMENT,
      'Invalid function argument',
      `Invalid value for ${JSON.stringify(param.name)} parameter of ${name}(): ${message}.`,
      at,
    );
  if (v.isNull && !param.allowNull) throw wrong('argument must not be null');
  try {
    return convert(v, param.type);
  } catch (e) {
    if (e instanceof ConversionError) throw wrong(e.describe());
    throw e;
  }
}

interface Call {
  readonly spec: FunctionSpec;
  readonly name: string;
  readonly node: NodeOf<'call'>;
  readonly env: Env;
  /** Messages may quote arguments, which must not show what is sensitive. */
  readonly secret: boolean;
}

function unknownResult(call: Call, args: readonly Value[]): Value {
  const { spec } = call;
  let type: Type;
  if (typeof spec.returns !== 'function') type = spec.returns;
  else if (args.some(isDynamicUnknown)) type = T.dynamic;
  else {
    const { returns } = spec;
    type = guarded(call, args, () => unknown(returns(args))).type;
  }
  return unknown(type, spec.notNull === false ? undefined : NOT_NULL);
}

function guarded(call: Call, args: readonly Value[], body: () => Value): Value {
  const { spec, name, node, env, secret } = call;
  try {
    return body();
  } catch (e) {
    if (e instanceof ConversionError) throw callFailed(env, name, secret ? HIDDEN : e.describe(), node);
    if (e instanceof ContentError)
      throw callFailed(env, name, 'an element is null or of an unsuitable type', node);
    if (!(e instanceof FunctionError)) throw e;
    if (e.code !== undefined) throw fail(env, e.code, 'Unsupported function', `${name}: ${e.message}.`, node);
    const message = secret ? HIDDEN : e.message;
    if (e.argument === undefined || e.argument >= args.length) throw callFailed(env, name, message, node);
    const param = (spec.params[e.argument] ?? spec.variadic) as ParameterSpec;
    const at = node.args[Math.min(e.argument, node.args.length - 1)] ?? node;
    const detail = `Invalid value for ${JSON.stringify(param.name)} parameter of ${name}(): ${message}.`;
    throw fail(env, ARGUMENT, 'Invalid function argument', detail, at);
  }
}

export function callFailed(env: Env, name: string, message: string, at: Node): Error {
  const detail = `Call to function ${JSON.stringify(name)} failed: ${message}.`;
  return fail(env, 'ZTC-E-FUNC-FAILED', 'Error in function call', detail, at);
}
