/** Bodies of answers as the client's records. */
import type { Finding } from '../findings/finding.ts';
import type {
  AuditEntry,
  Json,
  JsonObject,
  Meta,
  Page,
  RemoteObject,
  StateLock,
  StateVersion,
  WorkOrder,
  Written,
} from './client.ts';

export function remoteObject(value: Json | undefined): RemoteObject {
  const { ready_at: readyAt, work_order: workOrder, ...object } = value as JsonObject;
  return {
    ...object,
    ...(readyAt === undefined ? {} : { readyAt }),
    ...(workOrder === undefined ? {} : { workOrder }),
  } as unknown as RemoteObject;
}

export function written(body: JsonObject): Written {
  return {
    object: remoteObject(body.object),
    warnings: (body.warnings ?? []) as unknown as readonly Finding[],
    replayed: body.replayed === true,
    ...(body.gone === true ? { gone: true } : {}),
    requestId: String(body.request_id),
  };
}

export function page<T>(body: JsonObject, item: (value: Json) => T): Page<T> {
  const items = (body.items as readonly Json[]).map(item);
  return typeof body.cursor === 'string' ? { items, cursor: body.cursor } : { items };
}

export function workOrder(value: Json | undefined): WorkOrder {
  return camel(value) as unknown as WorkOrder;
}

export function auditEntry(value: Json): AuditEntry {
  return camel(value) as unknown as AuditEntry;
}

export function stateVersion(body: Json | undefined): StateVersion {
  const { request_id: _id, ...facts } = body as JsonObject;
  return facts as unknown as StateVersion;
}

export function stateLock(value: Json | undefined): StateLock {
  return camel(value) as unknown as StateLock;
}

export function meta(body: JsonObject): Meta {
  const { request_id: _id, ...facts } = body;
  return camel(facts) as unknown as Meta;
}

/** The record's own names in camel case; what is inside its values stays as it is. */
function camel(value: Json | undefined): JsonObject {
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.map(([name, member]) => [name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase()), member]),
  );
}
