/** Writes records in groups: whatever comes in while the disk is busy goes there in one piece, and is flushed once. */

import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { RecordEncoder } from './codec.ts';
import type { JournalMedium } from './medium.ts';
import type { JournalRecord } from './record.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class JournalWriter {
  readonly #medium: JournalMedium;
  readonly #encoder = new RecordEncoder();
  #pieces: Uint8Array[] = [];
  #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;
  /** After an error nobody knows what the end of the file looks like: nothing is added to it any more. */
  #failure: DiagnosticError | undefined;

  constructor(medium: JournalMedium) {
    this.#medium = medium;
  }

  /** Begins anew with these records, when nothing else is on its way. They are on the disk when it resolves. */
  restart(records: readonly JournalRecord[]): Promise<void> {
    this.#failure = undefined;
    this.#encoder.restart();
    const bytes = Buffer.concat(records.map((record) => this.#encoder.encode(record)));
    const replaced = this.#guarded(() => this.#medium.replace(bytes));
    this.#working = replaced.then(
      () => this.#work(),
      () => this.#work(),
    );
    return replaced;
  }

  /** Nothing is left, when nothing else is on its way. */
  remove(): Promise<void> {
    this.#failure = undefined;
    return this.#guarded(() => this.#medium.remove());
  }

  /** Resolves when a power failure cannot take the record any more. */
  secure(record: JournalRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.add(record);
    });
  }

  /** Written soon, and on the disk with the next record that has to be. */
  add(record: JournalRecord): void {
    this.#pieces.push(this.#encoder.encode(record));
    this.#working ??= this.#work();
  }

  /** Everything that has been given is written, or cannot be. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  get failure(): DiagnosticError | undefined {
    return this.#failure;
  }

  async #work(): Promise<void> {
    // What is added in the same turn belongs to the same group.
    await null;
    while (this.#pieces.length > 0) {
      const pieces = this.#pieces.splice(0);
      const waiting = this.#waiting.splice(0);
      try {
        await this.#guarded(() => this.#medium.append(Buffer.concat(pieces), waiting.length > 0));
        for (const { resolve } of waiting) resolve();
      } catch (e) {
        for (const { reject } of waiting) reject(e);
      }
    }
    this.#working = undefined;
  }

  async #guarded(write: () => Promise<void>): Promise<void> {
    if (this.#failure) throw this.#failure;
    try {
      await write();
    } catch (e) {
      this.#failure = e instanceof DiagnosticError ? e : notWritten(e as Error, this.#medium.location);
      throw this.#failure;
    }
  }
}

function notWritten({ message }: Error, file: string): DiagnosticError {
  const detail = `The journal cannot be written: ${message}. Nothing is changed without it. What has been done until now is known to the next run.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-JOURNAL-IO', 'Journal not written', detail, { file }));
}
