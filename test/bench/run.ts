/**
 * `npm run bench`: measures what users wait for and writes bench/RESULTS.md. With `--sizes 100,1000` it is a short run, which
 * is only printed; `--write` keeps it all the same.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lifecycle } from './lifecycle.ts';
import { markdown } from './report.ts';
import { imports, shortCommands } from './startup.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEFAULT_SIZES = '100,1000,10000';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: DEFAULT_SIZES }, write: { type: 'boolean', default: false } },
});

function sizesOf(text: string): readonly number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 50 || size % 50 !== 0)) {
    throw new Error(`--sizes ${text}: multiples of 50, separated by commas`);
  }
  return sizes.toSorted((a, b) => a - b);
}

function git(...args: readonly string[]): string {
  return spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout.trim();
}

function note(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

note('short commands and imports');
const sizes = sizesOf(values.sizes);
const dirty =
  git('status', '--porcelain', '--', 'src', 'constructs', 'schema') === '' ? '' : ' with local changes';
const results = {
  date: new Date().toISOString().slice(0, 10),
  commit: `${git('rev-parse', '--short', 'HEAD')}${dirty}`,
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  load: loadavg()[0] ?? Number.NaN,
  node: process.versions.node,
  short: shortCommands(),
  imports: imports(),
  lives: sizes.map((size) => lifecycle(size, (what) => note(`${size} resources: ${what}`))),
};
const text = markdown(results);
process.stdout.write(text);
if (values.write || values.sizes === DEFAULT_SIZES) {
  mkdirSync(join(ROOT, 'bench'), { recursive: true });
  writeFileSync(join(ROOT, 'bench/RESULTS.md'), text);
}
