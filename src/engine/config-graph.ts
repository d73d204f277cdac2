/** The configuration's dependency graph as far as planning and applying need it: resources only. */

import { within } from '../config/address.ts';
import { analyze, type SchemaTypes } from '../config/check-references.ts';
import { ConfigGraph as Declarations } from '../config/config-graph.ts';
import { type ConfigId, closedModule } from '../config/declarations.ts';
import type { ModuleConfig, ResourceConfig } from '../config/model.ts';
import { type ReferredKeys, referredInstances } from '../config/referred-instances.ts';
import type { ConfigTree } from '../config/tree.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { TransitiveDependencies } from './transitive.ts';

export interface ConfigGraph {
  /** Addresses of resources (and data sources) that the resource refers to; `depends_on` and its provider included. */
  dependencies(address: string): ReadonlySet<string>;
  /** The same for what is no resource: `output.x`, `var.x`, `check.x` of a module. */
  needs(module: ModuleConfig, name: ConfigId): ReadonlySet<string>;
  /** Resources that the resource refers to, with the keys of the instances that it names. */
  instances(address: string): ReadonlyMap<string, ReferredKeys>;
  /** Addresses of modules that it depends on as a whole, however far. */
  wholeModules(address: string): ReadonlySet<string>;
  /** These and all declarations that they use, however far. */
  used(from: Iterable<ConfigId>): ReadonlySet<ConfigId>;
  /** All declarations that these resources and root outputs need, however far. */
  closure(ids: Iterable<ConfigId>): ReadonlySet<ConfigId>;
  /** Validations of the variables that a resource uses. */
  validations(address: string): ReadonlySet<ConfigId>;
  /** All resources, dependencies first. */
  readonly order: readonly ResourceConfig[];
  /** Everything the resource depends on, however far; sorted. */
  transitive(address: string): readonly string[];
}

/** Throws what is wrong with the references, and cycles. */
export function checkedConfigGraph(tree: ConfigTree, schemaType: SchemaTypes): ConfigGraph {
  const { graph, diagnostics } = analyze(tree, schemaType);
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  return configGraphOf(tree, graph);
}

/** Of a configuration that has been planned. */
export const buildConfigGraph = (tree: ConfigTree): ConfigGraph =>
  configGraphOf(tree, new Declarations(tree));

function configGraphOf(tree: ConfigTree, declarations: Declarations): ConfigGraph {
  const transitive = new TransitiveDependencies(tree.resources.keys(), (address) =>
    declarations.resources(address),
  );
  const order = declarations.order().flatMap((id) => tree.resources.get(id) ?? []);
  return {
    dependencies: (address) => declarations.resources(address),
    instances: (address) => referredInstances(declarations, tree, address),
    wholeModules: (address) => wholeModules(address, declarations),
    needs: ({ address }, name) => declarations.resources(within(address, name)),
    used: (from) => usedBy(from, declarations),
    closure: (ids) => declarations.closure(ids),
    validations: (address) => declarations.validations(address),
    order,
    transitive: (address) => transitive.of(address),
  };
}

function wholeModules(from: string, declarations: Declarations): ReadonlySet<string> {
  const used = [...usedBy([from], declarations)];
  return new Set(used.flatMap((id) => closedModule(id) ?? []));
}

function usedBy(from: Iterable<ConfigId>, declarations: Declarations): ReadonlySet<ConfigId> {
  const seen = new Set(from);
  for (const id of seen) for (const next of declarations.direct(id)) seen.add(next);
  return seen;
}
