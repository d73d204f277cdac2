/** How an accepted operation changes a row: status now, status later, and the work order it waits for. */
import type { JsonObject } from '../../client/client.ts';
import type { Transition, WorkOrderSpec } from '../../schema/model.ts';
import { attributeOf } from '../computed.ts';
import { valueAt } from '../json.ts';
import { duration } from '../status.ts';
import type { OrderRow, ResourceRow } from '../store/port.ts';
import type { Draft } from '../world.ts';

export interface Started {
  readonly row: ResourceRow;
  /** Filed by this operation; decided already when the operator is automatic. */
  readonly order: OrderRow | null;
}

/** Starts an operation on a row that has its new values already. */
export function start(
  draft: Draft,
  row: ResourceRow,
  phase: ResourceRow['phase'],
  transition: Transition,
): Started {
  const { now } = draft.world;
  const running: ResourceRow = {
    ...row,
    phase,
    via: transition.via,
    outcome: transition.to,
    acceptedAt: now,
    readyAt: null,
    ordered: false,
    reached: { [transition.via]: now, ...row.reached },
    deletedAt: null,
  };
  const spec = transition.order;
  if (!spec || !isNeeded(spec, row.attributes))
    return { row: settle(draft, running, transition), order: null };
  const order = file(draft, running, spec);
  return { row: { ...running, orderId: order.id, ordered: true }, order };
}

/** Fixes when the operation ends. Nothing holds it up any more. */
export function settle(draft: Draft, row: ResourceRow, transition: Transition): ResourceRow {
  const { now, settings } = draft.world;
  const key = `${row.id} ${row.rev} ${row.phase}`;
  const readyAt = now + duration(transition, settings.profile, settings.seed, key);
  const accepted = row.ordered ? transition.accepted : undefined;
  return {
    ...row,
    ...(accepted === undefined ? {} : { via: accepted }),
    readyAt,
    // A status counts as reached from its first time on: what became known then stays known while a change runs.
    reached: {
      ...(accepted === undefined ? {} : { [accepted]: now }),
      [transition.to]: readyAt,
      ...row.reached,
    },
    deletedAt: row.phase === 'delete' ? readyAt : null,
  };
}

function isNeeded(spec: WorkOrderSpec, values: JsonObject): boolean {
  if (spec.when === undefined) return true;
  const value = valueAt(values, spec.when) ?? null;
  return value !== null && value !== false;
}

function file(draft: Draft, row: ResourceRow, spec: WorkOrderSpec): OrderRow {
  return {
    id: draft.id('wo'),
    account: row.account,
    type: row.type,
    resourceId: row.id,
    kind: spec.kind,
    by: decider(spec, row.attributes),
    titles: spec.titles,
    state: 'pending',
    fills: spec.fills,
    values: {},
    filedAt: draft.world.now,
    decidedAt: null,
    reason: null,
  };
}

function decider(spec: WorkOrderSpec, values: JsonObject): string {
  const other = spec.byWhen;
  return other && valueAt(values, other.attribute) === other.equals ? other.by : spec.by;
}

/** What an approval would set by itself: the values that the platform has reserved or derives. */
export function proposedFills(draft: Draft, row: ResourceRow, fills: readonly string[]): JsonObject {
  const later = {
    ...row,
    reached: Object.fromEntries(Object.keys(row.reached).map((status) => [status, 0])),
  };
  const known = { ...later, reached: { ...later.reached, [row.outcome]: 0 } };
  return Object.fromEntries(fills.map((name) => [name, attributeOf(draft.world, known, name)]));
}
