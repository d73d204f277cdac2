/** Calls that see expressions instead of values: `try`, `can`, `convert`, `templatestring`. */

import { ConversionError, convert } from '../values/convert.ts';
import { applyDefaults } from '../values/defaults.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { stripMarks } from '../values/marks.ts';
import { T } from '../values/type.ts';
import { bool, unknown, type Value } from '../values/value.ts';
import type { Node, NodeOf } from './ast.ts';
import { ARGUMENT, callFailed } from './eval-call.ts';
import { attempt } from './eval-ops.ts';
import { type Env, evalNode, fail } from './evaluate.ts';
import { typeConstraint } from './type-constraint.ts';

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
    const value = attempt(() => evalNode(arg, env));
    // What is not known yet may still fail, and then another argument gives the result.
    if (!(value instanceof DiagnosticError)) return value.whollyKnown ? value : unknown();
    problems.push(value);
  }
  const list = problems.flatMap((p) => p.diagnostics.map((d) => `- ${d.summary}: ${d.detail}`));
  const detail = `no expression succeeded:\n${list.join('\n')}\n\nAt least one expression must produce a successful result`;
  throw callFailed(env, 'try', detail, node);
}

export function evalCan(node: NodeOf<'call'>, env: Env): Value {
  const [arg] = exactArguments(node, 1, env) as [Node];
  const value = attempt(() => evalNode(arg, env));
  if (value instanceof DiagnosticError) return bool(false);
  return value.whollyKnown ? bool(true) : unknown(T.bool);
}

/** `convert(value, list(string))`: as a variable of that type would take the value. */
export function evalConvert(node: NodeOf<'call'>, env: Env): Value {
  const [arg, wanted] = exactArguments(node, 2, env) as [Node, Node];
  const { type, defaults } = typeConstraint({ root: wanted, source: env.source });
  const { value, marks } = stripMarks(evalNode(arg, env));
  try {
    return convert(defaults ? applyDefaults(value, defaults) : value, type).withMarks(marks);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `Invalid value for "value" parameter of convert(): ${e.describe()}.`;
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

/** `templatestring` renders what stands elsewhere; who could write the template here needs no function for it. */
export function checkTemplateReference(node: NodeOf<'call'>, env: Env): void {
  const [template] = node.args;
  if (template === undefined || isReference(template)) return;
  const detail =
    'Invalid value for "template" parameter of templatestring(): a direct reference to a string with the template is required, such as local.greeting. A text that is known here can be written as a template itself.';
  throw fail(env, ARGUMENT, 'Invalid function argument', detail, template);
}

function isReference(node: Node): boolean {
  if (node.kind === 'index' || node.kind === 'steps') return isReference(node.target);
  return node.kind === 'traversal';
}
