/** A plan as lines of text that fit a terminal of 80 columns where the values allow it. Pure: a plan in, lines out. */

import type { Plan } from '../plan/model.ts';
import type { ChecksView } from './checks-view.ts';
import type { Dependents } from './dependents.ts';
import type { Detail, DetailSign, Items } from './details.ts';
import { type PlanView, planView, type Section, type TypeCounts } from './plan-view.ts';
import type { ResourceView } from './resource-view.ts';
import { quoted, visible } from './scalar-text.ts';
import type { TextDiff, TextLine } from './text-diff.ts';
import { columns } from './width.ts';
import { type Language, type Words, wordsOf } from './words.ts';

export type Tone = 'create' | 'update' | 'delete' | 'replace' | 'read' | 'muted' | 'strong' | 'warning';
export type Paint = (text: string, tone: Tone) => string;

export interface RenderOptions {
  readonly paint?: Paint;
  readonly language?: Language;
  /** Longest list of attributes of a new object (20). */
  readonly limit?: number;
}

interface Context {
  readonly paint: Paint;
  readonly words: Words;
}

const WIDTH = 80;

export function renderPlan(plan: Plan, options: RenderOptions = {}): string[] {
  return [...planLines(plan, options)];
}

/** Line by line, so that the text of a large plan never exists as a whole. */
export function* planLines(plan: Plan, options: RenderOptions = {}): Iterable<string> {
  const words = wordsOf(options.language ?? 'en');
  const context: Context = { paint: options.paint ?? ((text) => text), words };
  const view = planView(plan, words, options.limit ?? 20);
  yield* resources(words.drift, view.drift, context);
  for (const group of view.groups) yield* resources(words.groups[group.kind], group, context);
  yield* outputs(view, context);
  yield* checks(view.checks, context);
  yield* types(view.types, context);
  yield* closing(view, context);
}

function* resources(title: string, section: Section<ResourceView>, context: Context): Iterable<string> {
  if (section.size === 0) return;
  yield heading(title, section.size, context);
  for (const resource of section.items) yield* resourceLines(resource, context);
  yield '';
}

const heading = (title: string, size: number, { paint }: Context): string =>
  paint(`${title} (${size})`, 'strong');

const ACTIONS = {
  move: ['->', 'muted'],
  import: ['=>', 'create'],
  create: ['+', 'create'],
  read: ['<=', 'read'],
  update: ['~', 'update'],
  delete: ['-', 'delete'],
  'delete-create': ['-/+', 'replace'],
  'create-delete': ['+/-', 'replace'],
  forget: ['.', 'warning'],
  drift: ['!', 'warning'],
} as const satisfies Record<ResourceView['action'], readonly [string, Tone]>;

function* resourceLines(resource: ResourceView, context: Context): Iterable<string> {
  yield* headLines(resource, context);
  for (const detail of resource.details) yield* detailLines(detail, context);
  if (resource.left > 0) yield `      ${context.paint(context.words.more(resource.left), 'muted')}`;
  if (resource.dependents) yield* dependentLines(resource.dependents, context);
}

function* dependentLines({ count, names }: Dependents, { paint, words }: Context): Iterable<string> {
  const shown = [...names.map(visible), ...(count > names.length ? ['…'] : [])];
  const text = `! ${words.dependents(count)}${words.colon}`;
  const line = `${text}${shown.join(', ')}`;
  const lines =
    columns(line) + 6 <= WIDTH
      ? [line]
      : [text.trimEnd(), ...flow(shown, WIDTH - 10).map((one) => `    ${one}`)];
  for (const one of lines) yield `      ${paint(one, 'warning')}`;
}

/** Sign, address, what, why and where on one line, or on as many as it takes. */
function headLines({ action, address, deposed, phrases, place }: ResourceView, context: Context): string[] {
  const { paint } = context;
  const [sign, tone] = ACTIONS[action];
  const name = `${sign.padStart(3)} ${address}${deposed === undefined ? '' : ` (deposed ${deposed})`}`;
  const what = phrases.join('; ');
  const where = place === '' ? '' : `# ${place}`;
  const lines = [{ plain: name, painted: paint(name, tone) }];
  for (const [text, painted] of [
    [what, what],
    [where, paint(where, 'muted')],
  ] as const) {
    if (text === '') continue;
    const last = lines.at(-1) as (typeof lines)[number];
    if (columns(last.plain) + columns(text) + 2 <= WIDTH) {
      lines[lines.length - 1] = { plain: `${last.plain}  ${text}`, painted: `${last.painted}  ${painted}` };
    } else lines.push({ plain: `      ${text}`, painted: `      ${painted}` });
  }
  return lines.map(({ painted }) => painted);
}

const DETAILS: Readonly<Record<DetailSign, Tone>> = {
  '+': 'create',
  '-': 'delete',
  '~': 'update',
  '>': 'read',
};

function* detailLines(detail: Detail, context: Context, indent = '      '): Iterable<string> {
  const { sign, path, before, after, text, items } = detail;
  const start = `${indent}${context.paint(sign, DETAILS[sign])} ${path}:`;
  const notes = notesOf(detail, context);
  const values = [before, after].filter((value) => value !== undefined).join(' → ');
  const plain = [`${indent}  ${path}: ${values}`, ...notes.map((note) => note.plain)].join('  ');
  if (columns(plain) <= WIDTH || before === undefined || after === undefined)
    yield withNotes(`${start} ${values}`, notes);
  else {
    yield start;
    yield `${indent}    ${before}`;
    yield withNotes(`${indent}  → ${after}`, notes);
  }
  if (text) yield* textLines(text, context, `${indent}    `);
  if (items) yield* itemLines(items, context, `${indent}    `);
}

const withNotes = (line: string, notes: readonly Note[]): string =>
  [line, ...notes.map(({ painted }) => painted)].join('  ');

function* itemLines({ texts, left }: Items, { paint, words }: Context, indent: string): Iterable<string> {
  for (const line of flow(texts, WIDTH - indent.length)) yield `${indent}${line}`;
  if (left > 0) yield `${indent}${paint(words.more(left), 'muted')}`;
}

/** As many on a line as fit. */
function flow(texts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  texts.forEach((text, i) => {
    const item = i === texts.length - 1 ? text : `${text},`;
    const last = lines.at(-1);
    if (last !== undefined && columns(`${last} ${item}`) <= width)
      lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  });
  return lines;
}

interface Note {
  readonly plain: string;
  readonly painted: string;
}

function notesOf({ from, forcesReplacement, notes }: Detail, { paint, words }: Context): Note[] {
  const muted = (plain: string): Note => ({ plain, painted: paint(plain, 'muted') });
  const force = `# ${words.forces}`;
  return [
    ...(from.length > 0 ? [muted(`← ${from.join(', ')}`)] : []),
    ...notes.map((note) => muted(`# ${note}`)),
    ...(forcesReplacement ? [{ plain: force, painted: paint(force, 'replace') }] : []),
  ];
}

function* textLines({ lines, left }: TextDiff, { paint, words }: Context, indent: string): Iterable<string> {
  const width = Math.max(0, ...lines.map(({ number }) => String(number).length));
  for (const line of lines) {
    if (line.sign === '…') yield `${indent}${paint('…', 'muted')}`;
    else {
      const shown =
        `${indent}${String(line.number).padStart(width)} ${line.sign} ${lineText(line)}`.trimEnd();
      yield line.sign === ' ' ? shown : paint(shown, line.sign === '+' ? 'create' : 'delete');
    }
  }
  if (left > 0) yield `${indent}${paint(words.more(left), 'muted')}`;
}

const LONGEST_LINE = 200;

/** Blanks that nobody would see are quoted. */
function lineText({ text, sign }: TextLine): string {
  const cut = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
  return sign !== ' ' && (cut === '' || /\s$/.test(cut)) ? quoted(cut) : visible(cut);
}

function* outputs({ outputs: { size, items } }: PlanView, context: Context): Iterable<string> {
  if (size === 0) return;
  yield heading(context.words.outputs, size, context);
  for (const detail of items) yield* detailLines(detail, context, '  ');
  yield '';
}

function* checks({ failed, open }: ChecksView, { paint, words }: Context): Iterable<string> {
  if (failed.length + open.length === 0) return;
  yield paint(`${words.checks} (${failed.length + open.length})`, 'strong');
  for (const { address, broken, messages } of failed) {
    yield `  ${paint('!', 'warning')} ${address}  ${broken ? words.checkBroken : words.checkFailed}`;
    for (const message of messages) yield `      ${message}`;
  }
  for (const address of open) yield `  ? ${address}  ${words.unknown}`;
  yield '';
}

function* types(counts: readonly TypeCounts[], context: Context): Iterable<string> {
  if (counts.length === 0) return;
  yield heading(context.words.byType, counts.length, context);
  const width = Math.max(...counts.map(({ type }) => type.length));
  for (const { type, add, change, destroy } of counts) {
    const parts = [
      add > 0 ? `+${add}` : '',
      change > 0 ? `~${change}` : '',
      destroy > 0 ? `-${destroy}` : '',
    ].filter((part) => part !== '');
    yield `  ${type.padEnd(width)}  ${parts.join(' ')}`.trimEnd();
  }
  yield '';
}

function* closing(view: PlanView, { paint, words }: Context): Iterable<string> {
  if (view.errored) yield paint(words.errored, 'warning');
  const nothing = view.groups.length === 0 && view.outputs.size === 0 && view.drift.size === 0;
  if (nothing) {
    if (!view.errored) yield paint(words.nothing, 'strong');
    return;
  }
  const line = view.refreshOnly ? words.driftTotals(view.drift.size) : words.totals(view.totals);
  yield paint(line, 'strong');
}
