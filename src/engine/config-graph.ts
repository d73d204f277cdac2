/** The configuration's dependency graph as far as planning and applying need it: resources only. */

import { within } from '../config/address.ts';
import { ConfigGraph as Declarations } from '../config/config-graph.ts';
import type { ConfigId } from '../config/declarations.ts';
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
  /** All resources, dependencies first. */
  readonly order: readonly ResourceConfig[];
  /** Everything the resource depends on, however far; sorted. */
  transitive(address: string): readonly string[];
}

/** Throws `ZTC-E-CONFIG-CYCLE` and `ZTC-E-CONFIG-SELF-REFERENCE`. */
export function buildConfigGraph(tree: ConfigTree): ConfigGraph {
  const declarations = new Declarations(tree);
  const problems = [...declarations.problems, ...declarations.cycles()].map(({ problem }) => problem);
  if (problems.length > 0) throw new DiagnosticError(problems);
  const transitive = new TransitiveDependencies(tree.resources.keys(), (address) =>
    declarations.resources(address),
  );
  const order = declarations.order().flatMap((id) => tree.resources.get(id) ?? []);
  return {
    dependencies: (address) => declarations.resources(address),
    instances: (address) => referredInstances(declarations, tree, address),
    needs: ({ address }, name) => declarations.resources(within(address, name)),
    order,
    transitive: (address) => transitive.of(address),
  };
}
