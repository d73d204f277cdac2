import type { Catalog } from '../../catalog/catalog.ts';
import { unknownBecause } from '../../graph/plain.ts';
import type { Few } from './few.ts';
import { type GraphView, RuleNode } from './node.ts';
import type { Fail, FailDetails, MessageData, Messages, NotApplicable, Pass } from './rule.ts';
import { UnknownRead } from './unknown-read.ts';

/** From where a rule is asked. At `synth` nothing of the platform is known; `live` judges what exists. */
export type Phase = 'synth' | 'plan' | 'apply' | 'live';

const PASS: Pass = { verdict: 'pass' };

/** What a rule gets besides its subject: the catalogue, the rest of the graph, and its verdicts. */
export class RuleKit<M extends Messages> {
  readonly #view: GraphView;
  readonly phase: Phase;
  readonly catalog: Catalog;

  constructor(view: GraphView, phase: Phase, catalog: Catalog) {
    this.#view = view;
    this.phase = phase;
    this.catalog = catalog;
  }

  pass(): Pass {
    return PASS;
  }

  fail<Id extends keyof M & string>(message: Id, data: MessageData<M[Id]>, details: FailDetails = {}): Fail {
    return { verdict: 'fail', message, data, ...details };
  }

  /** The rule has nothing to say about this object; the reason is shown in reports. */
  skip<Id extends keyof M & string>(reason: Id): NotApplicable {
    return { verdict: 'notApplicable', reason };
  }

  /** Stops the rule: it cannot be decided before `cause` is known. */
  unknown(cause: string): never {
    throw new UnknownRead(unknownBecause(cause));
  }

  /** The object at an address of the graph. */
  object(address: string): RuleNode | undefined {
    const node = this.#view.graph.get(address);
    return node && new RuleNode(this.#view, node);
  }

  /** All objects of a type. */
  all(type: string): Few<RuleNode> {
    return this.#view.all(type);
  }

  /** Objects of a type that the plan destroys for good. */
  removed(type: string): readonly RuleNode[] {
    return this.#view.graph.removed
      .filter((node) => node.type === type)
      .map((node) => new RuleNode(this.#view, node));
  }

  /** The design's declared intents. Rules that need one skip when there is none. */
  profiles(): Few<RuleNode> {
    return this.all('ztc_design_profile');
  }
}
