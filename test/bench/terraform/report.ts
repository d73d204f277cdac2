/** The measurements beside Terraform as bench/RESULTS.md shows them. */
import { count, ratio, table, time } from '../markdown.ts';
import type { Sample } from '../measure.ts';
import type { Life, Outcome } from './beside.ts';
import { STEPS, type Step } from './engines.ts';
import { SHAPES, type Shape } from './shapes.ts';

const BACKENDS = {
  local: 'Terraform with the local backend: a file, as ztc has. It rewrites all of it after each resource.',
  http: 'Terraform with the `http` backend and a server on loopback that keeps the state in memory, its cheapest setting: it sends all of the state every 20 seconds and at the end. With the local backend it would take more than an hour. ztc writes its file all the same.',
} as const;

const steps = Object.keys(STEPS) as Step[];

export function terraformSection(lives: readonly Life[], version: string): readonly string[] {
  const sizes = [...new Set(lives.map(({ resources }) => resources))];
  return [
    '## Beside real Terraform',
    '',
    `${version}, as a library in a Python process; \`terraform_data\` only, so no platform is asked by either engine. The same`,
    'configurations, in the same run; Terraform once each, ztc as often as n says (the median). Plans that must be empty are checked',
    'to be. Memory is the peak of the process. Shapes:',
    '',
    ...Object.values(SHAPES).map((shape) => `- ${shape}`),
    '',
    ...sizes.flatMap((size) => sizeSection(lives.filter(({ resources }) => resources === size))),
    ...growthSection(lives, sizes),
  ];
}

function sizeSection(lives: readonly Life[]): readonly string[] {
  const [first] = lives;
  if (!first) return [];
  const heading = `### ${count(first.resources)} resources`;
  if (!first.terraform) return [heading, '', 'ztc alone.', '', ...aloneTable(lives), ''];
  return [heading, '', BACKENDS[first.terraform.backend], '', ...pairTable(lives), ''];
}

function pairTable(lives: readonly Life[]): readonly string[] {
  const rows = lives.flatMap(({ shape, ztc, terraform }) =>
    steps.map((step) => {
      const theirs = terraform?.steps[step];
      return [
        `${shape}: ${STEPS[step]}`,
        `${cell(ztc[step])} (n = ${ztc[step].runs})`,
        theirs ? outcome(theirs) : 'not run',
        ...(theirs ? comparison(ztc[step], theirs) : ['', '']),
      ];
    }),
  );
  return table(['', 'ztc', 'Terraform', 'time, Terraform ÷ ztc', 'memory, Terraform ÷ ztc'], rows);
}

function aloneTable(lives: readonly Life[]): readonly string[] {
  const rows = steps.map((step) => [STEPS[step], ...lives.map(({ ztc }) => cell(ztc[step]))]);
  return table(['', ...lives.map(({ shape }) => shape)], rows);
}

function growthSection(lives: readonly Life[], sizes: readonly number[]): readonly string[] {
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (small === undefined || large === undefined || small === large) return [];
  const at = (shape: Shape, resources: number): Life | undefined =>
    lives.find((life) => life.shape === shape && life.resources === resources);
  const shapes = [...new Set(lives.map(({ shape }) => shape))];
  const growth = (shape: Shape, step: Step): string => {
    const [a, b] = [at(shape, small), at(shape, large)];
    return a && b ? ratio(b.ztc[step].seconds / large / (a.ztc[step].seconds / small)) : '';
  };
  return [
    '### Growth',
    '',
    `Time of ztc per resource at ${count(large)} ÷ that at ${count(small)}, starting included; 1 is linear.`,
    '',
    ...table(
      ['', ...shapes],
      steps.map((step) => [STEPS[step], ...shapes.map((shape) => growth(shape, step))]),
    ),
    '',
  ];
}

const cell = ({ seconds, mib }: Sample): string => `${time(seconds)}, ${Math.round(mib)} MiB`;

const outcome = (theirs: Outcome): string =>
  'over' in theirs ? `ended after ${time(theirs.over)}` : cell(theirs);

function comparison(ours: Sample, theirs: Outcome): readonly [string, string] {
  if ('over' in theirs) return [`> ${ratio(theirs.over / ours.seconds)}`, ''];
  return [ratio(theirs.seconds / ours.seconds), ratio(theirs.mib / ours.mib)];
}
