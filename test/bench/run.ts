/**
 * `npm run bench`: measures what users wait for and writes bench/RESULTS.md. `--only terraform` measures one section
 * (lifecycle, terraform, control-plane, start) and leaves the others in the file; `--large` adds 100,000 resources to the lifecycle;
 * `--sizes 100,1000` is a short run, which is only printed, unless there is `--write`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { controlPlanes } from './control-plane/rates.ts';
import { controlPlaneSection } from './control-plane/report.ts';
import { type Lifecycle, lifecycle } from './lifecycle.ts';
import { lifecycleSection, startSection } from './report.ts';
import { mergedResults, SECTIONS, type Section } from './results-file.ts';
import { imports, shortCommands } from './startup.ts';
import { besideTerraform, DEFAULT_SIZES as TERRAFORM_SIZES } from './terraform/beside.ts';
import { terraformVersion } from './terraform/engines.ts';
import { terraformSection } from './terraform/report.ts';

const ROOT = join(import.meta.dirname, '../..');
const RESULTS = join(ROOT, 'bench/RESULTS.md');
const LIFECYCLE_SIZES: readonly number[] = [100, 1000, 10_000];
const LARGE = 100_000;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

function sizesOf(text: string | undefined): readonly number[] | undefined {
  const sizes = text?.split(',').map(Number);
  if (sizes?.some((size) => !Number.isInteger(size) || size < 50 || size % 50 !== 0))
    throw new Error(`--sizes ${text}: multiples of 50, separated by commas`);
  return sizes?.toSorted((a, b) => a - b);
}

function sectionsOf(text: string | undefined): readonly Section[] {
  const wanted = text?.split(',') ?? SECTIONS;
  const sections = SECTIONS.filter((section) => wanted.includes(section));
  if (sections.length !== wanted.length) throw new Error(`--only ${text}: ${SECTIONS.join(', ')}`);
  return sections;
}

function git(...args: readonly string[]): string {
  return spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout.trim();
}

function note(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

/** Under which the measurements that follow were made. */
function conditions(): string {
  const changed = git('status', '--porcelain', '--', 'src', 'constructs', 'schema') !== '';
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return [
    new Date().toISOString().slice(0, 10),
    `commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with local changes' : ''}`,
    machine,
    `load when it began ${(loadavg()[0] ?? Number.NaN).toFixed(2)}`,
    `Node ${process.versions.node}`,
  ].join('; ');
}

const sizes = sizesOf(values.sizes);

type Lines = readonly string[];

/** Each gives its section, some of them several times, every time with more in it. */
const MEASURE: Readonly<Record<Section, () => AsyncGenerator<Lines>>> = {
  async *lifecycle() {
    const wanted = sizes ?? [...LIFECYCLE_SIZES, ...(values.large ? [LARGE] : [])];
    const lives: Lifecycle[] = [];
    for (const size of wanted) {
      lives.push(lifecycle(size, (what) => note(`${size} resources: ${what}`)));
      yield lifecycleSection(lives);
    }
  },
  async *terraform() {
    const version = terraformVersion();
    for await (const lives of besideTerraform(sizes ?? TERRAFORM_SIZES, note))
      yield terraformSection(lives, version);
  },
  async *'control-plane'() {
    yield controlPlaneSection(await controlPlanes(note));
  },
  async *start() {
    yield startSection(shortCommands(), imports());
  },
};

/** At once: what took an hour is not lost when something after it fails. */
function keep(section: Section, text: string): void {
  if (sizes && !values.write) return;
  mkdirSync(join(ROOT, 'bench'), { recursive: true });
  const before = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '';
  writeFileSync(RESULTS, mergedResults(before, new Map([[section, text]])));
}

for (const section of sectionsOf(values.only)) {
  note(section);
  const under = conditions();
  let text = '';
  for await (const [heading = '', ...body] of MEASURE[section]()) {
    text = [heading, '', `${under}.`, ...body].join('\n');
    keep(section, text);
  }
  process.stdout.write(`${text}\n`);
}
