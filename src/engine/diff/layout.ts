/** Text for a terminal: how wide it is, how it is coloured, where it is broken. */

import type { Words } from './words.ts';

export type Tone = 'create' | 'update' | 'delete' | 'replace' | 'read' | 'muted' | 'strong' | 'warning';
export type Paint = (text: string, tone: Tone) => string;

export interface RenderContext {
  readonly paint: Paint;
  readonly words: Words;
}

/** The same text twice: as it is measured, and as it is shown. */
export interface Styled {
  readonly plain: string;
  readonly painted: string;
}

/** Of a line, where values and addresses allow it. */
export const WIDTH = 80;

/** Characters that a terminal shows in two columns: Chinese and its punctuation. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

export function columns(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count + (text.match(WIDE)?.length ?? 0);
}

export const sameStyle = (text: string): Styled => ({ plain: text, painted: text });

/** Parts beside each other, two blanks apart. */
export const beside = (parts: readonly Styled[]): Styled => ({
  plain: parts.map(({ plain }) => plain).join('  '),
  painted: parts.map(({ painted }) => painted).join('  '),
});

/** Texts with commas between them, as many on a line as fit. */
export function flow(texts: readonly string[], width: number): string[] {
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
