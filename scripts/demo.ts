/**
 * `npm run demo`: the whole flow on the two-site landing zone, in a folder of its own (.demo). Every step states what it
 * expects and the demo fails when something else happens.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const WORK = join(ROOT, '.demo');
const ZTC = join(ROOT, 'bin/ztc');
const BROKEN_FINDINGS = 15;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
}

/** Runs `ztc` in the demo's folder; progress goes straight to the terminal, results are kept. */
function ztc(
  args: readonly string[],
  show: 'result' | 'end' | 'quiet' = 'result',
  project = 'landing-zone',
): Outcome {
  console.log(`\n$ ztc ${args.join(' ')}`);
  const { ZTC_ENDPOINT: _endpoint, ...env } = process.env;
  const done = spawnSync(ZTC, args, {
    cwd: join(WORK, project),
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  if (done.error) throw done.error;
  if (show === 'result') process.stdout.write(done.stdout);
  if (show === 'end') process.stdout.write(lastLines(done.stdout, 12));
  return { code: done.status ?? 1, stdout: done.stdout };
}

/** The end of a long answer, and how much of it is left out. */
function lastLines(text: string, count: number): string {
  const lines = text.trimEnd().split('\n');
  const left = lines.length - count;
  return `${[...(left > 0 ? [`… ${left} lines`] : []), ...lines.slice(-count)].join('\n')}\n`;
}

/** Progress of hundreds of objects is for terminals that can redraw a line. */
const PROGRESS = process.stderr.isTTY ? [] : ['--quiet'];

function expect(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) process.exit(1);
}

function prepare(): void {
  rmSync(WORK, { recursive: true, force: true });
  for (const example of ['landing-zone', 'broken-landing-zone']) {
    const dir = join(WORK, example);
    mkdirSync(dir, { recursive: true });
    const app = `node ${join('..', '..', 'examples', example, 'main.ts')}`;
    writeFileSync(
      join(dir, 'cdktf.json'),
      `${JSON.stringify({ language: 'typescript', app, output: 'cdktf.out' }, null, 2)}\n`,
    );
  }
}

function title(text: string): void {
  console.log(`\n== ${text}`);
}

interface PlanJson {
  readonly resource_changes?: readonly { readonly change: { readonly actions: readonly string[] } }[];
}

function changes(plan: PlanJson): number {
  return (plan.resource_changes ?? []).filter((change) =>
    change.change.actions.some((action) => action !== 'no-op' && action !== 'read'),
  ).length;
}

interface StatusJson {
  readonly objects: number;
}

function main(): void {
  prepare();
  title('TypeScript becomes cdk.tf.json, judged by the whitepaper');
  expect('the landing zone is valid', ztc(['synth']).code === 0);

  title('a plan, then running resources on the local control plane');
  const first = ztc(['plan', '--json'], 'quiet');
  const planned = changes(JSON.parse(first.stdout) as PlanJson);
  expect(`the plan creates ${planned} resources, at least 120`, first.code === 0 && planned >= 120);
  expect(
    'the apply succeeds',
    ztc(['apply', '--auto-approve', '--operator', 'auto', ...PROGRESS], 'end').code === 0,
  );
  const applied = ztc(['state', 'list'], 'quiet')
    .stdout.trim()
    .split('\n')
    .filter((address) => !address.startsWith('data.')).length;
  expect(`${applied} resources applied`, applied === planned);

  title('the second plan is empty');
  expect('nothing to do', ztc(['plan', '--detailed-exitcode']).code === 0);

  title('somebody changes a bandwidth in the console');
  const touched = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/change-in-console.ts'), 'ztc_eip', 'bandwidth_mbps', '7'],
    {
      cwd: join(WORK, 'landing-zone'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  process.stdout.write(touched.stdout);
  expect('the change was made', touched.status === 0);
  expect('drift is found', ztc(['drift']).code === 2);
  expect(
    'and repaired by an apply',
    ztc(['apply', '--auto-approve', '--operator', 'auto', ...PROGRESS], 'end').code === 0,
  );
  expect('no drift is left', ztc(['drift']).code === 0);

  title('a design with 15 mistakes is refused');
  const refused = ztc(['synth', '--json'], 'quiet', 'broken-landing-zone');
  const violated = violations(refused.stdout);
  ztc(['synth'], 'quiet', 'broken-landing-zone');
  expect(
    `refused with ${violated.length} findings: ${violated.join(' ')}`,
    refused.code === 1 && violated.length === BROKEN_FINDINGS,
  );

  title('everything is destroyed');
  expect('the destroy succeeds', ztc(['destroy', '--auto-approve', ...PROGRESS], 'end').code === 0);
  const left = (JSON.parse(ztc(['controlplane', 'status', '--json'], 'quiet').stdout) as StatusJson).objects;
  expect(`${left} objects are left in the control plane`, left === 0);
  console.log(
    `\ndemo: ${applied} resources applied, second plan empty, 1 drift found and repaired, broken example refused with ${violated.length} findings, ${left} objects left after destroy`,
  );
}

function violations(stdout: string): string[] {
  const report = JSON.parse(stdout) as { findings: { rule: string; status: string; severity: string }[] };
  return report.findings
    .filter((finding) => finding.status === 'violated' && finding.severity !== 'info')
    .map((finding) => finding.rule);
}

main();
rmSync(WORK, { recursive: true, force: true });
// The version that was shown, for reports of problems.
console.log(
  `ztc-cdk ${(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version}, Node ${process.versions.node}`,
);
