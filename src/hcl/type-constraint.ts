/** Type constraints of variables: `list(object({a = string, b = optional(number, 3)}))`. */

import { ConversionError, convert } from '../values/convert.ts';
import type { Defaults } from '../values/defaults.ts';
import { T, type Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import type { Expression, Node, NodeOf } from './ast.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Source } from './source.ts';

export interface TypeConstraint {
  readonly type: Type;
  readonly defaults: Defaults | undefined;
}

/** Throws `DiagnosticError` (`ZTC-E-TYPE-CONSTRAINT`). */
export function typeConstraint(expression: Expression): TypeConstraint {
  return constraint(expression.root, expression.source);
}

function wrong(source: Source, at: Node, detail: string): Error {
  return source.error('ZTC-E-TYPE-CONSTRAINT', 'Invalid type specification', detail, at);
}

function constraint(node: Node, source: Source): TypeConstraint {
  if (node.kind === 'traversal' && node.steps.length === 0)
    return { type: keyword(node, source), defaults: undefined };
  if (node.kind === 'call') return constructed(node, source);
  throw wrong(
    source,
    node,
    'A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).',
  );
}

function keyword(node: NodeOf<'traversal'>, source: Source): Type {
  switch (node.root) {
    case 'string':
    case 'number':
    case 'bool':
      return T[node.root];
    case 'any':
      return T.dynamic;
    case 'list':
    case 'map':
    case 'set':
      // Short forms from the time before element types.
      return T[node.root](T.dynamic);
    default:
      throw wrong(
        source,
        node,
        `The keyword ${JSON.stringify(node.root)} is not a valid type specification.`,
      );
  }
}

function constructed(node: NodeOf<'call'>, source: Source): TypeConstraint {
  const [first] = node.args;
  if (first === undefined || node.args.length > 1) {
    throw wrong(source, node, `The ${node.name} type constructor requires one argument.`);
  }
  switch (node.name) {
    case 'list':
    case 'set':
    case 'map': {
      const element = constraint(first, source);
      return { type: T[node.name](element.type), defaults: inside([['*', element.defaults]]) };
    }
    case 'tuple': {
      if (first.kind !== 'tuple')
        throw wrong(source, first, 'Tuple type constructor requires a list of element types.');
      const items = first.items.map((item) => constraint(item, source));
      return {
        type: T.tuple(items.map((i) => i.type)),
        defaults: inside(items.map((i, n) => [String(n), i.defaults])),
      };
    }
    case 'object':
      if (first.kind !== 'object')
        throw wrong(
          source,
          first,
          'Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.',
        );
      return objectConstraint(first, source);
    case 'optional':
      throw wrong(source, node, 'Keyword "optional" is valid only as a modifier for object type attributes.');
    default:
      throw wrong(source, node, `Keyword ${JSON.stringify(node.name)} is not a valid type constructor.`);
  }
}

function objectConstraint(node: NodeOf<'object'>, source: Source): TypeConstraint {
  const attributes = new Map<string, Type>();
  const optional: string[] = [];
  const values = new Map<string, Value>();
  const children: [string, Defaults | undefined][] = [];
  for (const item of node.items) {
    const name = item.key.kind === 'literal' ? item.key.value.raw : undefined;
    if (typeof name !== 'string')
      throw wrong(source, item.key, 'Object constructor map keys must be attribute names.');
    const modifier =
      item.value.kind === 'call' && item.value.name === 'optional' ? item.value.args : undefined;
    const inner = constraint(modifier?.[0] ?? item.value, source);
    attributes.set(name, inner.type);
    children.push([name, inner.defaults]);
    if (modifier === undefined) continue;
    optional.push(name);
    const fallback = modifier[1];
    if (fallback !== undefined) values.set(name, defaultValue(fallback, inner.type, source));
  }
  const nested = inside(children);
  const defaults =
    values.size > 0 || nested ? { values, children: nested?.children ?? new Map() } : undefined;
  return { type: T.object(attributes, optional), defaults };
}

const CONSTANTS: Scope = {
  resolve: () => undefined,
  functions: new Map(),
  context: { baseDir: '/', pure: true },
};

function defaultValue(node: Node, type: Type, source: Source): Value {
  const value = evaluate({ root: node, source }, CONSTANTS);
  try {
    return convert(value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw wrong(
      source,
      node,
      `This default value is not compatible with the attribute's type constraint: ${e.describe()}.`,
    );
  }
}

function inside(children: readonly (readonly [string, Defaults | undefined])[]): Defaults | undefined {
  const present = children.filter((c): c is [string, Defaults] => c[1] !== undefined);
  return present.length === 0 ? undefined : { values: new Map(), children: new Map(present) };
}
