import type { ConstraintEntry } from '../../catalog/constraint-entry.ts';
import type { Evidence, Finding, Subject } from '../../findings/finding.ts';
import type { ResourceGraph } from '../../graph/graph.ts';
import type { GraphNode } from '../../graph/node.ts';
import { isUnknown, type Plain } from '../../graph/plain.ts';
import type { Localized } from '../../schema/model.ts';
import { RuleKit } from '../kit/kit.ts';
import { GraphView, RuleNode } from '../kit/node.ts';
import type { Fail, Printable, Rule } from '../kit/rule.ts';
import { attempt, type UnknownRead } from '../kit/unknown-read.ts';
import type { EvaluateOptions } from './evaluate.ts';

const MAX_EVIDENCE = 32;

/** Runs a rule once more and writes down what it looks at. Only for verdicts that are shown. */
export class Tracer {
  readonly #view: GraphView;
  readonly #options: Pick<EvaluateOptions, 'phase' | 'catalog'>;
  #seen = new Map<string, Evidence>();

  constructor(graph: ResourceGraph, options: Pick<EvaluateOptions, 'phase' | 'catalog'>) {
    this.#view = new GraphView(graph, (from, attribute, value) => this.#note(from, attribute, value));
    this.#options = options;
  }

  trace(rule: Rule, node: GraphNode): readonly Evidence[] {
    this.#seen = new Map();
    const { phase, catalog } = this.#options;
    attempt(() => rule.check(new RuleNode(this.#view, node), new RuleKit(this.#view, phase, catalog)));
    return [...this.#seen.values()];
  }

  #note(from: GraphNode, attribute: string, value: Plain | undefined): void {
    if (this.#seen.size >= MAX_EVIDENCE) return;
    const key = `${from.address} ${attribute}`;
    if (this.#seen.has(key)) return;
    this.#seen.set(key, { address: from.address, attribute, value: shown(from, attribute, value) });
  }
}

function shown(node: GraphNode, attribute: string, value: Plain | undefined): unknown {
  if (node.sensitive?.has(attribute.split('.')[0] ?? attribute)) return '(sensitive)';
  if (isUnknown(value)) return '(unknown)';
  if (typeof value !== 'object') return value ?? null;
  return JSON.parse(JSON.stringify(value, (_key, v: Plain) => (isUnknown(v) ? '(unknown)' : v))) as unknown;
}

export function subjectOf(node: Pick<GraphNode, 'address' | 'constructPath' | 'source'>): Subject {
  return {
    address: node.address,
    ...(node.constructPath === undefined ? {} : { constructPath: node.constructPath }),
    ...(node.source === undefined ? {} : { source: node.source }),
  };
}

function base(rule: Rule, constraint: ConstraintEntry, node: GraphNode, evidence: readonly Evidence[]) {
  return {
    rule: rule.id,
    severity: constraint.severity,
    citation: { section: constraint.section, clause: constraint.clause },
    subject: subjectOf(node),
    evidence,
  };
}

export function failedFinding(
  rule: Rule,
  constraint: ConstraintEntry,
  node: GraphNode,
  fail: Fail,
  evidence: readonly Evidence[],
): Finding {
  const message = rule.messages[fail.message];
  if (!message) throw new Error(`${rule.id} has no message ${fail.message}`);
  return {
    ...base(rule, constraint, node, evidence),
    status: 'violated',
    message: fill(message, fail.data),
    messageId: fail.message,
    ...(fail.attribute === undefined ? {} : { attribute: fail.attribute }),
    ...(fail.value === undefined ? {} : { value: fail.value }),
    ...(fail.allowed === undefined ? {} : { allowed: fail.allowed }),
    related: (fail.related ?? []).map((other) => other.address),
    fix: fill(rule.fix, fail.data),
  };
}

export function unknownFinding(
  rule: Rule,
  constraint: ConstraintEntry,
  node: GraphNode,
  { unknown }: UnknownRead,
  evidence: readonly Evidence[],
): Finding {
  return {
    ...base(rule, constraint, node, evidence),
    status: 'unknown',
    message: {
      en: `cannot be decided before ${unknown.cause} is known: ${constraint.titles.en}`,
      zh: `须待 ${unknown.cause} 确定后方可判定：${constraint.titles.zh}`,
    },
    messageId: 'unknown',
    related: [],
    fix: rule.fix,
    cause: unknown.cause,
  };
}

function fill(text: Localized, data: Readonly<Record<string, Printable>>): Localized {
  const put = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = data[name];
      return value === undefined ? whole : Array.isArray(value) ? value.join(', ') : String(value);
    });
  return { en: put(text.en), zh: put(text.zh) };
}
