/** One size of the design through its whole life: synth, audit, plan, apply, plan without changes, destroy. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn, type Measured, medianOf, once, type Sample } from './measure.ts';

const ROOT = join(import.meta.dirname, '../..');
const ZTC = join(ROOT, 'bin/ztc');
/** What an apply leaves. */
const PLATFORM = ['.ztc', 'terraform.bench.tfstate', 'terraform.bench.tfstate.backup'];

export const STEPS = {
  bare: 'bare cdktf: synth, nothing validated',
  app: 'our App: synth, validated and judged',
  synth: '`ztc synth`',
  auditDesign: '`ztc audit` of cdktf.out',
  plan: '`ztc plan`, everything new',
  auditPlan: '`ztc audit` of that plan as JSON',
  apply: '`ztc apply`, embedded, signed, durable',
  replan: '`ztc plan`, no changes, refreshed',
  replanOffline: '`ztc plan --refresh=false`, no changes',
  destroy: '`ztc destroy`',
} as const;

export type Step = keyof typeof STEPS;

export interface Lifecycle {
  readonly resources: number;
  readonly steps: Readonly<Record<Step, Measured>>;
}

export function lifecycle(resources: number, note: (text: string) => void): Lifecycle {
  const dir = mkdtempSync(join(tmpdir(), 'ztc-bench-'));
  try {
    const app = `node ${JSON.stringify(join(import.meta.dirname, 'app-ztc.ts'))}`;
    writeFileSync(
      join(dir, 'cdktf.json'),
      JSON.stringify({ language: 'typescript', app, output: 'cdktf.out' }),
    );
    const env = { BENCH_RESOURCES: String(resources), ZTC_LANG: 'en' };
    const ztc = (...args: string[]): Sample => once({ cwd: dir, command: [ZTC, ...args], env });
    const node = (file: string, out: string): Sample =>
      once({
        cwd: dir,
        command: [process.execPath, join(import.meta.dirname, file)],
        env: { ...env, CDKTF_OUTDIR: out },
      });
    const rounds = roundsFor(resources);
    note('synth');
    const made = inTurn(rounds, {
      bare: () => node('app-bare.ts', 'bare.out'),
      app: () => node('app-ztc.ts', 'cdktf.out'),
      synth: () => ztc('synth'),
    });
    ztc('plan', '--quiet', '--out', 'plan.json');
    note('audit and plan');
    const judged = inTurn(rounds, {
      auditDesign: () => ztc('audit'),
      auditPlan: () => ztc('audit', 'plan.json'),
      plan: () => ztc('plan', '--quiet'),
    });
    note('apply, plan, destroy');
    const lives = livesOf(dir, rounds, ztc);
    return { resources, steps: { ...made, ...judged, ...lives } };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Ztc = (...args: string[]) => Sample;

/** Each life begins with an empty platform. */
function livesOf(dir: string, rounds: number, ztc: Ztc) {
  const samples = { apply: [], replan: [], replanOffline: [], destroy: [] } as Record<
    'apply' | 'replan' | 'replanOffline' | 'destroy',
    Sample[]
  >;
  ztc('synth');
  for (let round = 0; round < rounds; round += 1) {
    for (const name of PLATFORM) rmSync(join(dir, name), { recursive: true, force: true });
    samples.apply.push(ztc('apply', '--quiet', '--auto-approve', '--operator', 'auto'));
    // An exit code of 2 would mean that there are changes.
    samples.replan.push(ztc('plan', '--quiet', '--detailed-exitcode'));
    samples.replanOffline.push(ztc('plan', '--quiet', '--detailed-exitcode', '--refresh=false'));
    samples.destroy.push(ztc('destroy', '--quiet', '--auto-approve', '--operator', 'auto'));
  }
  return {
    apply: medianOf(samples.apply),
    replan: medianOf(samples.replan),
    replanOffline: medianOf(samples.replanOffline),
    destroy: medianOf(samples.destroy),
  };
}

/** Short runs vary more and cost less. */
function roundsFor(resources: number): number {
  if (resources <= 100) return 7;
  if (resources <= 1000) return 5;
  return resources <= 10_000 ? 3 : 1;
}
