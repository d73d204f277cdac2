import { loadCatalog } from '../catalog/catalog.ts';
import type { Audit, GraphView, Judge } from '../engine/ports.ts';
import type { Waiver } from '../findings/finding.ts';
import { ResourceGraph } from '../graph/graph.ts';
import { SettledGraph } from '../graph/settled.ts';
import { type EvaluateOptions, evaluate } from '../rules/engine/evaluate.ts';
import { loadRuleSet } from '../rules/registry.ts';
import { loadRegistry } from '../schema/registry.ts';
import { DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';

/** The rule engine as the reconciler's ports: one judgement of the whole plan, then of single objects as they become known. */
export function judgesOf(
  waivers: readonly Waiver[],
  asOf: string,
): { readonly audit: Audit; readonly judge: Judge } {
  const registry = loadRegistry();
  const schema = (type: string) => registry.find(type);
  const options: EvaluateOptions = { phase: 'plan', catalog: loadCatalog(), registry, asOf, waivers };
  const planned = new WeakMap<GraphView, ResourceGraph>();
  const graphOf = (view: GraphView): ResourceGraph => {
    const known = planned.get(view);
    if (known) return known;
    const graph = new ResourceGraph(view.nodes(), schema, { removed: [...view.removed()] });
    planned.set(view, graph);
    return graph;
  };
  return {
    audit: (view) => findingsOf(graphOf(view), options),
    judge: {
      evaluate: (address, view) => {
        const graph = new SettledGraph(graphOf(view), schema, (at) => view.node(at));
        return findingsOf(graph, { ...options, subjects: new Set([address]) });
      },
    },
  };
}

function findingsOf(graph: ResourceGraph, options: EvaluateOptions) {
  const { findings, crashes } = evaluate(graph, loadRuleSet(), options);
  const [crash] = crashes;
  if (crash) {
    const detail = `${crash.rule} at ${crash.address}: ${crash.message}`;
    throw new DiagnosticError(errorDiagnostic('ZTC-E-RULE-CRASHED', 'A rule could not be evaluated', detail));
  }
  return findings;
}
