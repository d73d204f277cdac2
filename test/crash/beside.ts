/** What became of the same kills under Terraform and under ztc, row by row. */

import { ENGINES, type EngineName } from './engines.ts';
import type { Headline } from './report.ts';
import type { Found, Tally, Target } from './tally.ts';

export interface Column {
  readonly tally: Tally;
  readonly seconds: number;
}

export type Columns = Readonly<Partial<Record<EngineName, Column>>>;

type Cell = (column: Column) => number;

const found =
  (...kinds: readonly Found['kind'][]): Cell =>
  ({ tally }) =>
    kinds.reduce((sum, kind) => sum + tally.of(kind), 0);

const OURS: ReadonlySet<string> = new Set<Found['kind']>(['server', 'audit', 'trial']);

const KILLED: Readonly<Record<Target, string>> = {
  engine: 'the engine alone (Terraform without its provider)',
  provider: 'Terraform and its provider',
  server: 'the control plane',
  both: 'everything',
};

const ROWS: readonly (readonly [title: string, cell: Cell])[] = [
  ['kills', ({ tally }) => tally.kills],
  ...Object.entries(KILLED).map(([target, name]): [string, Cell] => [
    `  ${name}`,
    ({ tally }) => tally.targets.get(target) ?? 0,
  ]),
  ['  of runs that were recovering from one', ({ tally }) => tally.again],
  ['kills that came too late', ({ tally }) => tally.missed],
  ['trials', ({ tally }) => tally.trials],
  ['runs of apply', ({ tally }) => tally.runs],
  ['acknowledged writes', ({ tally }) => tally.acknowledged],
  ['acknowledged writes that left no trace', found('loss')],
  ['duplicates: objects made again, the state does not know the first', found('duplicate')],
  ['orphans: objects that nobody wants and the state does not know', found('orphan')],
  ['  of these two, creation acknowledged', ({ tally }) => tally.violations.filter(wasTold).length],
  [
    '  of these two, after a kill that left an empty state',
    ({ tally }) => tally.violations.filter(afterEmptied).length,
  ],
  ['kills that left an empty or torn state', ({ tally }) => tally.emptied],
  ['states that are unreadable or name what is not there', found('state')],
  ['next applies that failed', found('apply')],
  ['second plans that were not empty', found('plan')],
  ['files left over', found('journal')],
  ['runs that did not end', found('hang')],
  ['things to do by hand before the next run', ({ tally }) => sum(tally.byHand)],
  ['trials with any of these', ({ tally }) => trialsOf(tally)],
  [
    'faults of the control plane or of the campaign itself',
    ({ tally }) => tally.violations.filter(({ kind }) => OURS.has(kind)).length,
  ],
  ['seconds', ({ seconds }) => Math.round(seconds)],
];

const isObject = ({ kind }: Found): boolean => kind === 'duplicate' || kind === 'orphan';
const afterEmptied = (one: Found): boolean => isObject(one) && one.emptied === true;
const wasTold = ({ acknowledged }: Found): boolean => acknowledged === true;

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const trialsOf = ({ violations }: Tally): number =>
  new Set(violations.map(({ world, trial }) => `${world}/${trial}`)).size;

/** Rows and columns for people. */
export function besideText({ seed, backend, kind }: Omit<Headline, 'seconds'>, columns: Columns): string {
  const width = Math.max(...ROWS.map(([title]) => title.length));
  const line = (title: string, cells: readonly string[]): string =>
    [title.padEnd(width), ...cells.map((cell) => cell.padStart(11))].join('');
  const order = [...ENGINES].reverse();
  return [
    `Terraform beside ztc: seed ${seed}, backend ${backend}, ${kind}`,
    line('', order),
    ...ROWS.map(([title, cell]) =>
      line(
        title,
        order.map((engine) => {
          const column = columns[engine];
          return column ? String(cell(column)) : 'not run';
        }),
      ),
    ),
    ...(columns.terraform ? detailsOf(columns.terraform.tally) : []),
  ].join('\n');
}

const SHOWN = 20;
const LONGEST = 300;

function detailsOf({ violations, byHand }: Tally): string[] {
  const told = violations.slice(0, SHOWN).map(({ world, trial, kind, text, acknowledged }) => {
    const more = acknowledged ? ' (acknowledged)' : '';
    return `  ${kind}, world ${world}, trial ${trial}: ${text.slice(0, LONGEST)}${more}`;
  });
  const rest = violations.length - told.length;
  return [
    ...[...byHand].map(([what, count]) => `by hand: ${what}, ${count} times`),
    ...(told.length > 0 ? ['found under Terraform:', ...told] : []),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

/** What is no property of Terraform: with these the figures are worth nothing. */
export const isSound = ({ violations }: Tally): boolean => violations.every(({ kind }) => !OURS.has(kind));
