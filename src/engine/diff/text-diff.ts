/** Texts of several lines, compared line by line. */

import { commonSubsequence } from './subsequence.ts';

export interface TextLine {
  readonly sign: '+' | '-' | ' ' | '…';
  /** The number in the later text, for removed lines in the earlier one. */
  readonly number: number;
  readonly text: string;
}

export interface TextDiff {
  readonly added: number;
  readonly removed: number;
  /** Of the last line. */
  readonly finalNewline?: 'added' | 'removed';
  /** With a little context; `…` stands for equal lines between. */
  readonly lines: readonly TextLine[];
  /** Changed lines that are not among `lines`. */
  readonly left: number;
}

const CONTEXT = 2;

export const isMultiline = (text: string): boolean => /\n./s.test(text);

/** At most `limit` lines. */
export function textDiff(before: string, after: string, limit: number): TextDiff {
  const [endBefore, endAfter] = [before.endsWith('\n'), after.endsWith('\n')];
  const [a, b] = [linesOf(before), linesOf(after)];
  const all = [...edits(a, b)];
  const changed = all.filter(({ sign }) => sign !== ' ').length;
  const lines = withContext(all).slice(0, limit);
  const shown = lines.filter(({ sign }) => sign === '+' || sign === '-').length;
  return {
    added: all.filter(({ sign }) => sign === '+').length,
    removed: all.filter(({ sign }) => sign === '-').length,
    ...(endBefore === endAfter ? {} : { finalNewline: endAfter ? ('added' as const) : ('removed' as const) }),
    lines,
    left: changed - shown,
  };
}

const linesOf = (text: string): string[] => (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');

function* edits(a: readonly string[], b: readonly string[]): Iterable<TextLine> {
  const numbers = new Map<string, number>();
  const numbered = (line: string): number => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  };
  const kept = commonSubsequence(a.map(numbered), b.map(numbered));
  let [i, j] = [0, 0];
  for (const [toA, toB] of [...kept, [a.length, b.length] as const]) {
    for (; i < toA; i++) yield { sign: '-', number: i + 1, text: a[i] as string };
    for (; j < toB; j++) yield { sign: '+', number: j + 1, text: b[j] as string };
    if (j < b.length && i < a.length) yield { sign: ' ', number: j + 1, text: b[j] as string };
    [i, j] = [toA + 1, toB + 1];
  }
}

/** Equal lines far from any change become one mark. */
function withContext(all: readonly TextLine[]): TextLine[] {
  const near = new Uint8Array(all.length);
  all.forEach(({ sign }, at) => {
    if (sign !== ' ') near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  });
  const lines: TextLine[] = [];
  all.forEach((line, at) => {
    if (near[at] === 1) lines.push(line);
    else if (lines.length > 0 && lines.at(-1)?.sign !== '…') lines.push({ sign: '…', number: 0, text: '' });
  });
  if (lines.at(-1)?.sign === '…') lines.pop();
  return lines;
}
