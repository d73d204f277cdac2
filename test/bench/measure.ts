/** Whole processes, from start to end: wall time, and the peak memory of the largest process of the command. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface Sample {
  readonly seconds: number;
  readonly mib: number;
}

export interface Measured extends Sample {
  /** Number of runs that the medians are of. */
  readonly runs: number;
}

export interface Command {
  readonly cwd: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Exit code that means success. */
  readonly code?: number;
  readonly longestMs?: number;
}

/** The command was ended because it took longer than it was given. */
export class TooLongError extends Error {
  readonly seconds: number;
  constructor(command: readonly string[], ms: number) {
    super(`${command.join(' ')} took more than ${ms / 1000} s`);
    this.seconds = ms / 1000;
  }
}

const PROBE = join(import.meta.dirname, 'max-rss.cjs');
const LONGEST_MS = 15 * 60_000;

/** Runs the command once. Throws with its output when it fails: a failed command has no time. */
export function once(what: Command): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'ztc-bench-rss-'));
  try {
    const [seconds] = timed(what, { NODE_OPTIONS: `--require=${PROBE}`, BENCH_RSS_DIR: folder });
    const peaks = readdirSync(folder).map((name) => Number(readFileSync(join(folder, name), 'utf8')));
    return { seconds, mib: Math.max(0, ...peaks) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As `once`, without the probe: for commands so short that loading it would show. */
export function onceBare(what: Command): Sample {
  const [seconds] = timed(what, {});
  return { seconds, mib: Number.NaN };
}

function timed(
  { cwd, command, env, code = 0, longestMs = LONGEST_MS }: Command,
  more: Record<string, string>,
): [seconds: number] {
  const [program, ...args] = command;
  const { ZTC_ENDPOINT: _endpoint, NODE_OPTIONS: _options, ...own } = process.env;
  const start = process.hrtime.bigint();
  const done = spawnSync(program, args, {
    cwd,
    env: {
      ...own,
      PATH: `${dirname(process.execPath)}${delimiter}${own.PATH ?? ''}`,
      ...env,
      ...more,
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if ((done.error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
    throw new TooLongError(command, longestMs);
  if (done.error) throw done.error;
  if (done.status !== code) throw new Error(failure(command, done));
  return [seconds];
}

function failure(command: readonly string[], { status, stdout, stderr }: SpawnSyncReturns<string>): string {
  return `${command.join(' ')} ended with ${status}\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`;
}

/** The commands in turn, so that what slows the machine for a while slows all of them; then the median of each. */
export function inTurn<Name extends string>(
  rounds: number,
  steps: Readonly<Record<Name, () => Sample>>,
): Record<Name, Measured> {
  const names = Object.keys(steps) as Name[];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) samples.get(name)?.push(steps[name]());
  }
  return Object.fromEntries(names.map((name) => [name, medianOf(samples.get(name) ?? [])])) as Record<
    Name,
    Measured
  >;
}

export function medianOf(samples: readonly Sample[]): Measured {
  return {
    seconds: median(samples.map((sample) => sample.seconds)),
    mib: median(samples.map((sample) => sample.mib)),
    runs: samples.length,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}
