/** Plain values as text in which nothing is invisible and no number is rounded. */

import { formatNum, type Num } from '../../values/num.ts';
import type { Value } from '../../values/value.ts';

/** Control, format and private characters, and every blank but the plain one: they could hide a difference, or worse. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;

const escapeCharacter = (c: string): string => {
  const code = c.codePointAt(0) as number;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/** For text that is shown as it is: names, addresses, lines. */
export const visible = (text: string): string => text.replace(INVISIBLE, escapeCharacter);

/** In quotes, with JSON's escapes. */
export const quoted = (text: string): string => visible(JSON.stringify(text));

/** Undefined for what has parts, and for what is unknown or null. */
export function scalarText({ state, raw }: Value): string | undefined {
  if (state !== 'known' || raw instanceof Map || Array.isArray(raw)) return undefined;
  if (typeof raw === 'string') return quoted(raw);
  return typeof raw === 'boolean' ? String(raw) : formatNum(raw as Num);
}
