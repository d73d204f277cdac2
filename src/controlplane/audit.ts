/** The audit trail: one entry per accepted write, each chained to the one before by its hash. */
import type { Json, JsonObject } from '../client/client.ts';
import type { ResourceSchema } from '../schema/model.ts';
import { canonical, sha256 } from './json.ts';
import type { AuditRow, StateReader } from './store/port.ts';
import type { Draft } from './world.ts';

export type AuditEntryInput = Omit<AuditRow, 'seq' | 'at' | 'previousHash' | 'hash'>;

/** Adds an entry and returns its number. */
export function record(draft: Draft, entry: AuditEntryInput): number {
  const head = draft.auditHead ?? draft.world.state.auditHead();
  const seq = head.seq + 1;
  const body = { ...entry, seq, at: draft.world.now, previousHash: head.hash };
  const row: AuditRow = { ...body, hash: hashOf(body) };
  draft.auditHead = { seq, hash: row.hash };
  draft.add({ put: 'audit', row });
  return seq;
}

function hashOf(entry: Omit<AuditRow, 'hash'>): string {
  const {
    seq,
    at,
    account,
    actor,
    action,
    type,
    resourceId,
    requestId,
    revBefore,
    revAfter,
    changes,
    previousHash,
  } = entry;
  return sha256(
    canonical([
      previousHash,
      seq,
      at,
      account,
      actor,
      action,
      type,
      resourceId,
      requestId,
      revBefore,
      revAfter,
      canonical(changes),
    ]),
  );
}

/** Number of the first entry that does not follow from the one before; null when the trail is whole. */
export function firstBreak(state: StateReader): number | null {
  let previousHash = '';
  let seq = 0;
  for (;;) {
    const page = state.audit(null, seq, 1000);
    for (const row of page) {
      const { hash, ...body } = row;
      if (row.seq !== seq + 1 || row.previousHash !== previousHash || hashOf(body) !== hash) return row.seq;
      seq = row.seq;
      previousHash = hash;
    }
    if (page.length < 1000) return null;
  }
}

const HIDDEN = '(sensitive)';

/** Attribute values as the trail may show them. */
export function redacted(schema: ResourceSchema, values: JsonObject): JsonObject {
  const hide = (name: string, value: Json): Json => {
    const attribute = schema.attributes[name];
    const secret =
      attribute?.sensitive || attribute?.writeOnly || (attribute?.compute && 'secret' in attribute.compute);
    return secret && value !== null ? HIDDEN : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hide(name, value)]));
}
