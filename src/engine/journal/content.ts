/** What the records of a journal come to: the state as it goes on, and the writes whose end nobody has seen. */

import type { IntentRecord, JournalRecord, OpenRecord, PutRecord } from './record.ts';

export interface OpenWrite {
  readonly intent: IntentRecord;
  /** As far as the platform had told it. */
  readonly id?: string;
}

export interface JournalContent {
  readonly opened: OpenRecord;
  /** Serial of the state that was written last, or that the run started from. */
  readonly serial: number;
  /** The last put of each address that this state does not have; in order. */
  readonly puts: ReadonlyMap<string, PutRecord>;
  /** Identities of objects that are gone, by address, since the run started. */
  readonly gone: ReadonlyMap<string, ReadonlySet<string>>;
  /** What resources refer to. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly writes: readonly OpenWrite[];
}

/** Undefined when there is no beginning: nothing was written after it either. */
export function contentOf(records: readonly JournalRecord[]): JournalContent | undefined {
  const [opened] = records;
  if (opened?.kind !== 'open') return undefined;
  const writes = new Map<number, OpenWrite>();
  const puts: PutRecord[] = [];
  const gone = new Map<string, Set<string>>();
  const needs = new Map<string, readonly string[]>();
  let { serial } = opened;
  let saved = 0;
  for (const record of records) {
    if (record.kind === 'intent') writes.set(record.write, { intent: record });
    else if (record.kind === 'identity') {
      const write = writes.get(record.write);
      if (write) writes.set(record.write, { ...write, id: record.id });
    } else if (record.kind === 'done') writes.delete(record.write);
    else if (record.kind === 'put') {
      puts.push(record);
      for (const id of record.gone) into(gone, record.address).add(id);
    } else if (record.kind === 'needs') needs.set(record.of, record.on);
    else if (record.kind === 'saved') ({ serial, puts: saved } = record);
  }
  const last = new Map<string, PutRecord>();
  for (const put of puts.slice(saved)) {
    last.delete(put.address);
    last.set(put.address, put);
  }
  return { opened, serial, puts: last, gone, needs, writes: [...writes.values()] };
}

function into(sets: Map<string, Set<string>>, key: string): Set<string> {
  const known = sets.get(key);
  if (known) return known;
  const made = new Set<string>();
  sets.set(key, made);
  return made;
}
