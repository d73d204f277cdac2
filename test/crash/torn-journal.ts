/**
 * The engine's journal as a power failure, a bad sector or a full disk leaves it. Whatever is read from it has to be the
 * beginning of what was written, nothing before the damage may be missing, and the next run goes on from it.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { decodeRecords } from '../../src/engine/journal/codec.ts';
import { contentOf } from '../../src/engine/journal/content.ts';
import { JournalFile } from '../../src/engine/journal/file-medium.ts';
import { loadJournal } from '../../src/engine/journal/journal.ts';
import type { JournalRecord } from '../../src/engine/journal/record.ts';
import { JournalWriter } from '../../src/engine/journal/writer.ts';
import { DiagnosticError } from '../../src/values/diagnostic.ts';
import { Random } from '../fuzz/random.ts';

const KINDS = ['cut', 'flipped bit', 'zeroed', 'overwritten'] as const;
const PROVIDER = 'provider["registry.terraform.io/ztc-cdk/ztc"]';

export interface TornJournal {
  readonly seed: number;
  readonly kind: (typeof KINDS)[number];
  readonly at: number;
  /** Records before the damage, and records that were found. */
  readonly expected: number;
  readonly found: number;
  /** What is wrong; nothing, it is to be hoped. */
  readonly problems: readonly string[];
}

/** The same seed does the same. */
export async function tornJournalTrial(seed: number): Promise<TornJournal> {
  const random = new Random(seed);
  const dir = mkdtempSync(join(tmpdir(), 'ztc-torn-journal-'));
  try {
    const medium = new JournalFile(join(dir, 'state.journal'));
    const records = recordsOf(random);
    await written(medium, records, random);
    const whole = readFileSync(medium.location);
    const kind = random.pick(KINDS);
    const at = random.between(0, whole.length - 1);
    writeFileSync(medium.location, damaged(whole, kind, at, random));
    const expected = decodeRecords(whole.subarray(0, at)).records.length;
    const { found, problems } = await look(medium, records, expected);
    return { seed, kind, at, expected, found, problems };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What a run writes: the opening, and then writes whose records overlap. */
function recordsOf(random: Random): JournalRecord[] {
  const records: JournalRecord[] = [
    {
      kind: 'open',
      format: 1,
      lineage: 'l',
      serial: 3,
      operation: 'apply',
      who: 'somebody',
      at: '2026-01-01',
    },
  ];
  const open: number[] = [];
  const writes = random.between(1, 20);
  for (let next = 0; next < writes || open.length > 0; ) {
    if (next < writes && (open.length === 0 || random.chance(0.5))) {
      records.push(intentOf(next, random));
      open.push(next++);
      continue;
    }
    const write = open.splice(random.between(0, open.length - 1), 1)[0] as number;
    // The run ends in the middle of some.
    if (random.chance(0.2)) continue;
    records.push({ kind: 'identity', write, id: `vpc-${write}` });
    if (random.chance(0.2)) continue;
    records.push(putOf(write, random), { kind: 'done', write });
    if (random.chance(0.2))
      records.push({ kind: 'saved', serial: records.length, puts: random.between(0, write) });
  }
  return records;
}

const intentOf = (write: number, random: Random): JournalRecord => ({
  kind: 'intent',
  write,
  action: random.pick(['create', 'update', 'delete'] as const),
  address: `ztc_vpc.v[${write}]`,
  type: 'ztc_vpc',
  provider: PROVIDER,
  token: `token-${write}`,
  generation: 1,
});

const putOf = (write: number, random: Random): JournalRecord => ({
  kind: 'put',
  address: `ztc_vpc.v[${write}]`,
  provider: PROVIDER,
  objects: [
    { schema_version: 0, attributes: { id: `vpc-${write}`, name: '名称 '.repeat(random.between(0, 40)) } },
  ],
  gone: [],
});

/** As the engine writes: some records wait for the disk, others go along with them. */
async function written(
  medium: JournalFile,
  records: readonly JournalRecord[],
  random: Random,
): Promise<void> {
  const writer = new JournalWriter(medium);
  await writer.restart(records.slice(0, 1));
  for (const record of records.slice(1)) {
    if (random.chance(0.3)) await writer.secure(record);
    else writer.add(record);
  }
  await writer.settled();
  await medium.close();
}

function damaged(whole: Buffer, kind: TornJournal['kind'], at: number, random: Random): Buffer {
  if (kind === 'cut') return whole.subarray(0, at);
  const bytes = Buffer.from(whole);
  const end = kind === 'flipped bit' ? at + 1 : Math.min(bytes.length, at + random.between(1, 4096));
  for (let i = at; i < end; i += 1) {
    const before = bytes[i] as number;
    if (kind === 'zeroed') bytes[i] = 0;
    else if (kind === 'overwritten') bytes[i] = random.between(0, 255);
    else bytes[i] = before ^ (1 << random.between(0, 7));
  }
  return bytes;
}

async function look(
  medium: JournalFile,
  records: readonly JournalRecord[],
  expected: number,
): Promise<Pick<TornJournal, 'found' | 'problems'>> {
  const problems: string[] = [];
  const { records: read } = decodeRecords((await medium.load()) ?? new Uint8Array());
  const found = read.length;
  const plain = JSON.parse(JSON.stringify(records)) as JournalRecord[];
  const prefix = plain.slice(0, found);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(read)), prefix))
    problems.push('what is read is not the beginning of what was written');
  if (found < expected) problems.push(`${expected} records lie before the damage, ${found} were read`);
  try {
    const { content } = await loadJournal(medium);
    if (!isDeepStrictEqual(content, contentOf(read))) problems.push('the content is another');
  } catch (e) {
    const told =
      e instanceof DiagnosticError && e.diagnostics.every(({ code }) => code === 'ZTC-E-JOURNAL-DAMAGED');
    // Without its opening it says nothing, and that is told; it is never taken for an empty one.
    if (!told || found > 0) problems.push(`it could not be loaded: ${String(e)}`);
  }
  // And the next run begins anew over it.
  await written(medium, records, new Random(1));
  if (decodeRecords((await medium.load()) ?? new Uint8Array()).records.length !== records.length)
    problems.push('it could not be written again');
  return { found, problems };
}
