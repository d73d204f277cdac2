/** The resource graph of a configuration: no provider, no state; what the platform decides is unknown. */

import type { ModuleConfig } from '../config/model.ts';
import { waiversOf } from '../config/plan-meta.ts';
import { ConfigTree } from '../config/tree.ts';
import type { Waiver } from '../findings/finding.ts';
import type { FunctionTable } from '../hcl/scope.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import type { ProblemKeyword } from '../schema/validate.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { Value } from '../values/value.ts';
import { DesignReader, type Rename } from './config-module.ts';
import { ResourceGraph } from './graph.ts';
import type { GraphNode } from './node.ts';
import type { Unknown } from './plain.ts';

export interface FromConfigOptions {
  /** Values of a module's variables (see `variableValues`); what is missing is unknown. */
  readonly variables?: (module: ModuleConfig) => ReadonlyMap<string, Value>;
  /** Terraform's functions; created by default. */
  readonly functions?: FunctionTable;
}

/** A value that the schema refuses because a constraint says so: to be reported under the constraint's id. */
export interface RuleProblem {
  readonly rule: string;
  readonly node: GraphNode;
  /** Dotted path; empty for the object as a whole. */
  readonly attribute: string;
  readonly keyword: ProblemKeyword;
  /** Absent when nothing was given, and for sensitive attributes. */
  readonly value?: unknown;
  readonly allowed?: unknown;
  /** Where the value stands in the configuration. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface FromConfig {
  readonly graph: ResourceGraph;
  /** Errors mean that the graph is not complete. */
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly RuleProblem[];
  readonly waivers: readonly Waiver[];
}

/** What the modules' readers add to. */
export interface Gathered {
  readonly nodes: GraphNode[];
  readonly diagnostics: Diagnostic[];
  readonly problems: RuleProblem[];
  readonly openTypes: Map<string, Unknown>;
}

/**
 * One module, or the stacks of one program. An address that several stacks use is preceded by the stack's name:
 * `network/ztc_vpc.main`.
 */
export function graphFromConfig(
  modules: readonly ModuleConfig[],
  registry: SchemaRegistry,
  options: FromConfigOptions = {},
): FromConfig {
  const gathered: Gathered = { nodes: [], diagnostics: [], problems: [], openTypes: new Map() };
  const shared = sharedAddresses(modules);
  const waivers: Waiver[] = [];
  for (const [i, module] of modules.entries()) {
    const stack = module.meta.stackName ?? `stack${i + 1}`;
    const rename: Rename = (address, of) => (shared.has(of.address) ? `${stack}/${address}` : address);
    const tree = new ConfigTree(module);
    new DesignReader(tree, registry, rename, gathered, options).read();
    waivers.push(...waiversOf(tree, (address) => rename(address, { address })));
  }
  const { nodes, openTypes, diagnostics, problems } = gathered;
  const graph = new ResourceGraph(nodes, (type) => registry.find(type), { openTypes });
  return { graph, diagnostics, problems, waivers };
}

function sharedAddresses(modules: readonly ModuleConfig[]): ReadonlySet<string> {
  const shared = new Set<string>();
  if (modules.length < 2) return shared;
  const seen = new Set<string>();
  for (const module of modules) {
    for (const address of new ConfigTree(module).resources.keys())
      (seen.has(address) ? shared : seen).add(address);
  }
  return shared;
}
