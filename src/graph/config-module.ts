/** Reads one configuration with all its modules into the graph: analysis, evaluation in dependency order, validation. */

import { formatInstance, formatKey, type InstanceAddress, ROOT } from '../config/address.ts';
import { attribute, attributeTo } from '../config/attribution.ts';
import { type BrokenParts, brokenParts } from '../config/broken.ts';
import { analyze } from '../config/check-references.ts';
import type { Expansion } from '../config/evaluation.ts';
import { ConfigEvaluator } from '../config/evaluator.ts';
import { blockShape, type ConfigExpression } from '../config/expression.ts';
import type { OutputConfig, ResourceConfig } from '../config/model.ts';
import { providerOf } from '../config/provider-of.ts';
import { didYouMean } from '../config/suggest.ts';
import type { ConfigTree } from '../config/tree.ts';
import { unexpectedOfType } from '../config/unexpected.ts';
import { variableValues } from '../config/variables.ts';
import type { Step } from '../hcl/ast.ts';
import { createFunctions } from '../hcl/functions.ts';
import type { ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import { BodyValidator } from '../schema/validate.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import type { Value } from '../values/value.ts';
import {
  type BuiltNode,
  buildNode,
  locateLater,
  type NodeContext,
  nodeValue,
  type TypePlan,
  typePlan,
} from './config-node.ts';
import { reportProblems } from './config-problems.ts';
import type { FromConfigOptions, Gathered } from './from-config.ts';
import { type GraphNode, OUTPUT } from './node.ts';
import { isUnknown, type Plain, unknownBecause } from './plain.ts';
import { schemaOf } from './schema-of.ts';
import { Tracer } from './trace.ts';
import { ValueBridge } from './value-bridge.ts';

/** The graph's name of an instance, from its address and its resource. */
export type Rename = (address: string, of: Pick<ResourceConfig, 'address'>) => string;

export class DesignReader {
  readonly #tree: ConfigTree;
  readonly #registry: SchemaRegistry;
  readonly #rename: Rename;
  readonly #into: Gathered;
  readonly #evaluator: ConfigEvaluator;
  readonly #bridge = new ValueBridge();
  readonly #tracer: Tracer;
  readonly #plans = new Map<string, TypePlan>();
  /** By the address inside the configuration. */
  readonly #nodes = new Map<string, GraphNode>();
  readonly #byName = new Map<string, GraphNode>();
  readonly #validator = new BodyValidator(isUnknown);
  readonly #reported = new Set<string>();
  readonly #context: NodeContext;
  #broken: BrokenParts | undefined;

  constructor(
    tree: ConfigTree,
    registry: SchemaRegistry,
    rename: Rename,
    into: Gathered,
    options: FromConfigOptions,
  ) {
    this.#tree = tree;
    const module = tree.root;
    this.#registry = registry;
    this.#rename = rename;
    this.#into = into;
    const given = options.variables?.(module);
    const variables = new Map([...variableValues(module, { missing: 'unknown' }).values, ...(given ?? [])]);
    this.#evaluator = new ConfigEvaluator(this.#tree, {
      variables,
      resources: { instance: (address, resource) => this.#value(address, resource) },
      functions: options.functions ?? createFunctions(),
      context: { baseDir: module.dir, pure: true },
    });
    this.#context = {
      evaluator: this.#evaluator,
      bridge: this.#bridge,
      trace: (expression, path, at) => this.#tracer.trace(expression, path, at),
      broken: (expression, resource) => this.#isBroken(expression, resource),
      report: (problem, resource) => this.#report(problem, resource),
    };
    this.#tracer = new Tracer(
      this.#tree,
      (address, repeated, steps) => this.#instanceOf(address, repeated, steps),
      (address) => this.#byName.get(address)?.values,
    );
  }

  read(): void {
    const analysis = analyze(this.#tree, (type, mode) => this.#plan({ type, mode }).type);
    for (const { problem, id } of analysis.located) {
      this.#into.diagnostics.push(attributeTo(problem, this.#tree, id));
    }
    if (analysis.cyclic) return;
    this.#broken = brokenParts(analysis);
    for (const id of analysis.graph.order()) {
      const resource = this.#tree.resources.get(id);
      if (resource) this.#resource(resource);
    }
    for (const module of this.#tree.modules.values())
      this.#into.diagnostics.push(...this.#evaluator.validations(module, new Set(module.variables.keys())));
    for (const output of this.#tree.root.outputs.values()) this.#output(output);
  }

  /** What a design hands out is judged too. An output that cannot be evaluated has been reported already. */
  #output({ name, value, description, sensitive, place }: OutputConfig): void {
    if (this.#broken?.expression(this.#tree.root, value)) return;
    const address = this.#rename(`output.${name}`, { address: `output.${name}` });
    let plain: Plain;
    try {
      plain = this.#bridge.toPlain(this.#evaluator.expression(value), (path) =>
        this.#tracer.trace(value, path, ROOT),
      );
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      this.#into.diagnostics.push(...e.diagnostics);
      return;
    }
    const values = { value: plain, ...(description === undefined ? {} : { description }) };
    const secret = sensitive ? { sensitive: new Set(['value']) } : {};
    const node: GraphNode = { address, type: OUTPUT, mode: 'data', values, ...secret };
    locateLater(node, { place });
    this.#into.nodes.push(node);
  }

  #resource(resource: ResourceConfig): void {
    const plan = this.#plan(resource);
    if (!plan.schema && !this.#isForeign(resource)) {
      this.#report(this.#unknownType(resource), resource);
      return;
    }
    if (plan.schema) this.#refuseBlocks(resource, plan.schema);
    const expansion = this.#expansion(resource);
    if (!expansion) return;
    if (expansion.kind === 'unknown') {
      const expression = resource.count ?? resource.forEach;
      const cause = expression ? this.#tracer.cause(expression, ROOT) : resource.address;
      this.#into.openTypes.set(
        resource.type,
        unknownBecause(`${expansion.argument} of ${resource.address}: ${cause}`),
      );
      return;
    }
    for (const instance of expansion.instances) {
      const address = this.#rename(instance.address, resource);
      this.#add(
        resource,
        instance.address,
        buildNode(resource, instance, address, plan, this.#context),
        plan,
      );
    }
  }

  #add(resource: ResourceConfig, name: string, { node, given }: BuiltNode, plan: TypePlan): void {
    this.#nodes.set(name, node);
    this.#byName.set(node.address, node);
    this.#into.nodes.push(node);
    if (!plan.schema) return;
    const problems = this.#validator.check(plan.schema, given);
    if (problems.length > 0) reportProblems(problems, resource, node, this.#into);
  }

  #expansion(resource: ResourceConfig): Expansion | undefined {
    const argument = resource.count ?? resource.forEach;
    if (argument && this.#isBroken(argument, resource)) return undefined;
    try {
      return this.#evaluator.expansion(resource);
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      for (const problem of e.diagnostics) this.#report(problem, resource);
      return undefined;
    }
  }

  #value(address: InstanceAddress, resource: ResourceConfig): Value {
    const plan = this.#plan(resource);
    return nodeValue(this.#nodes.get(formatInstance(address)), plan, this.#bridge);
  }

  #instanceOf(
    address: string,
    keyed: boolean,
    steps: readonly Step[],
  ): { address: string; rest: readonly Step[] } | undefined {
    const [first] = steps;
    if (keyed && first?.kind !== 'index') return undefined;
    const name = keyed && first?.kind === 'index' ? address + formatKey(first.key) : address;
    const node = this.#nodes.get(name);
    return node && { address: node.address, rest: keyed ? steps.slice(1) : steps };
  }

  #plan(of: Pick<ResourceConfig, 'type' | 'mode'>): TypePlan {
    const key = `${of.mode} ${of.type}`;
    let plan = this.#plans.get(key);
    if (!plan) {
      plan = typePlan(schemaOf(this.#registry, of));
      this.#plans.set(key, plan);
    }
    return plan;
  }

  #isBroken(expression: ConfigExpression, resource: ResourceConfig): boolean {
    return this.#broken?.expression(this.#tree.moduleOf(resource), expression) ?? false;
  }

  /** Our types have arguments only. */
  #refuseBlocks(resource: ResourceConfig, { attributes }: ResourceSchema): void {
    const { body, address } = resource;
    // Arguments are judged with their values.
    const shape = blockShape([...Object.keys(attributes), ...body.names()]);
    for (const problem of unexpectedOfType(body, shape, address)) this.#report(problem, resource);
  }

  #isForeign(resource: ResourceConfig): boolean {
    return providerOf(this.#tree, resource) !== 'ztc';
  }

  #unknownType({ type, mode, place }: ResourceConfig): Diagnostic {
    const all = mode === 'data' ? this.#registry.dataSources() : this.#registry.resources();
    const hint = didYouMean(
      type,
      all.map((schema) => schema.type),
    );
    const what = mode === 'data' ? 'data source' : 'resource type';
    const detail = `The provider ztc has no ${what} "${type}".${hint}`;
    return place.problem('ZTC-E-CONFIG-RESOURCE-TYPE', `Unknown ${what}`, detail, 'key');
  }

  /** What goes wrong in a local value or a `count` goes wrong again for each that refers to it. */
  #report(problem: Diagnostic, resource: ResourceConfig): void {
    const { code, detail, file, line, column } = problem;
    const key = [code, detail, file, line, column].join('\n');
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#into.diagnostics.push(attribute(problem, resource));
  }
}
