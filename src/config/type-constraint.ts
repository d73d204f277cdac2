/** Type constraints of variables: `string`, `list(object({ a = optional(number, 1) }))`. */

import type { Expression, Node, NodeOf } from '../hcl/ast.ts';
import { evaluate } from '../hcl/evaluate.ts';
import type { Scope } from '../hcl/scope.ts';
import { ConversionError, convert } from '../values/convert.ts';
import type { Defaults } from '../values/defaults.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { T, type Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';

export interface Constraint {
  readonly type: Type;
  readonly defaults?: Defaults;
}

const NO_VALUES: ReadonlyMap<string, Value> = new Map();
const NO_CHILDREN: ReadonlyMap<string, Defaults> = new Map();

/** Throws `DiagnosticError`. */
export function typeConstraint(expression: Expression): Constraint {
  return constraintOf(expression.root, expression);
}

function constraintOf(node: Node, expression: Expression): Constraint {
  if (node.kind === 'traversal' && node.steps.length === 0) return keyword(node, expression);
  if (node.kind === 'call') return constructed(node, expression);
  if (node.kind === 'paren') return constraintOf(node.inner, expression);
  throw wrong(
    expression,
    node,
    'A type is required: a keyword such as string or a constructor such as list(string).',
  );
}

function keyword(node: NodeOf<'traversal'>, expression: Expression): Constraint {
  switch (node.root) {
    case 'string':
    case 'number':
    case 'bool':
      return { type: T[node.root] };
    case 'any':
      return { type: T.dynamic };
    case 'list':
    case 'map':
    case 'set':
      return { type: T[node.root](T.dynamic) };
    default:
      throw wrong(expression, node, `The keyword "${node.root}" is not a type.`);
  }
}

function constructed(node: NodeOf<'call'>, expression: Expression): Constraint {
  const [argument] = node.args;
  if (!argument || node.args.length !== 1) {
    throw wrong(expression, node, `The ${node.name} type constructor requires one argument.`);
  }
  switch (node.name) {
    case 'list':
    case 'set':
    case 'map': {
      const { type, defaults } = constraintOf(argument, expression);
      return withChildren(T[node.name](type), new Map(defaults ? [['*', defaults]] : []));
    }
    case 'tuple':
      return tupleOf(argument, expression);
    case 'object':
      return objectOf(argument, expression);
    default:
      throw wrong(expression, node, `"${node.name}" is not a type constructor.`);
  }
}

function withChildren(type: Type, children: ReadonlyMap<string, Defaults>): Constraint {
  return children.size === 0 ? { type } : { type, defaults: { values: NO_VALUES, children } };
}

function tupleOf(node: Node, expression: Expression): Constraint {
  if (node.kind !== 'tuple')
    throw wrong(expression, node, 'The tuple type constructor requires a list of types.');
  const elements = node.items.map((item) => constraintOf(item, expression));
  const children = elements.flatMap(({ defaults }, i) => (defaults ? [[String(i), defaults] as const] : []));
  return withChildren(T.tuple(elements.map(({ type }) => type)), new Map(children));
}

function objectOf(node: Node, expression: Expression): Constraint {
  if (node.kind !== 'object') {
    throw wrong(expression, node, 'The object type constructor requires a map from names to types.');
  }
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  const values = new Map<string, Value>();
  const children = new Map<string, Defaults>();
  for (const item of node.items) {
    const name = item.key.kind === 'literal' ? item.key.value.raw : undefined;
    if (typeof name !== 'string')
      throw wrong(expression, item.key, 'Attribute names of an object type are literal.');
    const attribute = attributeOf(item.value, expression);
    attributes.set(name, attribute.type);
    if (attribute.optional) optional.add(name);
    if (attribute.default) values.set(name, attribute.default);
    if (attribute.defaults) children.set(name, attribute.defaults);
  }
  const type = T.object(attributes, optional);
  if (values.size === 0 && children.size === 0) return { type };
  return { type, defaults: { values, children: children.size === 0 ? NO_CHILDREN : children } };
}

function attributeOf(
  node: Node,
  expression: Expression,
): Constraint & { optional: boolean; default?: Value } {
  if (node.kind !== 'call' || node.name !== 'optional')
    return { ...constraintOf(node, expression), optional: false };
  const [type, given] = node.args;
  if (!type || node.args.length > 2) {
    throw wrong(expression, node, 'optional(…) takes a type and, if wanted, a default.');
  }
  const constraint = constraintOf(type, expression);
  if (!given) return { ...constraint, optional: true };
  const value = evaluate({ root: given, source: expression.source }, NOTHING);
  try {
    return { ...constraint, optional: true, default: convert(value, constraint.type) };
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw wrong(expression, given, `This default is not compatible with the attribute's type: ${e.message}.`);
  }
}

/** Defaults are literal. */
const NOTHING: Scope = {
  resolve: () => undefined,
  functions: new Map(),
  context: { baseDir: '.', pure: true },
};

function wrong(expression: Expression, node: Node, detail: string): DiagnosticError {
  return new DiagnosticError(
    expression.source.diagnostic('ZTC-E-CONFIG-TYPE', 'Invalid type specification', detail, node),
  );
}
