/** Schemas of the API's own records, those that no resource type defines. */
import type { JsonObject } from '../client/client.ts';

const text = { type: 'string' };
const time = { type: 'string', format: 'date-time' };
const integer = { type: 'integer' };
const localized = { type: 'object', required: ['en', 'zh'], properties: { en: text, zh: text } };
const map = { type: 'object' };

function record(properties: JsonObject, optional: readonly string[] = []): JsonObject {
  return {
    type: 'object',
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  };
}

function pageOf(name: string): JsonObject {
  const items = { type: 'array', items: { $ref: `#/components/schemas/${name}` } };
  return record({ items, cursor: text, request_id: text }, ['cursor']);
}

const WORK_ORDER_STATE = { type: 'string', enum: ['pending', 'approved', 'rejected', 'withdrawn'] };

export const OPENAPI_RECORDS: Readonly<Record<string, JsonObject>> = {
  Localized: localized,
  WorkOrderState: WORK_ORDER_STATE,
  Object: record(
    {
      type: text,
      id: text,
      rev: integer,
      status: text,
      ready: { type: 'boolean' },
      failed: { type: 'boolean' },
      attributes: map,
      ready_at: time,
      work_order: record({ id: text, state: WORK_ORDER_STATE, reason: text }, ['reason']),
    },
    ['ready_at', 'work_order'],
  ),
  Written: record(
    {
      object: { $ref: '#/components/schemas/Object' },
      warnings: { type: 'array', items: { $ref: '#/components/schemas/Finding' } },
      replayed: { type: 'boolean' },
      gone: { type: 'boolean' },
      request_id: text,
    },
    ['replayed', 'gone'],
  ),
  TokenUse: record(
    {
      done: { type: 'boolean' },
      void: { type: 'boolean' },
      object: { $ref: '#/components/schemas/Object' },
      work_order: { $ref: '#/components/schemas/WorkOrder' },
      warnings: { type: 'array', items: { $ref: '#/components/schemas/Finding' } },
      replayed: { type: 'boolean' },
      gone: { type: 'boolean' },
      request_id: text,
    },
    ['void', 'object', 'work_order', 'warnings', 'replayed', 'gone'],
  ),
  Finding: record(
    {
      rule: text,
      severity: { type: 'string', enum: ['error', 'warning', 'info'] },
      status: { type: 'string', enum: ['violated', 'unknown', 'waived'] },
      message: localized,
      citation: record({ section: text, clause: text }, ['clause']),
      subject: record({ address: text }),
      related: { type: 'array', items: text },
      evidence: { type: 'array', items: map },
      fix: localized,
    },
    [],
  ),
  WorkOrder: record(
    {
      id: text,
      kind: text,
      title: localized,
      by: { type: 'string', enum: ['operator', 'peer_account', 'third_party'] },
      state: WORK_ORDER_STATE,
      type: text,
      resource_id: text,
      account_id: text,
      filed_at: time,
      decided_at: time,
      reason: text,
      fills: map,
    },
    ['decided_at', 'reason'],
  ),
  AuditEntry: record({
    seq: integer,
    at: time,
    account_id: text,
    actor: text,
    action: text,
    type: text,
    resource_id: text,
    request_id: text,
    rev_before: integer,
    rev_after: integer,
    changes: map,
    previous_hash: text,
    hash: text,
  }),
  StateVersion: record(
    {
      name: text,
      version: integer,
      at: time,
      who: text,
      serial: integer,
      lineage: text,
      size: integer,
      deleted: { type: 'boolean' },
    },
    ['serial', 'lineage', 'size', 'deleted'],
  ),
  StateLock: record(
    { id: text, who: text, at: time, ttl_seconds: integer, expired: { type: 'boolean' }, info: map },
    ['ttl_seconds', 'expired'],
  ),
  StateVersionPage: pageOf('StateVersion'),
  ObjectPage: pageOf('Object'),
  WorkOrderPage: pageOf('WorkOrder'),
  AuditPage: pageOf('AuditEntry'),
  Problem: record({ code: text, attribute: text, value: {}, allowed: {}, rule: text, message: localized }, [
    'code',
    'attribute',
    'value',
    'allowed',
    'rule',
  ]),
  Error: record({
    error: {
      type: 'object',
      required: ['code', 'message', 'request_id', 'retryable'],
      properties: {
        code: { $ref: '#/components/schemas/ErrorCode' },
        message: localized,
        request_id: text,
        retryable: { type: 'boolean' },
        attribute: text,
        value: {},
        allowed: {},
        rule: text,
        citation: record({ section: text }),
        findings: { type: 'array', items: { $ref: '#/components/schemas/Finding' } },
        problems: { type: 'array', items: { $ref: '#/components/schemas/Problem' } },
        related: { type: 'array', items: text },
        retry_after: { type: 'number' },
      },
    },
  }),
};
