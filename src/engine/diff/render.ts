/** A plan as lines of text that fit a terminal of 80 columns where the values allow it. Pure: a plan in, lines out. */

import type { Plan } from '../plan/model.ts';
import type { ChecksView } from './checks-view.ts';
import type { Dependents } from './dependents.ts';
import { detailLines } from './detail-lines.ts';
import {
  beside,
  columns,
  flow,
  type Paint,
  type RenderContext,
  type Styled,
  sameStyle,
  type Tone,
  WIDTH,
} from './layout.ts';
import { type PlanView, planView, type Section, type TypeCounts } from './plan-view.ts';
import type { ResourceView } from './resource-view.ts';
import { visible } from './scalar-text.ts';
import { type Language, wordsOf } from './words.ts';

export interface RenderOptions {
  readonly paint?: Paint;
  readonly language?: Language;
  /** Longest list of attributes of a new object (20). */
  readonly limit?: number;
}

/** Line by line, so that the text of a large plan never exists as a whole. */
export function* planLines(plan: Plan, options: RenderOptions = {}): Iterable<string> {
  const words = wordsOf(options.language ?? 'en');
  const context: RenderContext = { paint: options.paint ?? ((text) => text), words };
  const view = planView(plan, words, options.limit ?? 20);
  yield* resources(words.drift, view.drift, context);
  for (const group of view.groups) yield* resources(words.groups[group.kind], group, context);
  yield* outputs(view, context);
  yield* checks(view.checks, context);
  yield* types(view.types, context);
  yield* closing(view, context);
}

function* resources(title: string, section: Section<ResourceView>, context: RenderContext): Iterable<string> {
  if (section.size === 0) return;
  yield heading(title, section.size, context);
  for (const resource of section.items) yield* resourceLines(resource, context);
  yield '';
}

const heading = (title: string, size: number, { paint }: RenderContext): string =>
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

function* resourceLines(resource: ResourceView, context: RenderContext): Iterable<string> {
  yield* headLines(resource, context);
  for (const detail of resource.details) yield* detailLines(detail, context);
  if (resource.left > 0) yield `      ${context.paint(context.words.more(resource.left), 'muted')}`;
  if (resource.dependents) yield* dependentLines(resource.dependents, context);
}

function* dependentLines({ count, names }: Dependents, { paint, words }: RenderContext): Iterable<string> {
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
function headLines(resource: ResourceView, { paint }: RenderContext): string[] {
  const { action, address, deposed, phrases, place } = resource;
  const [sign, tone] = ACTIONS[action];
  const name = `${sign.padStart(3)} ${address}${deposed === undefined ? '' : ` (deposed ${deposed})`}`;
  const where = placeTexts(place);
  const lines: Styled[] = [{ plain: name, painted: paint(name, tone) }];
  const parts = [
    ...(phrases.length === 0 ? [] : [sameStyle(phrases.join('; '))]),
    ...where.map((plain) => ({ plain, painted: paint(plain, 'muted') })),
  ];
  for (const part of parts) {
    const longer = beside([lines.at(-1) as Styled, part]);
    if (columns(longer.plain) <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push({ plain: `      ${part.plain}`, painted: `      ${part.painted}` });
  }
  return lines.map(({ painted }) => painted);
}

/** Together where they fit on a line. */
function placeTexts(place: readonly string[]): string[] {
  const whole = `# ${place.join(', ')}`;
  if (place.length === 0) return [];
  return columns(whole) + 6 <= WIDTH ? [whole] : place.map((part) => `# ${part}`);
}

function* outputs({ outputs: { size, items } }: PlanView, context: RenderContext): Iterable<string> {
  if (size === 0) return;
  yield heading(context.words.outputs, size, context);
  for (const detail of items) yield* detailLines(detail, context, '  ');
  yield '';
}

function* checks({ failed, open }: ChecksView, { paint, words }: RenderContext): Iterable<string> {
  if (failed.length + open.length === 0) return;
  yield paint(`${words.checks} (${failed.length + open.length})`, 'strong');
  for (const { address, broken, messages } of failed) {
    yield `  ${paint('!', 'warning')} ${address}  ${broken ? words.checkBroken : words.checkFailed}`;
    for (const message of messages) yield `      ${message}`;
  }
  for (const address of open) yield `  ? ${address}  ${words.unknown}`;
  yield '';
}

function* types(counts: readonly TypeCounts[], context: RenderContext): Iterable<string> {
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

function* closing(view: PlanView, { paint, words }: RenderContext): Iterable<string> {
  if (view.errored) yield paint(words.errored, 'warning');
  const nothing = view.groups.length === 0 && view.outputs.size === 0 && view.drift.size === 0;
  if (nothing) {
    if (!view.errored) yield paint(words.nothing, 'strong');
    return;
  }
  const line = view.refreshOnly ? words.driftTotals(view.drift.size) : words.totals(view.totals);
  yield paint(line, 'strong');
}
