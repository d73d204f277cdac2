/** The resource graph of one account, kept up to date row by row. Rules cannot tell it from any other graph. */
import { ResourceGraph, type SchemaLookup, type Targets } from '../graph/graph.ts';
import type { Edge, GraphNode } from '../graph/node.ts';
import { type Unknown, unknownBecause } from '../graph/plain.ts';
import { LinkIndex } from './link-index.ts';
import { nodeOf, type Overlay, settlesAt } from './live-node.ts';
import { SortedLists } from './sorted.ts';
import { isGone } from './status.ts';
import type { ResourceRow } from './store/port.ts';
import type { World } from './world.ts';

interface Entry {
  row: ResourceRow;
  overlay: Overlay | undefined;
  /** Undefined when values of it may have changed since. */
  node: GraphNode | undefined;
  /** When the node's values change by themselves. */
  settlesAt: number;
}

const NONE: Targets = { nodes: [], open: [] };

export class LiveGraph extends ResourceGraph {
  readonly #entries = new Map<string, Entry>();
  readonly #byType = new SortedLists();
  readonly #links = new LinkIndex();
  /** Objects that are being deleted, and when they will be gone. */
  readonly #leaving = new Map<string, number>();
  readonly #schemas: SchemaLookup;
  #world: World;

  constructor(world: World, schema: SchemaLookup) {
    super([], schema);
    this.#schemas = schema;
    this.#world = world;
  }

  /** Looks at the account as it is now. */
  enter(world: World): void {
    this.#world = world;
    for (const [address, at] of this.#leaving) if (at <= world.now) this.drop(address);
  }

  /** Takes in a row; `overlay` holds what only the running request knows of it. */
  set(row: ResourceRow, overlay?: Overlay): void {
    const address = addressOf(row);
    if (isGone(row, this.#world.now)) {
      this.drop(address);
      return;
    }
    this.#byType.add(row.type, address);
    if (row.deletedAt === null) this.#leaving.delete(address);
    else this.#leaving.set(address, row.deletedAt);
    this.#entries.set(address, { row, overlay, node: undefined, settlesAt: 0 });
    const plan = this.#world.plan(row.type);
    this.#links.set(this.#world, row, address, plan?.references ?? []);
    this.#refreshAround(address);
  }

  drop(address: string): void {
    const entry = this.#entries.get(address);
    if (!entry) return;
    this.#refreshAround(address);
    this.#links.drop(address);
    this.#leaving.delete(address);
    this.#entries.delete(address);
    this.#byType.remove(entry.row.type, address);
  }

  rowOf(address: string): ResourceRow | undefined {
    return this.#entries.get(address)?.row;
  }

  /** Addresses of the objects that the given one refers to, and of those that refer to it. */
  neighbours(address: string): ReadonlySet<string> {
    return new Set([...this.#links.targetsOf(address), ...this.#links.referrersOf(address)]);
  }

  /** Values derived along references may have changed at both ends of a changed object's references. */
  #refreshAround(address: string): void {
    for (const other of this.neighbours(address)) {
      const entry = this.#entries.get(other);
      if (entry) entry.node = undefined;
    }
  }

  #node(address: string): GraphNode | undefined {
    const entry = this.#entries.get(address);
    if (!entry) return undefined;
    if (!entry.node || this.#world.now >= entry.settlesAt) {
      entry.node = nodeOf(this.#world, entry.row, address, entry.overlay);
      entry.settlesAt = settlesAt(entry.row, this.#world.now);
    }
    return entry.node;
  }

  #nodes(addresses: Iterable<string>): GraphNode[] {
    return [...addresses].flatMap((address) => this.#node(address) ?? []);
  }

  override get size(): number {
    return this.#entries.size;
  }

  override *nodes(): Iterable<GraphNode> {
    for (const type of this.#byType.keys()) yield* this.ofType(type);
  }

  override get(address: string): GraphNode | undefined {
    return this.#node(address);
  }

  override ofType(type: string): readonly GraphNode[] {
    return this.#nodes(this.#byType.get(type));
  }

  override targets(node: GraphNode, attribute: string): Targets {
    const found = this.#links.get(node.address, attribute);
    if (!found) return NONE;
    return { nodes: this.#nodes(found.addresses), open: found.outside.map(outside) };
  }

  override referrers(node: GraphNode, type: string, attribute: string): Targets {
    const found = this.#links.referrers(node.address, type, attribute);
    return found.length === 0 ? NONE : { nodes: this.#nodes(found), open: [] };
  }

  override *edges(): Iterable<Edge> {
    yield* this.#links.edges();
  }

  override schemaOf(node: GraphNode) {
    return this.#schemas(node.type);
  }
}

export function addressOf(row: Pick<ResourceRow, 'type' | 'id'>): string {
  return `${row.type}.${row.id}`;
}

function outside(value: string): Unknown {
  return unknownBecause(`object outside the graph: ${value}`);
}
