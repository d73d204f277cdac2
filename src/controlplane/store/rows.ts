/** How rows of the embedded store become records, and back. */
import type { SQLOutputValue } from 'node:sqlite';
import type { JsonObject, WorkOrderState } from '../../client/client.ts';
import type { Localized } from '../../schema/model.ts';
import type {
  AllocationRow,
  AuditRow,
  CreationRow,
  EdgeRow,
  OrderRow,
  ResourceRow,
  StateLockRow,
  StateVersionRow,
  TokenRow,
} from './port.ts';

export type Row = Record<string, SQLOutputValue>;

export const map = <T>(row: Row | undefined, to: (row: Row) => T): T | null =>
  row === undefined ? null : to(row);

const text = (value: SQLOutputValue | undefined): string => value as string;
const number = (value: SQLOutputValue | undefined): number => value as number;
const optionalNumber = (value: SQLOutputValue | undefined): number | null => (value ?? null) as number | null;
const optionalText = (value: SQLOutputValue | undefined): string | null => (value ?? null) as string | null;
const json = <T>(value: SQLOutputValue | undefined): T => JSON.parse(value as string) as T;

export function toResource(row: Row): ResourceRow {
  return {
    id: text(row.id),
    account: text(row.account),
    type: text(row.type),
    rev: number(row.rev),
    seq: number(row.seq),
    attributes: json<JsonObject>(row.attributes),
    prior: row.prior === null ? null : json<NonNullable<ResourceRow['prior']>>(row.prior),
    phase: text(row.phase) as ResourceRow['phase'],
    via: text(row.via),
    outcome: text(row.outcome),
    acceptedAt: number(row.accepted_at),
    readyAt: optionalNumber(row.ready_at),
    orderId: optionalText(row.order_id),
    ordered: row.ordered === 1,
    reached: json<Record<string, number>>(row.reached),
    createdAt: number(row.created_at),
    deletedAt: optionalNumber(row.deleted_at),
  };
}

export function fromResource(row: ResourceRow): readonly (string | number | null)[] {
  return [
    row.id,
    row.account,
    row.type,
    row.rev,
    row.seq,
    JSON.stringify(row.attributes),
    row.prior === null ? null : JSON.stringify(row.prior),
    row.phase,
    row.via,
    row.outcome,
    row.acceptedAt,
    row.readyAt,
    row.orderId,
    row.ordered ? 1 : 0,
    JSON.stringify(row.reached),
    row.createdAt,
    row.deletedAt,
  ];
}

export function toEdge(row: Row): EdgeRow {
  return {
    from: text(row.from_id),
    to: text(row.to_id),
    attribute: text(row.attribute),
    weak: row.weak === 1,
  };
}

export function toAllocation(row: Row): AllocationRow {
  return {
    pool: text(row.pool),
    scope: text(row.scope),
    first: number(row.first),
    last: number(row.last),
    owner: text(row.owner),
  };
}

export function toToken(row: Row): TokenRow {
  return {
    account: text(row.account),
    operation: text(row.operation),
    token: text(row.token),
    fingerprint: text(row.fingerprint),
    answer: text(row.answer) === VOID ? null : text(row.answer),
    expires: number(row.expires),
  };
}

/** In the place of an answer, which is JSON and so never empty. */
export const VOID = '';

export function toCreation(row: Row): CreationRow {
  return {
    account: text(row.account),
    token: text(row.token),
    id: text(row.id),
    fingerprint: text(row.fingerprint),
  };
}

export function toStateVersion(row: Row): StateVersionRow {
  return {
    account: text(row.account),
    name: text(row.name),
    version: number(row.version),
    serial: optionalNumber(row.serial),
    lineage: optionalText(row.lineage),
    at: number(row.at),
    who: text(row.who),
    size: number(row.size),
    md5: text(row.md5),
  };
}

export function toStateLock(row: Row): StateLockRow {
  return {
    account: text(row.account),
    name: text(row.name),
    id: text(row.id),
    info: text(row.info),
    who: text(row.who),
    ttlSeconds: optionalNumber(row.ttl_seconds),
    beat: number(row.beat),
    at: number(row.at),
  };
}

export function toOrder(row: Row): OrderRow {
  return {
    id: text(row.id),
    account: text(row.account),
    type: text(row.type),
    resourceId: text(row.resource_id),
    kind: text(row.kind),
    by: text(row.decided_by),
    titles: json<Localized>(row.titles),
    state: text(row.state) as WorkOrderState,
    fills: json<string[]>(row.fills),
    values: json<JsonObject>(row.filled),
    filedAt: number(row.filed_at),
    decidedAt: optionalNumber(row.decided_at),
    reason: optionalText(row.reason),
  };
}

export function fromOrder(row: OrderRow): readonly (string | number | null)[] {
  return [
    row.id,
    row.account,
    row.type,
    row.resourceId,
    row.kind,
    row.by,
    JSON.stringify(row.titles),
    row.state,
    JSON.stringify(row.fills),
    JSON.stringify(row.values),
    row.filedAt,
    row.decidedAt,
    row.reason,
  ];
}

export function toAudit(row: Row): AuditRow {
  return {
    seq: number(row.seq),
    at: number(row.at),
    account: text(row.account),
    actor: text(row.actor),
    action: text(row.action),
    type: text(row.type),
    resourceId: text(row.resource_id),
    requestId: text(row.request_id),
    revBefore: number(row.rev_before),
    revAfter: number(row.rev_after),
    changes: json<JsonObject>(row.changes),
    previousHash: text(row.previous_hash),
    hash: text(row.hash),
  };
}

export function fromAudit(row: AuditRow): readonly (string | number | null)[] {
  return [
    row.seq,
    row.at,
    row.account,
    row.actor,
    row.action,
    row.type,
    row.resourceId,
    row.requestId,
    row.revBefore,
    row.revAfter,
    JSON.stringify(row.changes),
    row.previousHash,
    row.hash,
  ];
}
