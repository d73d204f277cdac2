/**
 * Records as bytes: a line each, a checksum and JSON. A checksum covers all lines before it too, so that what can be read
 * is always the beginning of what was written, whatever was cut, flipped or lost behind it.
 */

import { crc32 } from 'node:zlib';
import { parseJson, writeJson } from '../../values/json.ts';
import type { JournalRecord } from './record.ts';

const SUM = 8;
const NEWLINE = 0x0a;

export class RecordEncoder {
  #sum = 0;

  encode(record: JournalRecord): Uint8Array {
    const text = writeJson(record as never);
    this.#sum = crc32(text, this.#sum);
    return Buffer.from(`${this.#sum.toString(16).padStart(SUM, '0')} ${text}\n`);
  }

  /** The next line is the first again. */
  restart(): void {
    this.#sum = 0;
  }
}

export interface Decoded {
  readonly records: readonly JournalRecord[];
  /** How many bytes behind them mean nothing: an unfinished last line, or damage. */
  readonly lost: number;
}

export function decodeRecords(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: JournalRecord[] = [];
  let sum = 0;
  let at = 0;
  for (let end = buffer.indexOf(NEWLINE, at); end >= 0; end = buffer.indexOf(NEWLINE, at)) {
    const text = buffer.toString('utf8', at + SUM + 1, end);
    const next = crc32(text, sum);
    if (buffer.toString('latin1', at, at + SUM + 1) !== `${next.toString(16).padStart(SUM, '0')} `) break;
    const record = parsed(text);
    if (!record) break;
    records.push(record);
    sum = next;
    at = end + 1;
  }
  return { records, lost: buffer.length - at };
}

function parsed(text: string): JournalRecord | undefined {
  try {
    return parseJson(text) as unknown as JournalRecord;
  } catch {
    return undefined;
  }
}
