/** Builds the nodes of one module, in dependency order. */

import type { ModuleInstance } from '../config/address.ts';
import type { Instance } from '../config/evaluation.ts';
import type { ConfigEvaluator } from '../config/evaluator.ts';
import type { ConfigExpression } from '../config/expression.ts';
import type { ResourceConfig } from '../config/model.ts';
import type { ResourceSchema } from '../schema/model.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import type { ObjectType } from '../values/type.ts';
import { type Path, unknown, type Value } from '../values/value.ts';
import { completeValues, emptyValues } from './complete.ts';
import { literalToPlain } from './literal.ts';
import type { GraphNode } from './node.ts';
import { type Plain, type PlainObject, type Unknown, unknownOf } from './plain.ts';
import { resourceType } from './schema-type.ts';
import type { ValueBridge } from './value-bridge.ts';

/** Everything about a type that is needed for each of its instances. */
export interface TypePlan {
  readonly schema: ResourceSchema | undefined;
  readonly type: ObjectType | undefined;
  readonly sensitive: ReadonlySet<string> | undefined;
  /** Every attribute, null. */
  readonly empty: PlainObject;
}

export function typePlan(schema: ResourceSchema | undefined): TypePlan {
  if (!schema) return { schema: undefined, type: undefined, sensitive: undefined, empty: {} };
  const secret = Object.entries(schema.attributes).filter(
    ([, { sensitive, writeOnly }]) => sensitive || writeOnly,
  );
  return {
    schema,
    type: resourceType(schema),
    sensitive: secret.length === 0 ? undefined : new Set(secret.map(([name]) => name)),
    empty: emptyValues(schema),
  };
}

export interface NodeContext {
  readonly evaluator: ConfigEvaluator;
  readonly bridge: ValueBridge;
  trace(expression: ConfigExpression, path: Path, at: ModuleInstance): Unknown;
  /** What the analysis has reported already is not evaluated. */
  broken(expression: ConfigExpression, resource: ResourceConfig): boolean;
  report(problem: Diagnostic, resource: ResourceConfig): void;
}

export interface BuiltNode {
  readonly node: GraphNode;
  /** What the user gave, before defaults. */
  readonly given: PlainObject;
}

export function buildNode(
  resource: ResourceConfig,
  instance: Instance,
  address: string,
  plan: TypePlan,
  context: NodeContext,
): BuiltNode {
  const given: Record<string, Plain> = {};
  const secrets: string[] = [];
  for (const name of resource.body.names()) {
    const schema = plan.schema?.attributes[name];
    const literal = resource.body.literal(name);
    if (literal !== undefined) given[name] = literalToPlain(literal, schema);
    else {
      const { plain, secret } = evaluated(resource, instance, address, name, plan, context);
      given[name] = plain;
      if (secret) secrets.push(name);
    }
  }
  const values = plan.schema
    ? completeValues(given, plan.schema, plan.empty, address)
    : { id: unknownOf({ address, attribute: 'id' }), ...given };
  const { constructPath, source } = resource.meta;
  const sensitive = secrets.length === 0 ? plan.sensitive : new Set([...(plan.sensitive ?? []), ...secrets]);
  const node: GraphNode = {
    address,
    type: resource.type,
    mode: resource.mode,
    values,
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(source === undefined ? {} : { source }),
    ...(sensitive === undefined ? {} : { sensitive }),
  };
  if (source === undefined) locateLater(node, resource);
  return { node, given };
}

/** Where something is written is found when a finding is shown; few ever are, and positions are dear. */
export function locateLater(node: GraphNode, { place }: Pick<ResourceConfig, 'place'>): void {
  if (place.document.file === undefined) return;
  Object.defineProperty(node, 'source', {
    get: (): GraphNode['source'] => {
      const { file, line, column } = place.where('key');
      if (file === undefined || line === undefined) return undefined;
      return { file, line, ...(column === undefined ? {} : { column }) };
    },
  });
}

/** An argument that cannot be evaluated is reported and then treated as not known, so that the rest can go on. */
function evaluated(
  resource: ResourceConfig,
  instance: Instance,
  address: string,
  name: string,
  plan: TypePlan,
  context: NodeContext,
): { plain: Plain; secret: boolean } {
  const expression = resource.body.get(name) as ConfigExpression;
  const nothing = { plain: unknownOf({ address, attribute: name }), secret: false };
  if (context.broken(expression, resource)) return nothing;
  try {
    const value = context.evaluator.expression(expression, instance);
    const plain = context.bridge.toPlain(value, (path) => context.trace(expression, path, instance.module));
    return { plain: literalToPlain(plain, plan.schema?.attributes[name]), secret: value.deepMarked };
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    for (const problem of e.diagnostics) context.report(problem, resource);
    return nothing;
  }
}

/** What expressions that refer to a node see. */
export function nodeValue(node: GraphNode | undefined, plan: TypePlan, bridge: ValueBridge): Value {
  if (!plan.type) return unknown();
  return node ? bridge.toObject(node.values, plan.type, node.sensitive) : unknown(plan.type);
}
