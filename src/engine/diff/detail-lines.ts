/** One difference as lines of text: usually one, more where values or references are long. */

import type { Detail, DetailSign, Items } from './details.ts';
import {
  beside,
  columns,
  flow,
  type RenderContext,
  type Styled,
  sameStyle,
  type Tone,
  WIDTH,
} from './layout.ts';
import { quoted, visible } from './scalar-text.ts';
import type { TextDiff, TextLine } from './text-diff.ts';

const TONES: Readonly<Record<DetailSign, Tone>> = {
  '+': 'create',
  '-': 'delete',
  '~': 'update',
  '>': 'read',
};

export function* detailLines(detail: Detail, context: RenderContext, indent = '      '): Iterable<string> {
  const { sign, path, before, after, text, items } = detail;
  const start: Styled = {
    plain: `${indent}${sign} ${path}:`,
    painted: `${indent}${context.paint(sign, TONES[sign])} ${path}:`,
  };
  const notes = notesOf(detail, context);
  if (before === undefined || after === undefined) {
    yield* withOrigins(beside([joined(start, before ?? after ?? ''), ...notes]), detail, context, indent);
  } else {
    const whole = beside([joined(start, `${before} → ${after}`), ...notes]);
    const fits = columns(whole.plain) <= WIDTH;
    if (!fits) yield* [start.painted, `${indent}    ${before}`];
    const last = fits ? whole : beside([sameStyle(`${indent}  → ${after}`), ...notes]);
    yield* withOrigins(last, detail, context, indent);
  }
  if (text) yield* textLines(text, context, `${indent}    `);
  if (items) yield* itemLines(items, context, `${indent}    `);
}

const joined = ({ plain, painted }: Styled, value: string): Styled => ({
  plain: `${plain} ${value}`,
  painted: `${painted} ${value}`,
});

function notesOf({ forcesReplacement, notes }: Detail, { paint, words }: RenderContext): Styled[] {
  const note = (text: string, tone: Tone): Styled => ({
    plain: `# ${text}`,
    painted: paint(`# ${text}`, tone),
  });
  return [
    ...notes.map((text) => note(text, 'muted')),
    ...(forcesReplacement ? [note(words.forces, 'replace')] : []),
  ];
}

/** References follow the value where they fit, otherwise they have lines of their own. */
function* withOrigins(
  line: Styled,
  { from }: Detail,
  { paint }: RenderContext,
  indent: string,
): Iterable<string> {
  const origin = `← ${from.join(', ')}`;
  const fits = columns(`${line.plain}  ${origin}`) <= WIDTH;
  yield fits && from.length > 0 ? `${line.painted}  ${paint(origin, 'muted')}` : line.painted;
  if (fits) return;
  for (const [i, names] of flow(from, WIDTH - indent.length - 6).entries())
    yield paint(`${indent}    ${i === 0 ? '←' : ' '} ${names}`, 'muted');
}

function* itemLines(
  { texts, left }: Items,
  { paint, words }: RenderContext,
  indent: string,
): Iterable<string> {
  for (const line of flow(texts, WIDTH - indent.length)) yield `${indent}${line}`;
  if (left > 0) yield `${indent}${paint(words.more(left), 'muted')}`;
}

function* textLines(
  { lines, left }: TextDiff,
  { paint, words }: RenderContext,
  indent: string,
): Iterable<string> {
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
