/** `yamlencode`: block style, strings always quoted, so that every reader agrees on types. */

import { formatNum, type Num } from '../../values/num.ts';
import { sortedEntries } from '../../values/path.ts';
import type { Value } from '../../values/value.ts';

/** A scalar alone that is not quoted is followed by the mark of the document's end. */
export function yamlText(v: Value): string {
  const text = `${node(v, 0).replace(/^\n/, '')}\n`;
  const isPlain = v.isNull || (typeof v.raw !== 'string' && !Array.isArray(v.raw) && !(v.raw instanceof Map));
  return isPlain ? `${text}...\n` : text;
}

/** Blocks begin with a line feed and are indented by `depth`; scalars do neither. */
function node(v: Value, depth: number): string {
  if (v.isNull) return 'null';
  const raw = v.raw;
  if (typeof raw === 'string') return scalar(raw, depth);
  if (typeof raw === 'boolean') return String(raw);
  if (raw instanceof Map) return mapping(v, depth);
  if (Array.isArray(raw)) return sequence(raw, depth);
  return formatNum(raw as Num);
}

function mapping(v: Value, depth: number): string {
  const entries = sortedEntries(v);
  if (entries.length === 0) return '{}';
  return entries
    .map(([key, value]) => {
      const isList = Array.isArray(value.raw);
      // Sequences inside mappings stand at the mapping's own indentation.
      const inner = node(value, isList ? depth : depth + 1);
      return `\n${'  '.repeat(depth)}${quote(key)}:${inner.startsWith('\n') ? inner : ` ${inner}`}`;
    })
    .join('');
}

function sequence(items: readonly Value[], depth: number): string {
  if (items.length === 0) return '[]';
  const dash = `\n${'  '.repeat(depth)}- `;
  return items.map((item) => dash + node(item, depth + 1).replace(/^\n\s*/, '')).join('');
}

function scalar(text: string, depth: number): string {
  if (!text.includes('\n') || !isBlockSafe(text)) return quote(text);
  const chomp = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const indent = '  '.repeat(Math.max(1, depth));
  const body = text.replace(/\n$/, '').replace(/^(?=.)/gm, indent);
  return `|${chomp}\n${body}`;
}

/** What a literal block cannot hold: leading space, trailing space on a line, control characters. */
const isBlockSafe = (text: string): boolean =>
  !/^[\s]/.test(text) && !/[ \t]$/m.test(text) && !/[^\P{Cc}\n\t]/u.test(text);

const quote = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
