import type { Catalog } from '../../catalog/catalog.ts';
import type { ConstraintEntry } from '../../catalog/constraint-entry.ts';
import type { Finding, Waiver } from '../../findings/finding.ts';
import { compareFindings } from '../../findings/finding.ts';
import type { ResourceGraph } from '../../graph/graph.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { SchemaRegistry } from '../../schema/registry.ts';
import { memo } from '../builders/memo.ts';
import { type Phase, RuleKit } from '../kit/kit.ts';
import { GraphView, RuleNode } from '../kit/node.ts';
import type { Fail, Rule, Verdict } from '../kit/rule.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';
import { failedFinding, Tracer, unknownFinding } from './finding.ts';
import { withSchemaFindings } from './schema-finding.ts';
import { hideGeneral } from './specialise.ts';
import { applyWaivers, type WaiverProblem } from './waivers.ts';

export interface RuleSet {
  readonly rules: readonly Rule[];
  /** Title, section, severity and phase of a rule; throws for an id without a constraint. */
  constraint(id: string): ConstraintEntry;
}

export interface EvaluateOptions {
  readonly phase: Phase;
  readonly catalog: Catalog;
  readonly registry: SchemaRegistry;
  readonly waivers?: readonly Waiver[];
  /** The day that waivers are checked against, YYYY-MM-DD. */
  readonly asOf: string;
  /** Judge these objects only; the rest of the graph is context. */
  readonly subjects?: ReadonlySet<string>;
  /** Only rules for which this holds. */
  readonly where?: (rule: Rule) => boolean;
  /** What the schemas refused under the id of a constraint; reported once with what the rules find. */
  readonly schemaFindings?: readonly Finding[];
}

export type VerdictKind = 'pass' | 'fail' | 'unknown' | 'notApplicable' | 'error';

export interface RuleTally {
  readonly rule: string;
  readonly counts: Readonly<Record<VerdictKind, number>>;
}

/** A rule that threw. Never a violation, never green. */
export interface RuleCrash {
  readonly rule: string;
  readonly address: string;
  readonly message: string;
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly tallies: readonly RuleTally[];
  readonly crashes: readonly RuleCrash[];
  readonly waiverProblems: readonly WaiverProblem[];
}

/** Judges the graph by all rules of the set. Pure: same inputs, same report, whatever the order of nodes. */
export function evaluate(graph: ResourceGraph, set: RuleSet, options: EvaluateOptions): Report {
  const evaluation = new Evaluation(graph, set, options);
  const tallies: RuleTally[] = [];
  for (const rule of set.rules) {
    if (options.where && !options.where(rule)) continue;
    tallies.push({ rule: rule.id, counts: evaluation.judgeAll(rule) });
  }
  const { findings, crashes } = evaluation;
  const all = withSchemaFindings(findings, options.schemaFindings ?? []);
  const shown = hideGeneral(all, (id) => set.constraint(id).specialises);
  const known = new Set([...set.rules, ...all].map((item) => ('id' in item ? item.id : item.rule)));
  const waived = applyWaivers(shown, options.waivers ?? [], options.asOf, known);
  return {
    findings: waived.findings.toSorted(compareFindings),
    tallies,
    crashes,
    waiverProblems: waived.problems,
  };
}

function* subjects(
  graph: ResourceGraph,
  rule: Rule,
  { subjects: only, registry }: EvaluateOptions,
): Iterable<GraphNode> {
  const types = subjectTypes(rule, registry);
  if (!only) {
    for (const type of types) yield* graph.ofType(type);
    return;
  }
  for (const address of only) {
    const node = graph.get(address);
    if (node && types.includes(node.type)) yield node;
  }
}

/** The types that a rule judges. */
export function subjectTypes(rule: Rule, registry: SchemaRegistry): readonly string[] {
  return 'having' in rule.on ? typesHaving(registry)(rule.on.having) : rule.on;
}

/** Asked for every object that is judged on its own, so worked out once for each attribute. */
const typesHaving = memo((registry: SchemaRegistry) => {
  const known = new Map<string, readonly string[]>();
  return (attribute: string): readonly string[] => {
    const types =
      known.get(attribute) ??
      [...registry.resources(), ...registry.dataSources()]
        .filter((schema) => attribute in schema.attributes)
        .map((schema) => schema.type);
    known.set(attribute, types);
    return types;
  };
});

class Evaluation {
  readonly findings: Finding[] = [];
  readonly crashes: RuleCrash[] = [];
  readonly #graph: ResourceGraph;
  readonly #set: RuleSet;
  readonly #options: EvaluateOptions;
  readonly #view: GraphView;
  readonly #kit: RuleKit<Rule['messages']>;
  readonly #tracer: Tracer;

  constructor(graph: ResourceGraph, set: RuleSet, options: EvaluateOptions) {
    this.#graph = graph;
    this.#set = set;
    this.#options = options;
    this.#view = new GraphView(graph);
    this.#kit = new RuleKit(this.#view, options.phase, options.catalog);
    this.#tracer = new Tracer(graph, options);
  }

  judgeAll(rule: Rule): Record<VerdictKind, number> {
    const counts = { pass: 0, fail: 0, unknown: 0, notApplicable: 0, error: 0 };
    for (const node of subjects(this.#graph, rule, this.#options)) {
      try {
        counts[this.#judge(rule, node)] += 1;
      } catch (error) {
        counts.error += 1;
        const message = error instanceof Error ? error.message : String(error);
        this.crashes.push({ rule: rule.id, address: node.address, message });
      }
    }
    return counts;
  }

  #judge(rule: Rule, node: GraphNode): VerdictKind {
    const outcome = attempt(() => rule.check(new RuleNode(this.#view, node), this.#kit));
    const constraint = this.#set.constraint(rule.id);
    if (outcome instanceof UnknownRead) {
      const evidence = this.#tracer.trace(rule, node);
      this.findings.push(unknownFinding(rule, constraint, node, outcome, evidence));
      return 'unknown';
    }
    const verdicts: readonly Verdict[] = 'verdict' in outcome ? [outcome] : outcome;
    const fails = verdicts.filter((verdict): verdict is Fail => verdict.verdict === 'fail');
    if (fails.length === 0) return verdicts[0]?.verdict === 'notApplicable' ? 'notApplicable' : 'pass';
    const evidence = this.#tracer.trace(rule, node);
    for (const fail of fails) this.findings.push(failedFinding(rule, constraint, node, fail, evidence));
    return 'fail';
  }
}
