/** What has to be done for a plan and in which order. The rules are those of Terraform; see the comments at each. */

import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import { destroysLate } from '../plan/cbd.ts';
import { type Change, createsObject, destroysObject, type Plan } from '../plan/model.ts';
import { OperationGraph, type Vertex } from './executor.ts';

export interface Work {
  readonly kind: 'apply' | 'destroy';
  readonly change: Change;
}

type Node = Vertex<Work>;

interface Applied {
  readonly node: Node;
  readonly change: Change;
}

/** Operations by resource, so that rules between resources do not cost the product of their instances. */
interface Index {
  readonly applies: Map<string, Applied[]>;
  readonly destroys: Map<string, Applied[]>;
  readonly isLate: (applied: Applied) => boolean;
}

/**
 * Plain removals that Terraform would have to do both before and after a replacement (it stops with a cycle) are done
 * late: nothing that still needs the object is changed after it is gone.
 */
export function buildOperations(
  plan: Plan,
  graph: ConfigGraph,
  checkData: ReadonlyMap<string, unknown>,
): OperationGraph<Work> {
  const late = new Set<Change>(plan.changes.filter(destroysLate));
  for (;;) {
    const operations = connect(plan, graph, late, checkData);
    const stuck = operations.stuck();
    if (stuck.length === 0) return operations;
    const before = late.size;
    for (const { work } of stuck)
      if (work?.kind === 'destroy' && isPlainRemoval(work.change)) late.add(work.change);
    if (late.size === before) throw cycle(stuck);
  }
}

const isPlainRemoval = ({ action }: Change): boolean => action === 'delete' || action === 'forget';

function connect(
  plan: Plan,
  graph: ConfigGraph,
  late: ReadonlySet<Change>,
  checkData: ReadonlyMap<string, unknown>,
): OperationGraph<Work> {
  const operations = new OperationGraph<Work>();
  const index: Index = {
    applies: new Map(),
    destroys: new Map(),
    isLate: ({ change }) => late.has(change),
  };
  for (const change of plan.changes) addVertices(operations, index, change);
  orderApplies(operations, index, graph);
  orderDestroys(operations, index);
  if (checkData.size > 0) orderChecks(operations, index, checkData);
  return operations;
}

/** What a check looks at is read when everything else is done. */
function orderChecks(
  operations: OperationGraph<Work>,
  { applies, destroys }: Index,
  checkData: ReadonlyMap<string, unknown>,
): void {
  const reads = [...applies].flatMap(([address, all]) => (checkData.has(address) ? all : []));
  const others = [...applies].flatMap(([address, all]) => (checkData.has(address) ? [] : all));
  orderAll(operations, [...others, ...[...destroys.values()].flat()], reads);
}

function addVertices(operations: OperationGraph<Work>, index: Index, change: Change): void {
  const { action, resourceAddress } = change;
  const apply =
    createsObject(action) || action === 'update' || action === 'read'
      ? operations.add({ kind: 'apply', change })
      : undefined;
  const destroy = destroysObject(action) ? operations.add({ kind: 'destroy', change }) : undefined;
  if (apply) push(index.applies, resourceAddress, { node: apply, change });
  if (destroy) push(index.destroys, resourceAddress, { node: destroy, change });
  // Rule 2, and rule 6 for the same object: a replacement is created after its predecessor is gone, or before.
  if (!apply || !destroy) return;
  if (action === 'create-delete') operations.after(destroy, apply);
  else operations.after(apply, destroy);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Rule 1: what is referred to comes first, also through resources that do not change. */
function orderApplies(operations: OperationGraph<Work>, { applies }: Index, graph: ConfigGraph): void {
  if (applies.size === 0) return;
  const settled = new Map<string, Node>();
  for (const { address } of graph.order) {
    const own = applies.get(address) ?? [];
    const needed = [...graph.dependencies(address)].flatMap((dependency) => settled.get(dependency) ?? []);
    if (own.length === 0 && needed.length === 0) continue;
    const done = operations.add();
    settled.set(address, done);
    if (own.length === 0) for (const before of needed) operations.after(done, before);
    const entry = own.length > 1 && needed.length > 1 ? operations.add() : undefined;
    if (entry) for (const before of needed) operations.after(entry, before);
    for (const { node } of own) {
      for (const before of entry ? [entry] : needed) operations.after(node, before);
      operations.after(done, node);
    }
  }
}

/** Rules 3 to 6, by what the objects in the state depended on when they were made. */
function orderDestroys(operations: OperationGraph<Work>, { applies, destroys, isLate }: Index): void {
  if (destroys.size === 0) return;
  const isEarly = (applied: Applied): boolean => !isLate(applied);
  const before = (earlier: readonly Applied[], later: readonly Applied[]): void =>
    orderAll(operations, earlier, later);
  for (const [address, deaths] of destroys) {
    for (const [needed, dying] of byDependency(deaths)) {
      if (needed === address) continue;
      // Rule 3: dependents die before what they depend on.
      before(dying, destroys.get(needed) ?? []);
      // Rule 4: and before it is changed, unless they die late.
      const changing = (applies.get(needed) ?? []).filter(({ change }) => change.action !== 'read');
      if (changing.length === 0) continue;
      before(dying.filter(isEarly), changing);
      before(changing, dying.filter(isLate));
    }
  }
  // Rule 5: what depended on a deleted object is changed after the deletion, or before a late one.
  for (const [address, changing] of applies) {
    for (const [needed, dependents] of byDependency(changing)) {
      const deaths = needed === address ? undefined : destroys.get(needed);
      if (!deaths) continue;
      before(deaths.filter(isEarly), dependents);
      before(dependents, deaths.filter(isLate));
    }
  }
}

function byDependency(applied: readonly Applied[]): ReadonlyMap<string, Applied[]> {
  const found = new Map<string, Applied[]>();
  for (const one of applied)
    for (const needed of one.change.prior?.dependencies ?? []) push(found, needed, one);
  return found;
}

/** Every one of `later` runs after every one of `earlier`; a join keeps the edges few. */
function orderAll(
  operations: OperationGraph<Work>,
  earlier: readonly Applied[],
  later: readonly Applied[],
): void {
  if (later.length * earlier.length <= later.length + earlier.length) {
    for (const { node } of later) for (const first of earlier) operations.after(node, first.node);
    return;
  }
  const join = operations.add();
  for (const { node } of earlier) operations.after(join, node);
  for (const { node } of later) operations.after(node, join);
}

function cycle(stuck: readonly Vertex<Work>[]): DiagnosticError {
  const names = stuck.flatMap(({ work }) => (work ? [`${work.kind} ${work.change.text}`] : []));
  const detail = `These operations wait for each other: ${names.slice(0, 20).join(', ')}. Please report this with the plan.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-PLAN-CYCLE', 'Cycle', detail));
}
