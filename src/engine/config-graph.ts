/** The configuration's dependency graph as far as planning and applying need it: resources only. */

import { ConfigGraph as Declarations } from '../config/config-graph.ts';
import type { ModuleConfig, OutputConfig, ResourceConfig } from '../config/model.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { compareStrings } from '../values/type.ts';

export interface ConfigGraph {
  /** Addresses of resources (and data sources) that the resource refers to; `depends_on` and its provider included. */
  dependencies(address: string): ReadonlySet<string>;
  outputDependencies(output: OutputConfig): ReadonlySet<string>;
  /** All resources, dependencies first. */
  readonly order: readonly ResourceConfig[];
  /** Everything the resource depends on, however far; sorted. */
  transitive(address: string): readonly string[];
}

/** Throws `ZTC-E-CONFIG-CYCLE` and `ZTC-E-CONFIG-SELF-REFERENCE`. */
export function buildConfigGraph(module: ModuleConfig): ConfigGraph {
  const declarations = new Declarations(module);
  const problems = [...declarations.problems, ...declarations.cycles()].map(({ problem }) => problem);
  if (problems.length > 0) throw new DiagnosticError(problems);
  const transitive = new Map<string, readonly string[]>();
  const order = declarations.order().flatMap((id) => module.resources.get(id) ?? []);
  return {
    dependencies: (address) => declarations.resources(address),
    outputDependencies: ({ name }) => declarations.resources(`output.${name}`),
    order,
    transitive(address) {
      let found = transitive.get(address);
      if (!found) {
        found = [...reach(address, declarations)].sort(compareStrings);
        transitive.set(address, found);
      }
      return found;
    },
  };
}

function reach(from: string, declarations: Declarations): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...declarations.resources(from)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const further of declarations.resources(next)) if (!seen.has(further)) open.push(further);
  }
  return seen;
}
