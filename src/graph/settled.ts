import { ResourceGraph, type SchemaLookup, type Targets } from './graph.ts';
import type { GraphNode } from './node.ts';

/**
 * A planned graph while its objects become known one by one. What refers to what stays as it was planned; values are those
 * of `current`. Costs nothing to bring up to date, however often that happens.
 */
export class SettledGraph extends ResourceGraph {
  readonly #planned: ResourceGraph;
  readonly #current: (address: string) => GraphNode | undefined;

  constructor(
    planned: ResourceGraph,
    schema: SchemaLookup,
    current: (address: string) => GraphNode | undefined,
  ) {
    super([], schema, { removed: planned.removed, openTypes: planned.openTypes });
    this.#planned = planned;
    this.#current = current;
  }

  override get size(): number {
    return this.#planned.size;
  }

  override *nodes(): Iterable<GraphNode> {
    for (const node of this.#planned.nodes()) yield this.#now(node);
  }

  override get(address: string): GraphNode | undefined {
    return this.#current(address) ?? this.#planned.get(address);
  }

  override ofType(type: string): readonly GraphNode[] {
    return this.#planned.ofType(type).map((node) => this.#now(node));
  }

  override targets(node: GraphNode, attribute: string): Targets {
    return this.#settle(this.#planned.targets(node, attribute));
  }

  override referrers(node: GraphNode, type: string, attribute: string): Targets {
    return this.#settle(this.#planned.referrers(node, type, attribute));
  }

  override edges() {
    return this.#planned.edges();
  }

  #now(node: GraphNode): GraphNode {
    return this.#current(node.address) ?? node;
  }

  #settle({ nodes, open }: Targets): Targets {
    return { nodes: nodes.map((node) => this.#now(node)), open };
  }
}
