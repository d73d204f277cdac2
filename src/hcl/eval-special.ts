/** Calls whose arguments are expressions instead of values: `try`, `can` and `convert`. */

import { ConversionError, convert } from '../values/convert.ts';
import { applyDefaults } from '../values/defaults.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { NOT_NULL } from '../values/refinement.ts';
import { T } from '../values/type.ts';
import { bool, unknown, type Value } from '../values/value.ts';
import type { Node, NodeOf } from './ast.ts';
import { ARGUMENT, callFailed } from './eval-call.ts';
import { attempt } from './eval-ops.ts';
import { type Env, evalNode, fail } from './evaluate.ts';
import { outsideReferences } from './references.ts';
import { typeConstraint } from './type-constraint.ts';

/** Whether an expression will fail is open as long as anything it refers to is. */
function dependsOnUnknowns(node: Node, env: Env): boolean {
  for (const { traversal } of outsideReferences(node, env.source)) {
    const value = attempt(() => evalNode({ kind: 'traversal', ...traversal }, env));
    if (!(value instanceof DiagnosticError) && !value.whollyKnown) return true;
  }
  return env.splatItem !== undefined && !env.splatItem.whollyKnown;
}

export function evalTry(node: NodeOf<'call'>, env: Env): Value {
  if (node.args.length === 0) {
    throw fail(
      env,
      ARGUMENT,
      'Error in function call',
      'Call to function "try" failed: at least one argument is required.',
      node,
    );
  }
  const problems: DiagnosticError[] = [];
  for (const arg of node.args) {
    if (dependsOnUnknowns(arg, env)) return unknown();
    const value = attempt(() => evalNode(arg, env));
    if (!(value instanceof DiagnosticError)) return value;
    problems.push(value);
  }
  const list = problems.flatMap((p) => p.diagnostics.map((d) => `- ${d.summary}: ${d.detail}`));
  const detail = `no expression succeeded:\n${list.join('\n')}\n\nAt least one expression must produce a successful result`;
  throw callFailed(env, 'try', detail, node);
}

export function evalCan(node: NodeOf<'call'>, env: Env): Value {
  const [arg] = exactArguments(node, 1, env) as [Node];
  if (dependsOnUnknowns(arg, env)) return unknown(T.bool, NOT_NULL);
  return bool(!(attempt(() => evalNode(arg, env)) instanceof DiagnosticError));
}

/** `convert(value, list(string))`: as a variable of that type would take the value. */
export function evalConvert(node: NodeOf<'call'>, env: Env): Value {
  const [arg, wanted] = exactArguments(node, 2, env) as [Node, Node];
  const { type, defaults } = typeConstraint({ root: wanted, source: env.source });
  const value = evalNode(arg, env);
  try {
    return convert(defaults ? applyDefaults(value, defaults) : value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `Invalid value for "value" parameter: ${e.describe()}.`;
    throw fail(env, ARGUMENT, 'Invalid function argument', detail, arg);
  }
}

function exactArguments(node: NodeOf<'call'>, count: number, env: Env): readonly Node[] {
  const { args, name } = node;
  if (args.length === count) return args;
  const summary = args.length < count ? 'Not enough function arguments' : 'Too many function arguments';
  const detail = `Function ${JSON.stringify(name)} expects exactly ${count} argument${count > 1 ? 's' : ''}.`;
  throw fail(env, ARGUMENT, summary, detail, node);
}
