/**
 * The journal of one state. Together with the state it says everything that has been done: the state as it was written
 * last, and what has changed since then. It outlives a run that does not come to its end.
 */

import { configAddress, parseAddress } from '../../config/address.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { Operation, OperationLog } from '../ports.ts';
import { identitiesOf } from '../state/identity.ts';
import { type InstanceState, NO_DEPOSED, type StateObject } from '../state/model.ts';
import { whoAmI } from '../state/process-identity.ts';
import { instanceJson, type TypeOf } from '../state/write.ts';
import { decodeRecords } from './codec.ts';
import { contentOf, type JournalContent, type OpenWrite } from './content.ts';
import { DependencyNotes } from './dependency-notes.ts';
import type { JournalMedium } from './medium.ts';
import type { IntentRecord, JournalRecord, OpenRecord } from './record.ts';
import { JournalWriter } from './writer.ts';

export interface JournalRun {
  readonly lineage: string;
  /** Of the state that the run starts from. */
  readonly serial: number;
  readonly operation: string;
  readonly date: Date;
  readonly typeOf: TypeOf;
  readonly graph: Pick<ConfigGraph, 'dependencies' | 'transitive'>;
  /** Of earlier runs, still open. */
  readonly carried: readonly OpenWrite[];
}

export interface LoadedJournal {
  /** Undefined when there is nothing to go on from. */
  readonly content: JournalContent | undefined;
  /** Bytes of complete lines at the end that mean nothing. */
  readonly lost: number;
}

export async function loadJournal(medium: JournalMedium): Promise<LoadedJournal> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await medium.load();
  } catch (e) {
    const detail = `The journal of an earlier run cannot be read: ${(e as Error).message}. Without it nobody knows what that run has done.`;
    throw new DiagnosticError(
      errorDiagnostic('ZTC-E-JOURNAL-IO', 'Journal not readable', detail, { file: medium.location }),
    );
  }
  if (!bytes) return { content: undefined, lost: 0 };
  const { records, lost } = decodeRecords(bytes);
  const content = contentOf(records);
  if (!content && lost > 0) throw unreadable(medium.location);
  // A last line without an end was never relied on.
  const complete = bytes.subarray(bytes.length - lost).includes(0x0a);
  return { content, lost: complete ? lost : 0 };
}

function unreadable(file: string): DiagnosticError {
  const detail = `${file} is no journal, or its beginning is damaged. Nobody knows what an earlier run has done. Move the file away and look at a refresh, or restore it.`;
  return new DiagnosticError(
    errorDiagnostic('ZTC-E-JOURNAL-DAMAGED', 'Journal not readable', detail, { file }),
  );
}

/** The journal of a run that changes things. Nothing is written until something is about to be changed. */
export class Journal implements OperationLog {
  readonly #medium: JournalMedium;
  readonly #writer: JournalWriter;
  readonly #run: JournalRun;
  readonly #open = new Map<number, OpenWrite>();
  readonly #numbers = new Map<Operation, number>();
  readonly #notes: DependencyNotes;
  #writes = 0;
  #puts = 0;
  #saved = 0;
  #serial: number;
  #started: Promise<void> | undefined;

  constructor(medium: JournalMedium, run: JournalRun) {
    this.#medium = medium;
    this.#writer = new JournalWriter(medium);
    this.#run = run;
    this.#notes = new DependencyNotes(run.graph);
    this.#serial = run.serial;
    for (const write of run.carried) this.#open.set(this.#writes++, write);
  }

  async begin(operation: Operation): Promise<void> {
    await this.#start();
    const write = this.#writes++;
    const intent = this.#intent(write, operation);
    this.#numbers.set(operation, write);
    this.#open.set(write, { intent });
    try {
      await this.#writer.secure(intent);
    } catch (e) {
      this.#open.delete(write);
      throw e;
    }
  }

  identity(operation: Operation, id: string): void {
    const write = this.#numbers.get(operation);
    const known = write === undefined ? undefined : this.#open.get(write);
    if (write === undefined || !known) return;
    this.#open.set(write, { ...known, id });
    this.#writer.add({ kind: 'identity', write, id });
  }

  put(text: string, before: InstanceState | undefined, after: InstanceState | undefined): void {
    void this.#start().catch(() => {});
    this.#puts += 1;
    const stays = new Set(identitiesOf(after));
    const gone = identitiesOf(before).filter((id) => !stays.has(id));
    const { address, provider } = (after ?? before) as InstanceState;
    const short = after && this.#notes.shortened(after);
    for (const note of short?.notes ?? []) this.#writer.add(note);
    const shown = short?.instance ?? after;
    const objects = shown ? instanceJson(shown, this.#run.typeOf(address.mode, address.type)) : [];
    const needs = short ? { needs: configAddress(address) } : {};
    this.#writer.add({ kind: 'put', address: text, provider, ...needs, objects, gone });
  }

  done(operation: Operation): void {
    const write = this.#numbers.get(operation);
    if (write === undefined) return;
    this.#numbers.delete(operation);
    this.#open.delete(write);
    this.#writer.add({ kind: 'done', write });
  }

  saving(): (serial: number) => void {
    const puts = this.#puts;
    return (serial) => {
      this.#saved = puts;
      this.#serial = serial;
      if (this.#started) this.#writer.add({ kind: 'saved', serial, puts });
    };
  }

  /** Keeps what is still open, and nothing else. */
  async carryOn(): Promise<void> {
    if (this.#open.size === 0) await this.#writer.remove();
    else await this.#writer.restart(this.#beginning());
  }

  /** At the end of the run: what the state has, the journal need not have any more. */
  async close(): Promise<void> {
    if (!this.#started) return;
    await this.#started.catch(() => {});
    await this.#writer.settled();
    if (this.#saved === this.#puts) await this.carryOn();
    await this.#medium.close();
  }

  /** Once; later calls wait for the same. */
  #start(): Promise<void> {
    this.#started ??= this.#writer.restart(this.#beginning());
    return this.#started;
  }

  #beginning(): readonly JournalRecord[] {
    const open = [...this.#open].flatMap(([write, { intent, id }]): JournalRecord[] => [
      { ...intent, write },
      ...(id === undefined ? [] : [{ kind: 'identity', write, id } as const]),
    ]);
    return [this.#opening(), ...open];
  }

  #opening(): OpenRecord {
    const { lineage, operation, date } = this.#run;
    const at = date.toISOString();
    return { kind: 'open', format: 1, lineage, serial: this.#serial, operation, who: whoAmI(), at };
  }

  #intent(write: number, { object, deposed, ...operation }: Operation): IntentRecord {
    const shell = object && instanceJson(asInstance(operation, object), undefined)[0];
    return {
      kind: 'intent',
      write,
      ...operation,
      ...(deposed === undefined ? {} : { deposed }),
      ...(shell === undefined ? {} : { object: shell }),
    };
  }
}

function asInstance(
  { address, provider }: Pick<Operation, 'address' | 'provider'>,
  object: StateObject,
): InstanceState {
  const parsed = parseAddress(address);
  if (!parsed) throw new TypeError(`${address} is no address`);
  return { address: parsed, provider, current: object, deposed: NO_DEPOSED };
}
