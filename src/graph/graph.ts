import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import type { Edge, GraphNode } from './node.ts';
import {
  isPlainObject,
  isUnknown,
  type Plain,
  type PlainObject,
  type Unknown,
  unknownBecause,
} from './plain.ts';

/** Gives the schema of a type, or undefined for a type that is not ours. */
export type SchemaLookup = (type: string) => ResourceSchema | undefined;

/** What an attribute that refers to others leads to. */
export interface Targets {
  readonly nodes: readonly GraphNode[];
  /** Elements whose target cannot be told yet, or lies outside this graph. */
  readonly open: readonly Unknown[];
}

/** While they are being found. */
interface OpenTargets {
  readonly nodes: GraphNode[];
  readonly open: Unknown[];
}

interface ReferenceSite {
  readonly attribute: string;
  readonly path: readonly string[];
  readonly targets: readonly { readonly type: string; readonly attribute: string }[];
}

const NONE: Targets = { nodes: [], open: [] };

/** The resource graph: nodes, the references between them, and indexes by type, by reference and by site. */
export class ResourceGraph {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #byType = new Map<string, GraphNode[]>();
  readonly #targets = new Map<string, Map<string, OpenTargets>>();
  /** By the target's address, then by type and attribute of those that refer to it. */
  readonly #referrers = new Map<string, Map<string, GraphNode[]>>();
  readonly #open = new Map<string, Unknown[]>();
  readonly #schema: SchemaLookup;
  /** Objects that the plan destroys; they are not among the nodes. */
  readonly removed: readonly GraphNode[];
  /** Types of which there may be more objects than the graph shows (a `count` that is not known), with the cause. */
  readonly openTypes: ReadonlyMap<string, Unknown>;

  constructor(
    nodes: Iterable<GraphNode>,
    schema: SchemaLookup,
    more: { removed?: readonly GraphNode[]; openTypes?: ReadonlyMap<string, Unknown> } = {},
  ) {
    this.#schema = schema;
    this.removed = more.removed ?? [];
    this.openTypes = more.openTypes ?? new Map();
    // By address, so that nothing that is derived from the graph depends on the order of its input.
    for (const node of [...nodes].sort((a, b) => (a.address < b.address ? -1 : 1))) {
      this.#nodes.set(node.address, node);
      push(this.#byType, node.type, node);
    }
    this.#connect();
  }

  get size(): number {
    return this.#nodes.size;
  }

  nodes(): Iterable<GraphNode> {
    return this.#nodes.values();
  }

  get(address: string): GraphNode | undefined {
    return this.#nodes.get(address);
  }

  ofType(type: string): readonly GraphNode[] {
    return this.#byType.get(type) ?? [];
  }

  schemaOf(node: GraphNode): ResourceSchema | undefined {
    return this.#schema(node.type);
  }

  /** What `attribute` of the node refers to; inside a list of objects with the element's index (`tiers.0.instance_ids`) or for all. */
  targets(node: GraphNode, attribute: string): Targets {
    return this.#targets.get(node.address)?.get(attribute) ?? NONE;
  }

  /** The objects of `type` whose `attribute` refers to the node, and those that may. */
  referrers(node: GraphNode, type: string, attribute: string): Targets {
    const from = `${type} ${attribute}`;
    const nodes = this.#referrers.get(node.address)?.get(from) ?? NONE.nodes;
    const open = this.#open.get(from) ?? NONE.open;
    const more = this.openTypes.get(type);
    return { nodes, open: more ? [...open, more] : open };
  }

  *edges(): Iterable<Edge> {
    for (const [from, byAttribute] of this.#targets) {
      for (const [attribute, targets] of byAttribute) {
        for (const target of targets.nodes) yield { from, to: target.address, attribute };
      }
    }
  }

  /** The site an object is at; null where its type has no place; unknown where that cannot be told yet. */
  siteOf(node: GraphNode, depth = 0): string | Unknown | null {
    const own = node.values.site;
    if (typeof own === 'string') return own;
    if (depth > 8) return null;
    for (const step of this.#schema(node.type)?.siteFrom ?? []) {
      if (step === 'site') {
        if (isUnknown(own)) return own;
        continue;
      }
      const { nodes, open } = this.targets(node, step);
      const first = nodes[0];
      if (first) return this.siteOf(first, depth + 1);
      if (open[0]) return open[0];
    }
    return null;
  }

  #connect(): void {
    const sites = new Map<string, readonly ReferenceSite[]>();
    const index = new Map<string, GraphNode>();
    for (const [type, nodes] of this.#byType) {
      const schema = this.#schema(type);
      if (schema) sites.set(type, referenceSites(schema));
      indexIdentifiers(nodes, index);
    }
    for (const node of this.#nodes.values()) {
      for (const site of sites.get(node.type) ?? []) this.#connectAttribute(node, site, index);
    }
  }

  #connectAttribute(node: GraphNode, site: ReferenceSite, index: ReadonlyMap<string, GraphNode>): void {
    const first = node.values[site.path[0] as string];
    if (first === null || first === undefined) return;
    const from = `${node.type} ${site.attribute}`;
    for (const { value, at } of elements(node.values, site.path)) {
      const target = this.#resolve(value, site, index);
      if (!target) continue;
      const own = within(this.#targets, node.address);
      addTarget(own, site.attribute, target);
      if (at !== site.attribute) addTarget(own, at, target);
      if (!isUnknown(target)) push(within(this.#referrers, target.address), from, node);
      else if (!isOutside(target)) push(this.#open, from, target);
    }
  }

  #resolve(
    value: Plain,
    site: ReferenceSite,
    index: ReadonlyMap<string, GraphNode>,
  ): GraphNode | Unknown | undefined {
    if (isUnknown(value)) {
      const { ref } = value;
      return (ref && identifies(ref.attribute, site) && this.#nodes.get(ref.address)) || value;
    }
    if (typeof value !== 'string' || value === '') return undefined;
    for (const { type, attribute } of site.targets) {
      const found = index.get(type === '*' ? `* ${value}` : `${type} ${attribute} ${value}`);
      if (found) return found;
    }
    return unknownBecause(`${OUTSIDE}${value}`);
  }
}

/** Whether an attribute is one that tells objects apart: not every value that an object gives is its name. */
function identifies(attribute: string, site: ReferenceSite): boolean {
  const plain = attribute.replace(/\[\d+\]|\.\d+/g, '');
  return plain === 'id' || site.targets.some((target) => target.attribute === plain);
}

const OUTSIDE = 'object outside the graph: ';

/** A literal id of an object that the graph does not hold. It refers to nothing inside, so it opens no question there. */
function isOutside(unknown: Unknown): boolean {
  return unknown.cause.startsWith(OUTSIDE);
}

function addTarget(targets: Map<string, OpenTargets>, attribute: string, target: GraphNode | Unknown): void {
  const found = targets.get(attribute) ?? { nodes: [], open: [] };
  targets.set(attribute, found);
  if (isUnknown(target)) found.open.push(target);
  else found.nodes.push(target);
}

/** The map that stands at a key of another. */
function within<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const found = maps.get(key) ?? new Map<string, T>();
  maps.set(key, found);
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Where in a type's values references stand, lists and nested objects included. */
function referenceSites(schema: ResourceSchema): readonly ReferenceSite[] {
  const found: ReferenceSite[] = [];
  const visit = (attribute: AttributeSchema, path: readonly string[]): void => {
    if (attribute.ref) {
      const name = path.filter((step) => step !== '[]').join('.');
      found.push({ attribute: name, path, targets: attribute.ref.targets });
    }
    if (attribute.items) visit(attribute.items, [...path, '[]']);
    for (const [name, child] of Object.entries(attribute.properties ?? {})) visit(child, [...path, name]);
  };
  for (const [name, attribute] of Object.entries(schema.attributes)) visit(attribute, [name]);
  return found;
}

/** Every string that can serve as an identifier of an object: `id`, `*_id` that the object itself owns, and nested `id`s. */
function indexIdentifiers(nodes: readonly GraphNode[], index: Map<string, GraphNode>): void {
  for (const node of nodes) {
    for (const name in node.values) {
      const value = node.values[name];
      if (typeof value === 'string') {
        if (name !== 'id' && !name.endsWith('_id')) continue;
        index.set(`${node.type} ${name} ${value}`, node);
        if (name === 'id') index.set(`* ${value}`, node);
      } else if (isPlainObject(value) && typeof value.id === 'string') {
        index.set(`${node.type} ${name}.id ${value.id}`, node);
      }
    }
  }
}

/** The values at a path, each with the place of the attribute that holds it: `tiers.0.instance_ids`. */
function* elements(
  values: PlainObject,
  path: readonly string[],
  above = '',
): Iterable<{ value: Plain; at: string }> {
  let current: Plain | undefined = values;
  let at = above;
  for (const [depth, step] of path.entries()) {
    if (isUnknown(current)) break;
    if (step === '[]') {
      if (!Array.isArray(current)) return;
      const rest = path.slice(depth + 1);
      for (const [index, element] of current.entries()) {
        if (rest.length > 0) yield* elements(element, rest, `${at}.${index}`);
        else if (element !== null && element !== undefined) yield { value: element, at };
      }
      return;
    }
    if (!isPlainObject(current)) return;
    at = at === '' ? step : `${at}.${step}`;
    current = current[step];
  }
  if (current !== null && current !== undefined) yield { value: current, at };
}
