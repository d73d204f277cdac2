import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRecords, RecordEncoder } from './codec.ts';
import type { JournalRecord } from './record.ts';

const TRIALS = 3000;

const text = fc.string({ unit: 'grapheme' });

const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({ kind: fc.constant('identity' as const), write: fc.nat(), id: text }),
  fc.record({ kind: fc.constant('done' as const), write: fc.nat() }),
  fc.record({ kind: fc.constant('saved' as const), serial: fc.nat(), puts: fc.nat() }),
  fc.record({
    kind: fc.constant('put' as const),
    address: text,
    provider: text,
    objects: fc.array(fc.dictionary(text, text), { maxLength: 2 }),
    gone: fc.array(text, { maxLength: 2 }),
  }),
);

const records = fc.array(record, { minLength: 1, maxLength: 12 });

function bytesOf(all: readonly JournalRecord[]): Buffer {
  const encoder = new RecordEncoder();
  return Buffer.concat(all.map((one) => encoder.encode(one)));
}

/** As they come back: JSON has no undefined and no minus zero. */
const plain = (all: readonly JournalRecord[]): unknown => JSON.parse(JSON.stringify(all));

/** What a power failure, a full disk or a bad block leaves of a file. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('flip' as const),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    bit: fc.integer({ min: 0, max: 7 }),
  }),
  fc.record({
    kind: fc.constant('zero' as const),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    length: fc.integer({ min: 1, max: 64 }),
  }),
);

function damaged(bytes: Buffer, how: ReturnType<typeof damage.generate>['value']): Buffer {
  const at = Math.floor(how.at * bytes.length);
  if (how.kind === 'cut') return bytes.subarray(0, at);
  const copy = Buffer.from(bytes);
  if (how.kind === 'flip') copy[at] = (copy[at] as number) ^ (1 << how.bit);
  else copy.fill(0, at, Math.min(bytes.length, at + how.length));
  return copy;
}

describe('records as bytes', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(records, (all) => {
        expect(decodeRecords(bytesOf(all))).toEqual({ records: plain(all), lost: 0 });
      }),
    );
  });

  test(`${TRIALS} torn or corrupted files: always the beginning of what was written`, () => {
    fc.assert(
      fc.property(records, damage, (all, how) => {
        const whole = bytesOf(all);
        const { records: found } = decodeRecords(damaged(whole, how));
        expect(found).toEqual((plain(all) as unknown[]).slice(0, found.length));
        // Nothing before the damage is given up.
        const untouched = decodeRecords(whole.subarray(0, Math.floor(how.at * whole.length)));
        expect(found.length).toBeGreaterThanOrEqual(untouched.records.length);
      }),
      { numRuns: TRIALS },
    );
  });

  test('a line that is missing in the middle ends what can be believed', () => {
    const lines = bytesOf([
      { kind: 'done', write: 1 },
      { kind: 'done', write: 2 },
      { kind: 'done', write: 3 },
    ])
      .toString()
      .split('\n');
    const bytes = Buffer.from(`${lines[0]}\n${lines[2]}\n`);
    expect(decodeRecords(bytes).records).toEqual([{ kind: 'done', write: 1 }]);
  });
});
