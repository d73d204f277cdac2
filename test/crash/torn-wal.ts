/**
 * The control plane's log as a power failure, a bad sector or a cosmic ray leaves it: cut, flipped, zeroed. Whatever is
 * read from it has to be a prefix of what was written, and nothing before the damage may be missing.
 */
import {
  closeSync,
  cpSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadCatalog } from '../../src/catalog/catalog.ts';
import { connectEmbedded } from '../../src/client/connect.ts';
import type { ControlPlaneOptions } from '../../src/controlplane/api.ts';
import { createControlPlane } from '../../src/controlplane/server.ts';
import { loadRegistry } from '../../src/schema/registry.ts';
import { Random } from '../fuzz/random.ts';

const DATABASE = 'controlplane.sqlite';
const LOG = `${DATABASE}-wal`;
/** Writes that are in the database itself, and those that are in its log only. */
const SETTLED = 10;
const LOGGED = 50;

const KINDS = ['cut', 'flipped bit', 'zeroed', 'overwritten'] as const;

/** A folder as a process that was killed leaves it, and where in its log each write ends. */
export interface TornBase extends Disposable {
  readonly dir: string;
  /** In the order of the writes: how long the log was after each. */
  readonly ends: readonly number[];
  readonly parts: Pick<ControlPlaneOptions, 'registry' | 'catalog'>;
}

export interface TornTrial {
  readonly seed: number;
  readonly kind: (typeof KINDS)[number];
  /** Where in the log the damage begins. */
  readonly at: number;
  /** Writes before the damage, and writes that were found. */
  readonly expected: number;
  readonly found: number;
  /** What is wrong; nothing, it is to be hoped. */
  readonly problems: readonly string[];
}

const body = (at: number) => ({ site: 'sh-jq', cidr: '10.8.0.0/16', name: `v${at}` }) as const;
const tokenOf = (at: number): string => `t${at}`;

export async function tornBase(): Promise<TornBase> {
  const parts = { registry: loadRegistry(), catalog: loadCatalog() };
  const live = mkdtempSync(join(tmpdir(), 'ztc-torn-live-'));
  const dir = mkdtempSync(join(tmpdir(), 'ztc-torn-base-'));
  const ends: number[] = [];
  for (const [from, to] of [
    [0, SETTLED],
    [SETTLED, SETTLED + LOGGED],
  ] as const) {
    const controlPlane = createControlPlane({ dir: live, seed: 1, ...parts });
    const client = connectEmbedded(controlPlane);
    for (let at = from; at < to; at += 1) {
      await client.create('ztc_vpc', body(at), { token: tokenOf(at) });
      ends.push(from === 0 ? 0 : statSync(join(live, LOG)).size);
    }
    // Closing takes the log into the database; what comes after stays in the log, as after a kill.
    if (to > SETTLED) cpSync(live, dir, { recursive: true, filter: (path) => !path.endsWith('-shm') });
    await controlPlane.close();
  }
  rmSync(live, { recursive: true });
  return { dir, ends, parts, [Symbol.dispose]: () => rmSync(dir, { recursive: true }) };
}

/** One damage, and what the control plane makes of it. The same seed does the same. */
export async function tornTrial(base: TornBase, seed: number): Promise<TornTrial> {
  const random = new Random(seed);
  const dir = mkdtempSync(join(tmpdir(), 'ztc-torn-'));
  try {
    cpSync(base.dir, dir, { recursive: true });
    const kind = random.pick(KINDS);
    const at = random.between(0, (base.ends.at(-1) ?? 1) - 1);
    damage(join(dir, LOG), kind, at, random);
    const expected = base.ends.filter((end) => end <= at).length;
    const { found, problems } = await look(dir, base, expected);
    return { seed, kind, at, expected, found, problems };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function damage(path: string, kind: TornTrial['kind'], at: number, random: Random): void {
  const file = openSync(path, 'r+');
  try {
    if (kind === 'cut') {
      ftruncateSync(file, at);
      return;
    }
    const bytes = readFileSync(path);
    const length = kind === 'flipped bit' ? 1 : random.between(1, 8192);
    const piece = Buffer.from(bytes.subarray(at, at + length));
    if (kind === 'flipped bit') piece[0] = (piece[0] ?? 0) ^ (1 << random.between(0, 7));
    else for (let i = 0; i < piece.length; i += 1) piece[i] = kind === 'zeroed' ? 0 : random.between(0, 255);
    writeSync(file, piece, 0, piece.length, at);
  } finally {
    closeSync(file);
  }
}

async function look(
  dir: string,
  base: TornBase,
  expected: number,
): Promise<Pick<TornTrial, 'found' | 'problems'>> {
  const problems: string[] = [];
  const controlPlane = createControlPlane({ dir, ...base.parts });
  const client = connectEmbedded(controlPlane, { attempts: 1 });
  const { items } = await client.list('ztc_vpc', { limit: 200 });
  const names = items.map(({ attributes }) => attributes.name);
  const prefix = names.every((name, at) => name === `v${at}`);
  if (!prefix) problems.push(`what is there is no prefix: ${names.join(' ')}`);
  if (names.length < expected)
    problems.push(`${expected} writes lie before the damage, ${names.length} are there`);
  if ((await client.operate('GET', 'audit/verify')).whole !== true)
    problems.push('the audit trail is broken');
  // Of the writes at the edge the tokens say the same as the objects.
  for (let at = Math.max(0, names.length - 2); at < Math.min(names.length + 2, base.ends.length); at += 1) {
    const known = (await client.answerTo('create', tokenOf(at))) !== null;
    if (known !== at < names.length) problems.push(`the token of write ${at} is ${known ? '' : 'un'}known`);
  }
  // And it can be written on.
  const { object } = await client.create('ztc_vpc', body(names.length), { token: tokenOf(names.length) });
  if (items.some(({ id }) => id === object.id)) problems.push(`${object.id} was given away twice`);
  await controlPlane.close();
  const db = new DatabaseSync(join(dir, DATABASE));
  const check = db.prepare('PRAGMA integrity_check').get()?.integrity_check;
  db.close();
  if (check !== 'ok') problems.push(`the database is damaged: ${String(check)}`);
  return { found: names.length, problems };
}
