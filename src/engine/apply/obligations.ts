/** What the plan could not decide is decided before the object is touched, as soon as its inputs are known. */

import type { Finding } from '../../findings/finding.ts';
import type { GraphNode } from '../../graph/node.ts';
import { type Diagnostic, errorDiagnostic } from '../../values/diagnostic.ts';
import type { Value } from '../../values/value.ts';
import { nodeOf, Origins } from '../plan/graph-view.ts';
import type { Change } from '../plan/model.ts';
import type { GraphView, Judge } from '../ports.ts';

export class Obligations {
  readonly #view: LiveView;
  readonly #judge: Judge | undefined;
  /** Open questions by the object they are about. */
  readonly #open: ReadonlyMap<string, readonly Finding[]>;
  /** How the questions were answered. */
  readonly answered: Finding[] = [];

  /** `planned` is asked for only where there is an open question. */
  constructor(planned: () => GraphView, findings: readonly Finding[], judge: Judge | undefined) {
    this.#view = new LiveView(planned);
    this.#judge = judge;
    const unknown = findings.filter(({ status }) => status === 'unknown');
    this.#open = Map.groupBy(unknown, ({ subject }) => subject.address);
  }

  get any(): boolean {
    return this.#judge !== undefined && this.#open.size > 0;
  }

  /** Records what has become known of an object. */
  learn(change: Change, value: Value): void {
    if (this.any) this.#view.set(change.text, nodeOf(change, value, new Origins()));
  }

  /** Errors stop the object. */
  async check(change: Change, planned: Value): Promise<Diagnostic[]> {
    const questions = this.#open.get(change.text);
    if (!this.#judge || !questions) return [];
    this.learn(change, planned);
    const rules = new Set(questions.map(({ rule }) => rule));
    const findings = await this.#judge.evaluate(change.text, this.#view);
    const relevant = findings.filter(
      ({ rule, subject }) => rules.has(rule) && subject.address === change.text,
    );
    this.answered.push(...relevant);
    return relevant
      .filter(({ status, severity }) => status === 'violated' && severity === 'error')
      .map((finding) => violation(finding));
  }
}

export function violation(finding: Finding): Diagnostic & { readonly finding: Finding } {
  const { rule, message, fix, subject, citation } = finding;
  const { source } = subject;
  const detail = `${subject.address}: ${message.en}. ${fix.en} (whitepaper ${citation.section})`;
  return {
    ...errorDiagnostic(rule, 'The platform does not allow this', detail),
    ...(source ? { file: source.file, line: source.line } : {}),
    finding,
  };
}

/** The plan's view with what is known by now laid over it. */
class LiveView implements GraphView {
  readonly #view: () => GraphView;
  readonly #known = new Map<string, GraphNode>();
  #made: GraphView | undefined;

  constructor(view: () => GraphView) {
    this.#view = view;
  }

  get #planned(): GraphView {
    this.#made ??= this.#view();
    return this.#made;
  }

  set(address: string, node: GraphNode): void {
    this.#known.set(address, node);
  }

  *nodes(): Iterable<GraphNode> {
    for (const node of this.#planned.nodes()) yield this.#known.get(node.address) ?? node;
  }

  node(address: string): GraphNode | undefined {
    return this.#known.get(address) ?? this.#planned.node(address);
  }

  removed(): Iterable<GraphNode> {
    return this.#planned.removed();
  }
}
