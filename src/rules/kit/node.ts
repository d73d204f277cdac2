import type { ResourceGraph } from '../../graph/graph.ts';
import type { Action, GraphNode } from '../../graph/node.ts';
import {
  isPlainObject,
  isUnknown,
  type Plain,
  type PlainObject,
  plainEqual,
  valueAt,
} from '../../graph/plain.ts';
import { Few } from './few.ts';
import { UnknownRead } from './unknown-read.ts';

/** Told of every read of a traced evaluation. */
export type ReadListener = (node: GraphNode, attribute: string, value: Plain | undefined) => void;

/** What rules see of the graph: reads that know unknowns, and are written down when somebody listens. */
export class GraphView {
  readonly graph: ResourceGraph;
  readonly onRead: ReadListener | undefined;
  /** A view lives for one question or one report, during which nothing changes. */
  readonly #all = new Map<string, Few<RuleNode>>();

  constructor(graph: ResourceGraph, onRead?: ReadListener) {
    this.graph = graph;
    this.onRead = onRead;
  }

  all(type: string): Few<RuleNode> {
    const known = this.#all.get(type);
    if (known) return known;
    const open = this.graph.openTypes.get(type);
    const nodes = this.graph.ofType(type).map((node) => new RuleNode(this, node));
    const all = new Few(nodes, open ? [open] : []);
    this.#all.set(type, all);
    return all;
  }
}

/** An object as a rule sees it. Every read of something unknown stops the rule with the verdict `unknown`. */
export class RuleNode {
  readonly #view: GraphView;
  /** Where in its object a nested one stands: `tiers.0.`. */
  readonly #at: string;
  readonly node: GraphNode;

  constructor(view: GraphView, node: GraphNode, at = '') {
    this.#view = view;
    this.node = node;
    this.#at = at;
  }

  get address(): string {
    return this.node.address;
  }

  get type(): string {
    return this.node.type;
  }

  /** Key of the availability matrix for objects of this type; null where the type has none. */
  get product(): string | null {
    return this.#view.graph.schemaOf(this.node)?.availability ?? null;
  }

  is(other: RuleNode): boolean {
    return this.node.address === other.node.address;
  }

  /** The value at a dotted path, null when not set. */
  get(path: string): Plain {
    const value = this.#read(this.node.values, path);
    if (isUnknown(value)) throw new UnknownRead(value);
    return value ?? null;
  }

  /** As `get`, for an attribute that is a string or not set. */
  string(path: string): string | null {
    const value = this.get(path);
    return typeof value === 'string' && value !== '' ? value : null;
  }

  number(path: string): number | null {
    const value = this.get(path);
    return typeof value === 'number' ? value : null;
  }

  /** True only for `true`. */
  flag(path: string): boolean {
    return this.get(path) === true;
  }

  /** The strings of a list or set; members that are not known stay open. */
  strings(path: string): Few<string> {
    return this.list(path).filter((item): boolean => typeof item === 'string') as Few<string>;
  }

  /** The members of a list or set of any kind. */
  list(path: string): Few<Plain> {
    const value = this.#read(this.node.values, path);
    if (isUnknown(value)) return new Few<Plain>([], [value]);
    if (!Array.isArray(value)) return new Few<Plain>([]);
    const items = value as readonly Plain[];
    return new Few(
      items.filter((item) => !isUnknown(item)),
      items.filter((item) => isUnknown(item)),
    );
  }

  /** The members of a list of nested objects, each readable like a node. */
  objects(path: string): Few<RuleNode> {
    const value = this.#read(this.node.values, path);
    if (isUnknown(value)) return new Few<RuleNode>([], [value]);
    const items = (Array.isArray(value) ? value : []) as readonly Plain[];
    return new Few(
      items.flatMap((item, at) => (isPlainObject(item) ? [this.#nested(item, `${path}.${at}`)] : [])),
      items.filter((item) => isUnknown(item)),
    );
  }

  /** Whether the user or the platform gives the attribute a value; an unknown value counts as set. */
  isSet(path: string): boolean {
    const value = this.#read(this.node.values, path);
    return value !== null && value !== undefined && value !== '';
  }

  /** Whether the value can be read now. */
  isKnown(path: string): boolean {
    return !isUnknown(this.#read(this.node.values, path));
  }

  /** The object that an attribute refers to; null when it is not set. */
  ref(attribute: string): RuleNode | null {
    const { known, open } = this.refs(attribute);
    if (known[0]) return known[0];
    if (open[0]) throw new UnknownRead(open[0]);
    return null;
  }

  /** The objects that an attribute refers to. */
  refs(attribute: string): Few<RuleNode> {
    const { nodes, open } = this.#view.graph.targets(this.node, `${this.#at}${attribute}`);
    this.#view.onRead?.(this.node, attribute, valueAt(this.node.values, attribute));
    return new Few(
      nodes.map((node) => new RuleNode(this.#view, node)),
      open,
    );
  }

  /** The objects of `type` whose `attribute` refers to this one. */
  referrers(type: string, attribute: string): Few<RuleNode> {
    const { nodes, open } = this.#view.graph.referrers(this.node, type, attribute);
    for (const node of nodes) this.#view.onRead?.(node, attribute, valueAt(node.values, attribute));
    return new Few(
      nodes.map((node) => new RuleNode(this.#view, node)),
      open,
    );
  }

  /** The code of the site the object is at, through its references where needed; null where it has no place. */
  site(): string | null {
    const site = this.#view.graph.siteOf(this.node);
    if (this.#view.onRead) this.#view.onRead(this.node, 'site', site);
    if (isUnknown(site)) throw new UnknownRead(site);
    return site;
  }

  /** What the plan does: `create`, `update`, `replace`, `no-op`, or null where there is no plan. */
  change(): 'create' | 'update' | 'replace' | 'delete' | 'no-op' | null {
    const actions: readonly Action[] | undefined = this.node.actions;
    if (!actions) return null;
    if (actions.length === 2) return 'replace';
    const only = actions[0];
    return only === 'create' || only === 'update' || only === 'delete' ? only : 'no-op';
  }

  /** The value before the plan, null when it was not set or the object did not exist. */
  before(path: string): Plain {
    const value = this.node.prior ? valueAt(this.node.prior, path) : null;
    if (isUnknown(value)) throw new UnknownRead(value);
    return value ?? null;
  }

  /** Whether the plan changes the attribute of an object that exists already. */
  changes(path: string): boolean {
    if (!this.node.prior || this.change() === 'delete') return false;
    const now = this.#read(this.node.values, path);
    const before = valueAt(this.node.prior, path);
    if (isUnknown(now)) throw new UnknownRead(now);
    return !plainEqual(now, before);
  }

  #read(values: PlainObject, path: string): Plain | undefined {
    const value = valueAt(values, path);
    this.#view.onRead?.(this.node, path, value);
    return value;
  }

  #nested(values: PlainObject, path: string): RuleNode {
    const { graph, onRead } = this.#view;
    const view = onRead
      ? new GraphView(graph, (_, attribute, value) => onRead(this.node, `${path}.${attribute}`, value))
      : this.#view;
    return new RuleNode(view, { ...this.node, values }, `${this.#at}${path}.`);
  }
}
