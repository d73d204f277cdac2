/** Plans as the rules see them: nodes with plain values, and unknowns that say what they will be equal to. */

import { formatResource } from '../../config/address.ts';
import type { ModuleConfig, ResourceConfig } from '../../config/model.ts';
import type { Action, GraphNode } from '../../graph/node.ts';
import { type Plain, type PlainObject, type Unknown, unknownBecause, unknownOf } from '../../graph/plain.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { toPlain } from '../../values/json-value.ts';
import { formatPath } from '../../values/path.ts';
import { type Path, Value } from '../../values/value.ts';
import type { GraphView } from '../ports.ts';
import type { State } from '../state/model.ts';
import type { Change, ChangeAction } from './model.ts';

export const ACTIONS: Readonly<Record<ChangeAction, readonly Action[]>> = {
  'no-op': ['no-op'],
  create: ['create'],
  read: ['read'],
  update: ['update'],
  delete: ['delete'],
  'delete-create': ['delete', 'create'],
  'create-delete': ['create', 'delete'],
};

export function viewOfPlan(changes: readonly Change[], refreshed: State, module: ModuleConfig): GraphView {
  const nodes = new Map<string, GraphNode>();
  const removed: GraphNode[] = [];
  for (const change of changes) {
    if (change.deposed !== undefined) continue;
    if (change.action === 'delete') removed.push(nodeOf(change, change.before));
    else nodes.set(change.text, nodeOf(change, change.after));
  }
  for (const [text, { address, current }] of refreshed.instances) {
    if (address.mode !== 'data' || !current?.value || nodes.has(text)) continue;
    const resource = module.resources.get(formatResource(address));
    nodes.set(text, {
      address: text,
      type: address.type,
      mode: 'data',
      values: plainObject(current.value, text, resource),
      ...provenance(resource),
    });
  }
  return {
    nodes: () => nodes.values(),
    node: (address) => nodes.get(address),
    removed: () => removed,
  };
}

export function nodeOf(change: Change, value: Value): GraphNode {
  const { text, address, resource, before, action } = change;
  const sensitive = new Set(change.sensitiveAfter.flatMap(([first]) => (typeof first === 'string' ? [first] : [])));
  return {
    address: text,
    type: address.type,
    mode: address.mode,
    values: plainObject(value, text, resource),
    ...(before.isNull ? {} : { prior: plainObject(before, text, undefined) }),
    actions: ACTIONS[action],
    ...provenance(resource),
    ...(sensitive.size > 0 ? { sensitive } : {}),
  };
}

export function provenance(resource: ResourceConfig | undefined): Pick<GraphNode, 'constructPath' | 'source'> {
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

function plainObject(value: Value, text: string, resource: ResourceConfig | undefined): PlainObject {
  if (value.isNull) return {};
  return toPlain(value, (_unknown, path) => unknownAt(path, text, resource)) as PlainObject;
}

/** An argument that is nothing but a reference will be equal to what it refers to. */
function unknownAt(path: Path, text: string, resource: ResourceConfig | undefined): Plain {
  const steps = path.map((step) => (step instanceof Value ? 0 : step));
  const written = resource && jsonAt(resource.body.json, steps);
  const referred = typeof written === 'string' ? referenceOf(written) : undefined;
  if (referred) return referred;
  if (written !== undefined && written !== null) return unknownBecause(`${text}.${formatPath(path)}`);
  return unknownOf({ address: text, attribute: steps.filter((s) => typeof s === 'string').join('.') });
}

function jsonAt(json: Json, steps: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = json;
  for (const step of steps) {
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(step)];
    else if (isJsonObject(current)) current = current[step];
    else return current;
  }
  return current;
}

const REFERENCE =
  /^\$\{\s*((?:data\.)?[\p{L}_][\p{L}\p{N}_-]*\.[\p{L}_][\p{L}\p{N}_-]*(?:\[(?:\d+|"[^"\\$%]*")\])?)\.([\p{L}\p{N}_.-]+)\s*\}$/u;
const NO_RESOURCE = /^(?:var|local|each|count|self|path|terraform|module)\./;

function referenceOf(written: string): Unknown | undefined {
  const match = REFERENCE.exec(written);
  const [, address = '', attribute = ''] = match ?? [];
  return match && !NO_RESOURCE.test(address) ? unknownOf({ address, attribute }) : undefined;
}
