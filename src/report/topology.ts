import type { ResourceGraph } from '../graph/graph.ts';
import type { GraphNode } from '../graph/node.ts';
import { isUnknown } from '../graph/plain.ts';

/** A picture of where things are and what they are connected to: sites hold networks, networks hold subnets. */
export interface Topology {
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
}

export interface Box {
  readonly id: string;
  readonly label: string;
  /** Types of resources; `site` for the outermost boxes. */
  readonly kind: string;
  readonly parent?: string;
  /** Other boxes stand inside it. */
  readonly container: boolean;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Attributes that say what an object stands inside of, innermost first. */
const PLACES: readonly string[] = [
  'vswitch_id',
  'vpc_id',
  'nat_gateway_id',
  'slb_id',
  'backend_group_id',
  'route_table_id',
  'security_group_id',
];

export function topologyOf(graph: ResourceGraph): Topology {
  const parents = new Map<string, string>();
  const sites = new Map<string, Box>();
  const managed = [...graph.nodes()].filter((node) => node.mode === 'managed');
  for (const node of managed) {
    const parent = placeOf(graph, node) ?? siteBox(graph, node, sites);
    if (parent !== undefined) parents.set(node.address, parent);
  }
  const containers = new Set(parents.values());
  const boxes = managed.map((node): Box => {
    const parent = parents.get(node.address);
    return {
      id: node.address,
      label: labelOf(node),
      kind: node.type,
      container: containers.has(node.address),
      ...(parent === undefined ? {} : { parent }),
    };
  });
  const links = [...graph.edges()]
    .filter(
      ({ from, to }) =>
        parents.get(from) !== to && graph.get(from)?.mode === 'managed' && graph.get(to)?.mode === 'managed',
    )
    .map(({ from, to, attribute }) => ({ from, to, label: attribute.replace(/_ids?$/, '') }));
  return { boxes: [...sites.values(), ...boxes].toSorted(byId), links: links.toSorted(byEnds) };
}

function placeOf(graph: ResourceGraph, node: GraphNode): string | undefined {
  for (const attribute of PLACES) {
    const target = graph.targets(node, attribute).nodes[0];
    if (target && target.address !== node.address) return target.address;
  }
  return undefined;
}

function siteBox(graph: ResourceGraph, node: GraphNode, sites: Map<string, Box>): string | undefined {
  const site = graph.siteOf(node);
  if (site === null || isUnknown(site)) return undefined;
  const id = `site ${site}`;
  if (!sites.has(id)) sites.set(id, { id, label: site, kind: 'site', container: true });
  return id;
}

function labelOf(node: GraphNode): string {
  const { name, cidr } = node.values;
  const title =
    typeof name === 'string' && name !== '' ? name : node.address.slice(node.address.indexOf('.') + 1);
  const range = typeof cidr === 'string' ? ` ${cidr}` : '';
  return `${node.type.replace(/^ztc_/, '')} ${title}${range}`;
}

function byId(a: Box, b: Box): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byEnds(a: Link, b: Link): number {
  const [x, y] = [`${a.from} ${a.to} ${a.label}`, `${b.from} ${b.to} ${b.label}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Graphviz: containers become clusters; a link to a container ends at its border. */
export function topologyDot(topology: Topology): string {
  const lines = [
    'digraph ztc {',
    '  graph [compound=true rankdir=LR fontname="sans-serif"];',
    '  node [shape=box fontname="sans-serif"];',
  ];
  const names = new Map(topology.boxes.map((box, at) => [box.id, `n${at}`]));
  const children = Map.groupBy(topology.boxes, (box) => box.parent);
  const write = (parent: string | undefined, indent: string): void => {
    for (const box of children.get(parent) ?? []) {
      const name = names.get(box.id) ?? '';
      if (!box.container) {
        lines.push(`${indent}${name} [label=${quoted(box.label)} width=${widthOf(box.label)}];`);
        continue;
      }
      lines.push(`${indent}subgraph cluster_${name} {`, `${indent}  label=${quoted(box.label)};`);
      lines.push(`${indent}  ${name} [shape=point style=invis];`);
      write(box.id, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  write(undefined, '  ');
  const containers = new Set(topology.boxes.filter((box) => box.container).map((box) => box.id));
  for (const { from, to, label } of topology.links) {
    const ends = [
      ...(containers.has(from) ? [`ltail=cluster_${names.get(from)}`] : []),
      ...(containers.has(to) ? [`lhead=cluster_${names.get(to)}`] : []),
    ];
    lines.push(`  ${names.get(from)} -> ${names.get(to)} [label=${quoted(label)} ${ends.join(' ')}];`);
  }
  return [...lines, '}', ''].join('\n');
}

export function topologyMermaid(topology: Topology): string {
  const lines = ['flowchart LR'];
  const names = new Map(topology.boxes.map((box, at) => [box.id, `n${at}`]));
  const children = Map.groupBy(topology.boxes, (box) => box.parent);
  const write = (parent: string | undefined, indent: string): void => {
    for (const box of children.get(parent) ?? []) {
      const name = `${names.get(box.id)}["${box.label.replaceAll('"', '#quot;')}"]`;
      if (!box.container) {
        lines.push(`${indent}${name}`);
        continue;
      }
      lines.push(`${indent}subgraph ${name}`);
      write(box.id, `${indent}  `);
      lines.push(`${indent}end`);
    }
  };
  write(undefined, '  ');
  for (const { from, to, label } of topology.links)
    lines.push(`  ${names.get(from)} -->|${label}| ${names.get(to)}`);
  return [...lines, ''].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Graphviz measures CJK too narrow; a box gets the width that a terminal would give its text, in inches. */
function widthOf(text: string): string {
  let columns = 0;
  for (const char of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        char,
      )
        ? 2
        : 1;
  return (0.3 + columns * 0.1).toFixed(2);
}
