/** Plans as the rules see them: nodes with plain values, and unknowns that say what they will be equal to. */

import { configAddress } from '../../config/address.ts';
import type { ResourceConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { type Action, type GraphNode, OUTPUT } from '../../graph/node.ts';
import { type Plain, type PlainObject, type Unknown, unknownBecause, unknownOf } from '../../graph/plain.ts';
import { toPlain } from '../../values/json-value.ts';
import { formatPath } from '../../values/path.ts';
import { asMap, type Path, type Value } from '../../values/value.ts';
import type { GraphView } from '../ports.ts';
import type { State } from '../state/model.ts';
import type { Change, ChangeAction, OutputChange, Plan } from './model.ts';

export const ACTIONS: Readonly<Record<ChangeAction, readonly Action[]>> = {
  'no-op': ['no-op'],
  create: ['create'],
  read: ['read'],
  update: ['update'],
  delete: ['delete'],
  'delete-create': ['delete', 'create'],
  'create-delete': ['create', 'delete'],
  forget: ['forget'],
};

export function viewOfPlan(
  { changes, outputs }: Pick<Plan, 'changes' | 'outputs'>,
  refreshed: State,
  tree: ConfigTree,
): GraphView {
  const origins = new Origins();
  for (const change of changes) if (!leaves(change)) origins.register(change);
  const nodes = new Map<string, GraphNode>();
  const removed: GraphNode[] = [];
  for (const change of changes) {
    if (change.deposed !== undefined) continue;
    if (leaves(change)) removed.push(nodeOf(change, change.before, origins));
    else nodes.set(change.text, nodeOf(change, change.after, origins));
  }
  for (const [text, { address, current }] of refreshed.instances) {
    if (address.mode !== 'data' || !current?.value || nodes.has(text)) continue;
    const resource = tree.resources.get(configAddress(address));
    const values = origins.plain(current.value, text, resource);
    nodes.set(text, { address: text, type: address.type, mode: 'data', values, ...provenance(resource) });
  }
  for (const output of outputs) {
    const node = outputNode(output, origins, tree);
    if (node) nodes.set(node.address, node);
  }
  return {
    nodes: () => nodes.values(),
    node: (address) => nodes.get(address),
    removed: () => removed,
  };
}

const leaves = ({ action }: Change): boolean => action === 'delete' || action === 'forget';

function outputNode(
  { name, after, sensitive }: OutputChange,
  origins: Origins,
  tree: ConfigTree,
): GraphNode | undefined {
  if (!after) return undefined;
  const address = `output.${name}`;
  const description = tree.root.outputs.get(name)?.description;
  const value = origins.plainValue(after, address);
  const values = { value, ...(description === undefined ? {} : { description }) };
  return {
    address,
    type: OUTPUT,
    mode: 'data',
    values,
    ...(sensitive ? { sensitive: new Set(['value']) } : {}),
  };
}

export function nodeOf(change: Change, value: Value, origins: Origins): GraphNode {
  const { text, address, resource, before, action } = change;
  const sensitive = new Set(
    change.sensitiveAfter.flatMap(([first]) => (typeof first === 'string' ? [first] : [])),
  );
  const values = origins.plain(value, text, resource);
  return {
    address: text,
    type: address.type,
    mode: address.mode,
    values,
    ...(before.isNull ? {} : { prior: before === value ? values : origins.plain(before, text, undefined) }),
    actions: ACTIONS[action],
    ...provenance(resource),
    ...(sensitive.size > 0 ? { sensitive } : {}),
  };
}

export function provenance(
  resource: ResourceConfig | undefined,
): Pick<GraphNode, 'constructPath' | 'source'> {
  if (!resource) return {};
  const { constructPath, source } = resource.meta;
  return {
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(source ? { source } : { source: sourceOf(resource) }),
  } as Pick<GraphNode, 'constructPath' | 'source'>;
}

function sourceOf({ place }: ResourceConfig): GraphNode['source'] | undefined {
  const { file, line, column } = place.where('key');
  if (file === undefined || line === undefined) return undefined;
  return { file, line, ...(column === undefined ? {} : { column }) };
}

/**
 * Which unknown is which: one that a provider made for an attribute goes through expressions as the very same object,
 * so identity tells what another unknown will be equal to.
 */
export class Origins {
  readonly #origins = new WeakMap<Value, Unknown>();

  register({ after, config, text }: Change): void {
    if (after.state !== 'known' || after.whollyKnown) return;
    const given = config?.state === 'known' ? asMap(config) : undefined;
    for (const [name, value] of asMap(after)) {
      if (value.isKnown || given?.get(name) === value) continue;
      this.#origins.set(value, unknownOf({ address: text, attribute: name }));
    }
  }

  plain(value: Value, text: string, resource: ResourceConfig | undefined): PlainObject {
    if (value.state !== 'known') return {};
    return toPlain(value, (part, path) => this.#of(part, path, text, resource)) as PlainObject;
  }

  /** A value that stands on its own, such as an output's. */
  plainValue(value: Value, text: string): Plain {
    return toPlain(value, (part, path) => this.#of(part, path, text, undefined)) as Plain;
  }

  #of(part: Value, path: Path, text: string, resource: ResourceConfig | undefined): Unknown {
    const known = this.#origins.get(part);
    if (known) return known;
    const [first] = path;
    const expression = typeof first === 'string' ? resource?.body.get(first) : undefined;
    const reference = expression?.references()[0];
    const cause = reference ? reference.source.snippet(reference.traversal) : `${text}.${formatPath(path)}`;
    return unknownBecause(cause);
  }
}
