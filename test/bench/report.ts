/** Measurements as bench/RESULTS.md shows them. */
import { type Lifecycle, STEPS, type Step } from './lifecycle.ts';
import type { Measured } from './measure.ts';
import type { Beside } from './startup.ts';

export interface Results {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  /** Of the last minute before the first measurement: other work on the machine shows in everything. */
  readonly load: number;
  readonly node: string;
  readonly short: readonly Beside[];
  readonly imports: readonly Beside[];
  readonly lives: readonly Lifecycle[];
}

export function markdown(results: Results): string {
  const { lives, short, imports } = results;
  return [
    '# Measurements',
    '',
    'Written by `npm run bench`. Whole processes, started and ended, median of the runs; commands that are compared run in',
    'turn. Memory is the peak of the largest process. Nothing is asserted: budgets are compared with, not enforced.',
    '',
    `- ${results.date}, commit ${results.commit}`,
    `- ${results.machine}; load when it began: ${results.load.toFixed(2)}`,
    `- Node ${results.node}`,
    '',
    '## By number of resources',
    '',
    ...sizes(lives),
    '',
    '## Synthesis beside bare cdktf',
    '',
    'The same L1 resources by cdktf’s own `App` and `TerraformStack`, nothing validated, in the same run.',
    '',
    ...table(
      ['resources', 'our App ÷ bare', '`ztc synth` ÷ bare'],
      lives.map(({ resources, steps }) => [
        count(resources),
        ratio(steps.app.seconds / steps.bare.seconds),
        ratio(steps.synth.seconds / steps.bare.seconds),
      ]),
    ),
    '',
    ...growth(lives),
    '## Start',
    '',
    ...startTable(short),
    '',
    ...startTable(imports),
    '',
  ].join('\n');
}

function sizes(lives: readonly Lifecycle[]): readonly string[] {
  return table(
    ['', ...lives.map(({ resources }) => `${count(resources)} resources`)],
    stepNames().map((step) => [
      STEPS[step],
      ...lives.map(({ steps }) => {
        const { seconds, mib, runs } = steps[step];
        return `${time(seconds)}, ${Math.round(mib)} MiB (n = ${runs})`;
      }),
    ]),
  );
}

/** Time per resource at the largest size against that at the size before it; the same without what it takes to start. */
function growth(lives: readonly Lifecycle[]): readonly string[] {
  const [first, small, large] = [lives.at(-3), ...lives.slice(-2)];
  if (!small || !large) return [];
  const added = (from: Lifecycle, to: Lifecycle, step: Step): number =>
    (to.steps[step].seconds - from.steps[step].seconds) / (to.resources - from.resources);
  const marginal = (step: Step): string =>
    first ? ratio(added(small, large, step) / added(first, small, step)) : '';
  const perResource = ({ resources, steps }: Lifecycle, step: Step) => steps[step].seconds / resources;
  return [
    '## Growth',
    '',
    `Time per resource at ${count(large.resources)} ÷ that at ${count(small.resources)}; 1 is linear. Starting costs are in both, and`,
    'left out of the last column: time per added resource, between the two largest sizes ÷ between the two before.',
    '',
    ...table(
      ['', 'per resource', 'growth', 'growth of what is added'],
      stepNames().map((step) => [
        STEPS[step],
        `${(perResource(large, step) * 1e6).toFixed(0)} µs`,
        ratio(perResource(large, step) / perResource(small, step)),
        marginal(step),
      ]),
    ),
    '',
  ];
}

function startTable(rows: readonly Beside[]): readonly string[] {
  return table(
    ['', 'time', 'ratio'],
    rows.map(({ name, measured, ratio: against }) => [name, shortTime(measured), ratio(against)]),
  );
}

function shortTime({ seconds, runs }: Measured): string {
  return `${time(seconds)} (n = ${runs})`;
}

function stepNames(): readonly Step[] {
  return Object.keys(STEPS) as Step[];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, n) => (n === 0 ? '---' : '---:'))), ...rows.map(line)];
}

function time(seconds: number): string {
  return seconds < 0.2 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

function ratio(value: number): string {
  return value.toFixed(2);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
