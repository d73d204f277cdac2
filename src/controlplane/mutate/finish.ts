/** What all accepted writes have in common at the end: decided work orders, the audit trail, rows and edges. */
import type { JsonObject } from '../../client/client.ts';
import { record, redacted } from '../audit.ts';
import type { TypePlan } from '../plans.ts';
import type { EdgeRow, OrderRow, ResourceRow } from '../store/port.ts';
import type { Draft } from '../world.ts';
import type { Caller } from './context.ts';
import { proposedFills, type Started, settle } from './transition.ts';

export const AUTO_OPERATOR = 'auto-operator';

export interface Accepted {
  readonly draft: Draft;
  readonly caller: Caller;
  readonly plan: TypePlan;
  readonly action: string;
  readonly before: ResourceRow | null;
  /** As the audit trail shows them. */
  readonly changes: JsonObject;
}

/** Writes the started operation down and returns the row as it is stored, with its last audit number. */
export function finish(accepted: Accepted, started: Started, edges?: readonly EdgeRow[]): ResourceRow {
  const { draft } = accepted;
  const automatic = started.order !== null && draft.world.settings.operator === 'auto';
  let seq = audit(accepted, started.row, accepted.action, accepted.caller.actor, accepted.changes);
  let row = started.row;
  if (started.order) {
    const order = { ...started.order, values: proposedFills(draft, row, started.order.fills) };
    if (automatic) {
      row = settle(draft, row, transitionOf(accepted.plan, row));
      row = { ...row, prior: null };
      seq = audit({ ...accepted, before: row }, row, 'approve', AUTO_OPERATOR, {});
      draft.add({ put: 'order', row: decided(order, 'approved', draft.world.now, null) });
    } else draft.add({ put: 'order', row: order });
  }
  const stored = { ...row, seq };
  draft.add({ put: 'resource', row: stored });
  if (edges) draft.add({ put: 'edges', of: row.id, ofType: row.type, edges });
  return stored;
}

function audit(
  accepted: Accepted,
  row: ResourceRow,
  action: string,
  actor: string,
  changes: JsonObject,
): number {
  return record(accepted.draft, {
    account: row.account,
    actor,
    action,
    type: row.type,
    resourceId: row.id,
    requestId: accepted.caller.requestId,
    revBefore: accepted.before?.rev ?? 0,
    revAfter: row.rev,
    changes: redacted(accepted.plan.schema, changes),
  });
}

export function decided(
  order: OrderRow,
  state: OrderRow['state'],
  at: number,
  reason: string | null,
): OrderRow {
  return { ...order, state, decidedAt: at, reason };
}

/** The transition that a row is in. A change that needs a work order runs the one of the creation again. */
export function transitionOf(plan: TypePlan, row: ResourceRow) {
  const { create, update, delete: removal } = plan.schema.lifecycle;
  if (row.phase === 'delete') return removal;
  if (row.phase === 'create') return create;
  return row.ordered && !update.order ? create : update;
}
