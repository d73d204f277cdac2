/** The rules about one object that nothing else is known of: what they refuse, nothing that is created later can cure. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Finding } from '../../findings/finding.ts';
import { completeValues, emptyValues } from '../../graph/complete.ts';
import { ResourceGraph } from '../../graph/graph.ts';
import { type PlainObject, type Unknown, unknownBecause } from '../../graph/plain.ts';
import { evaluate, type RuleSet } from '../../rules/engine/evaluate.ts';
import { type ConstraintProblem, schemaFinding } from '../../rules/engine/schema-finding.ts';
import type { SchemaRegistry } from '../../schema/registry.ts';

export interface RuleSources {
  readonly registry: SchemaRegistry;
  readonly catalog: Catalog;
  readonly rules: RuleSet;
  /** The day that dates are compared with, YYYY-MM-DD. */
  readonly asOf: () => string;
}

/** `problems` are what the type's schema refuses because a rule says so. */
export type SingleJudge = (
  type: string,
  values: PlainObject,
  problems: readonly ConstraintProblem[],
) => readonly Finding[];

export function singleObjectJudge({ registry, catalog, rules, asOf }: RuleSources): SingleJudge {
  const types = registry.resources().map(({ type }) => type);
  const empty = new Map<string, PlainObject>();
  const elsewhere = new Map<string, Unknown>(types.map((type) => [type, unknownBecause(`other ${type}`)]));
  return (type, given, problems) => {
    const schema = registry.find(type);
    if (!schema) return [];
    const address = `${type}.this`;
    const nulls = empty.get(type) ?? emptyValues(schema);
    empty.set(type, nulls);
    const values = completeValues(given, schema, nulls, address);
    const node = { address, type, mode: 'managed' as const, values };
    const graph = new ResourceGraph([node], (name) => registry.find(name), { openTypes: elsewhere });
    const { findings } = evaluate(graph, rules, {
      phase: 'synth',
      catalog,
      registry,
      asOf: asOf(),
      schemaFindings: problems.map((problem) => schemaFinding(problem, node)),
      where: ({ scope }) => scope === 'request',
    });
    return findings.filter(({ status, severity }) => status === 'violated' && severity !== 'info');
  };
}
