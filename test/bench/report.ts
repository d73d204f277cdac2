/** Measurements as bench/RESULTS.md shows them. */
import { type Lifecycle, STEPS, type Step } from './lifecycle.ts';
import { count, ratio, table, time } from './markdown.ts';
import type { Measured } from './measure.ts';
import type { Beside } from './startup.ts';

export function lifecycleSection(lives: readonly Lifecycle[]): readonly string[] {
  return [
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
  ];
}

export function startSection(short: readonly Beside[], imports: readonly Beside[]): readonly string[] {
  return ['## Start', '', ...startTable(short), '', ...startTable(imports)];
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
