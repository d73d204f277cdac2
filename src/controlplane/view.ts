/** Records as the API shows them. Names on the wire are in snake case, like attribute names. */
import type { JsonObject } from '../client/client.ts';
import { attributesOf, type Shown } from './computed.ts';
import { rfc3339 } from './json.ts';
import { hasFailed, isGone, isReady, statusOf } from './status.ts';
import type { AuditRow, OrderRow, ResourceRow } from './store/port.ts';
import type { World } from './world.ts';

export function objectView(
  world: World,
  row: ResourceRow,
  shown?: Shown,
  order?: OrderRow | null,
): JsonObject {
  const { now } = world;
  const lifecycle = world.plan(row.type)?.schema.lifecycle;
  const filed = order ?? (row.ordered && row.orderId !== null ? world.state.order(row.orderId) : null);
  return {
    type: row.type,
    id: row.id,
    rev: row.rev,
    status: statusOf(row, now),
    ready: lifecycle !== undefined && isReady(row, lifecycle, now),
    failed: lifecycle !== undefined && hasFailed(row, lifecycle, now),
    attributes: attributesOf(world, row, shown),
    ...(row.readyAt !== null && row.readyAt > now && !isGone(row, now)
      ? { ready_at: rfc3339(row.readyAt) }
      : {}),
    ...(filed === null
      ? {}
      : {
          work_order: {
            id: filed.id,
            state: filed.state,
            ...(filed.reason === null ? {} : { reason: filed.reason }),
          },
        }),
  };
}

export function orderView(row: OrderRow): JsonObject {
  return {
    id: row.id,
    kind: row.kind,
    title: { en: row.titles.en, zh: row.titles.zh },
    by: row.by,
    state: row.state,
    type: row.type,
    resource_id: row.resourceId,
    account_id: row.account,
    filed_at: rfc3339(row.filedAt),
    ...(row.decidedAt === null ? {} : { decided_at: rfc3339(row.decidedAt) }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    fills: row.values,
  };
}

export function auditView(row: AuditRow): JsonObject {
  return {
    seq: row.seq,
    at: rfc3339(row.at),
    account_id: row.account,
    actor: row.actor,
    action: row.action,
    type: row.type,
    resource_id: row.resourceId,
    request_id: row.requestId,
    rev_before: row.revBefore,
    rev_after: row.revAfter,
    changes: row.changes,
    previous_hash: row.previousHash,
    hash: row.hash,
  };
}
